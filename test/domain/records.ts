import {type Event, readEvent} from '../../source/domain/event.ts';

/** An access key id that nobody can mistake for a real one. */
export function fakeKey(prefix: 'AKIA' | 'ASIA', number: number): string {
	return `${prefix}EXAMPLE${String(number).padStart(9, '0')}`;
}

export const account = '123456789012';

let serial = 0;

/** A CloudTrail record as the service writes it; `changes` replace whole fields. */
export function record(changes: Record<string, unknown> = {}): Record<string, unknown> {
	serial += 1;
	return {
		eventVersion: '1.08',
		userIdentity: {
			type: 'IAMUser',
			arn: `arn:aws:iam::${account}:user/ci`,
			accessKeyId: fakeKey('AKIA', 1),
			userName: 'ci',
		},
		eventTime: '2026-11-20T10:00:00Z',
		eventSource: 'ec2.amazonaws.com',
		eventName: 'DescribeInstances',
		awsRegion: 'us-east-1',
		sourceIPAddress: '198.51.100.7',
		userAgent: 'aws-cli/2.0',
		requestParameters: null,
		responseElements: null,
		readOnly: true,
		eventID: `event-${serial}`,
		eventType: 'AwsApiCall',
		...changes,
	};
}

export interface Who {
	readonly credential: string;
	readonly arn?: string;
}

/** Who signs: `userIdentity`. */
export function identity({
	credential,
	arn = `arn:aws:iam::${account}:user/ci`,
}: Who): Record<string, unknown> {
	return {type: 'IAMUser', arn, accessKeyId: credential, userName: arn.split('/').at(-1)};
}

/** `parent` takes a role and gets `child`. */
export function assumeRole(parent: string, child: string, changes: Record<string, unknown> = {}) {
	return record({
		userIdentity: identity({credential: parent}),
		eventSource: 'sts.amazonaws.com',
		eventName: 'AssumeRole',
		requestParameters: {roleArn: `arn:aws:iam::${account}:role/deploy`, roleSessionName: 'session'},
		responseElements: {
			credentials: {accessKeyId: child, expiration: 'Nov 20, 2026, 11:00:00 AM'},
			assumedRoleUser: {arn: `arn:aws:sts::${account}:assumed-role/deploy/session`},
		},
		...changes,
	});
}

export function eventOf(value: Record<string, unknown>): Event {
	const event = readEvent(value);
	if (event === null) throw new Error('not a record');
	return event;
}
