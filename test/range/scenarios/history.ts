import {
	CloudTrailClient,
	type Event,
	type LookupAttributeKey,
	LookupEventsCommand,
} from '@aws-sdk/client-cloudtrail';
import type {Range} from '../../../source/range/range.ts';
import {REGIONS as ALL_REGIONS, isEnabled} from '../../../source/range/services/ec2/regions.ts';
import {client} from '../services/clients.ts';

export interface CloudTrailRecord {
	readonly eventID: string;
	readonly eventTime: string;
	readonly eventName: string;
	readonly awsRegion: string;
	readonly errorCode?: string;
	readonly errorMessage?: string;
	readonly userAgent: string;
	readonly sourceIPAddress: string;
	readonly userIdentity: {
		readonly type?: string;
		readonly accessKeyId?: string;
		readonly arn?: string;
		readonly userName?: string;
		readonly invokedBy?: string;
	};
	readonly requestParameters: Readonly<Record<string, unknown>> | null;
	readonly responseElements: Readonly<Record<string, unknown>> | null;
	readonly additionalEventData?: Readonly<Record<string, unknown>>;
	readonly sharedEventID?: string;
}

/** The regions of the account. */
export const REGIONS = ALL_REGIONS.map(({name}) => name).filter(isEnabled);

const trails = new WeakMap<Range, ReadonlyMap<string, CloudTrailClient>>();

function trailsOf(range: Range): ReadonlyMap<string, CloudTrailClient> {
	const known =
		trails.get(range) ?? new Map(REGIONS.map(region => [region, client(CloudTrailClient, range, region)]));
	trails.set(range, known);
	return known;
}

/** Everything the event history has under one attribute, in every region of the account. */
export async function historyOf(
	range: Range,
	key: LookupAttributeKey,
	value: string,
): Promise<CloudTrailRecord[]> {
	const found = await Promise.all([...trailsOf(range).values()].map(trail => pagesOf(trail, key, value)));
	return found.flat().map(event => JSON.parse(event.CloudTrailEvent ?? '{}'));
}

async function pagesOf(trail: CloudTrailClient, key: LookupAttributeKey, value: string): Promise<Event[]> {
	const found: Event[] = [];
	let NextToken: string | undefined;
	do {
		const page = await trail.send(
			new LookupEventsCommand({LookupAttributes: [{AttributeKey: key, AttributeValue: value}], NextToken}),
		);
		found.push(...(page.Events ?? []));
		NextToken = page.NextToken;
	} while (NextToken);
	return found;
}
