import {describe, expect, it} from 'vitest';
import {detections, flag} from '../../source/domain/detection.ts';
import {eventOf, record} from './records.ts';

function severity(eventSource: string, eventName: string, changes: Record<string, unknown> = {}) {
	return flag(eventOf(record({eventSource, eventName, ...changes})))?.severity ?? null;
}

describe('the catalogue', () => {
	it('has its 626 rows', () => {
		expect(detections).toHaveLength(626);
	});

	it('looks through the dates behind names, where the row says so', () => {
		expect(severity('lambda.amazonaws.com', 'CreateFunction20150331')).toBe('critical');
		expect(severity('cloudfront.amazonaws.com', 'CreateFunction2020_05_31')).toBe('medium');
		expect(severity('iam.amazonaws.com', 'CreateUser20150331')).toBeNull();
	});

	it('matches service and name together', () => {
		const organizations = flag(
			eventOf(record({eventSource: 'organizations.amazonaws.com', eventName: 'CreateOrganization'})),
		);
		const workmail = flag(
			eventOf(record({eventSource: 'workmail.amazonaws.com', eventName: 'CreateOrganization'})),
		);
		expect(organizations?.detection.category).toBe('org');
		expect(workmail?.detection.category).toBe('mail-sms');
		expect(severity('example.amazonaws.com', 'CreateUser')).toBeNull();
	});

	it('ranks a denied attempt lower, and does not drop it', () => {
		expect(severity('iam.amazonaws.com', 'CreateUser')).toBe('critical');
		expect(severity('iam.amazonaws.com', 'CreateUser', {errorCode: 'AccessDenied'})).toBe('medium');
	});

	it('ranks a dry run that would have worked as a probe', () => {
		expect(severity('ec2.amazonaws.com', 'RunInstances', {errorCode: 'Client.DryRunOperation'})).toBe('high');
	});

	it('weighs the condition where the record has it, and not where a denial took it away', () => {
		const update = (status: string | null, errorCode?: string) =>
			severity('iam.amazonaws.com', 'UpdateAccessKey', {
				requestParameters: status === null ? null : {status},
				...(errorCode === undefined ? {} : {errorCode}),
			});
		expect(update('Active')).toBe('high');
		expect(update('Inactive')).toBe('low');
		expect(update(null, 'AccessDenied')).toBe('low');
	});

	it('does not take AWS’s quarantine for the attacker’s doing', () => {
		const quarantine = {
			requestParameters: {policyArn: 'arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV4'},
		};
		const call = ['iam.amazonaws.com', 'AttachUserPolicy'] as const;
		expect(severity(...call, {...quarantine, sourceIPAddress: 'AWS Internal'})).toBe('info');
		expect(severity(...call, {...quarantine, sourceIPAddress: '198.51.100.7'})).toBe('critical');
	});

	it('knows the finder’s check', () => {
		expect(severity('sts.amazonaws.com', 'GetCallerIdentity', {userAgent: 'TruffleHog'})).toBe('info');
	});
});
