import {describe, expect, it} from 'vitest';
import {targetOf} from '../../source/domain/target.ts';
import {eventOf, record} from './records.ts';

function target(
	requestParameters: unknown,
	responseElements: unknown = null,
	changes: Record<string, unknown> = {},
) {
	return targetOf(eventOf(record({requestParameters, responseElements, ...changes})));
}

describe('what a call acted on', () => {
	it('is the user and the policy', () => {
		expect(target({userName: 'backdoor', policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess'})).toBe(
			'backdoor policy/AdministratorAccess',
		);
	});

	it('is the instances that were started, not what they were made from', () => {
		const items = ['i-1', 'i-2', 'i-3'].map(instanceId => ({instanceId, subnetId: 'subnet-1'}));
		expect(target({instanceType: 'p3.2xlarge', keyName: 'k'}, {instancesSet: {items}})).toBe('i-1 +2');
	});

	it('is found under the nested forms of newer EC2 calls', () => {
		expect(target({CreateLaunchTemplateRequest: {LaunchTemplateName: 'lt'}})).toBe('lt');
		expect(target({DescribeNatGatewaysRequest: {NatGatewayId: {tag: 1, content: 'nat-1'}}})).toBe('nat-1');
		expect(target({EnvironmentId: 'shell-1'})).toBe('shell-1');
	});

	it('is the new key and its user', () => {
		expect(target(null, {accessKey: {userName: 'ci', accessKeyId: 'AKIAEXAMPLE'}})).toBe('ci AKIAEXAMPLE');
	});

	it('is in the error message of a call that lost its parameters', () => {
		const errorMessage =
			'User: arn:aws:iam::1:user/ci is not authorized to perform: iam:CreateUser on resource: arn:aws:iam::123456789012:user/x because no policy allows it';
		expect(target(null, null, {errorCode: 'AccessDenied', errorMessage})).toBe('user/x');
	});

	it('is nothing where the record does not say', () => {
		expect(target(null)).toBeNull();
		expect(target({filterSet: {items: [{name: 'vpc-id'}]}, maxResults: '500', nextToken: 'abc'})).toBeNull();
	});

	it('is short, whole characters, and safe', () => {
		const text = target({userName: `\u001b${'🙂'.repeat(200)}`}) ?? '';
		expect(text.length).toBeLessThanOrEqual(120);
		expect(text.startsWith('\ufffd🙂')).toBe(true);
		expect(text.isWellFormed()).toBe(true);
	});
});
