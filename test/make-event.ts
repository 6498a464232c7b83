import {type Event, readEvent} from '../source/domain/event.ts';

/** What a test wants of an event; the rest is filled in. */
export interface EventParts {
	readonly id?: string;
	/** ms since the epoch. */
	readonly time?: number;
	readonly region?: string;
	readonly source?: string;
	readonly name?: string;
	readonly credential?: string | null;
	readonly arn?: string;
	readonly sourceIp?: string;
	readonly errorCode?: string;
	readonly request?: unknown;
	readonly response?: unknown;
	readonly onBehalfOf?: string;
}

let count = 0;

/** An event read from a CloudTrail record of the real shape. */
export function makeEvent(parts: EventParts = {}): Event {
	count += 1;
	const event = readEvent({
		eventVersion: '1.11',
		eventID: parts.id ?? `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`,
		eventTime: new Date(parts.time ?? Date.UTC(2026, 0, 1) + count * 1000).toISOString(),
		eventSource: parts.source ?? 'sts.amazonaws.com',
		eventName: parts.name ?? 'GetCallerIdentity',
		awsRegion: parts.region ?? 'us-east-1',
		sourceIPAddress: parts.sourceIp ?? '203.0.113.7',
		userAgent: 'aws-cli/2.15.0',
		userIdentity: {
			type: 'IAMUser',
			arn: parts.arn ?? 'arn:aws:iam::111122223333:user/ci',
			...(parts.credential === null ? {} : {accessKeyId: parts.credential ?? testKey('AKIA', 'ROOT')}),
		},
		...(parts.errorCode === undefined ? {} : {errorCode: parts.errorCode}),
		requestParameters: parts.request ?? null,
		responseElements: parts.response ?? null,
	});
	if (event === null) throw new Error('not an event');
	return parts.onBehalfOf === undefined ? event : {...event, onBehalfOf: parts.onBehalfOf};
}

/** An access key id that is obviously nobody's: `AKIATESTTESTTESTROOT`. */
export function testKey(prefix: 'AKIA' | 'ASIA', name: string): string {
	return prefix + name.padStart(16, 'TEST').slice(-16);
}
