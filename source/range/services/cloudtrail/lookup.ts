import {createHash} from 'node:crypto';
import type {Event, LookupEventsRequest, LookupEventsResponse} from '@aws-sdk/client-cloudtrail';
import {AwsError, type Call, type Operation} from '../../service.ts';
import type {Entry, Place} from '../../trail.ts';
import {accessKeyOf, resourcesOf, usernameOf} from './attributes.ts';

/** Events a page, and how far back the history goes in ms (field guide §5). */
const pageSize = 50;
const reach = 90 * 86_400_000;

const attributeKeys: readonly unknown[] = [
	'AccessKeyId',
	'EventId',
	'EventName',
	'EventSource',
	'ReadOnly',
	'ResourceName',
	'ResourceType',
	'Username',
];

/** The one attribute of the query, if it has one. Throws InvalidLookupAttributesException on more, or on others. */
function attributeOf({LookupAttributes = []}: LookupEventsRequest): readonly [string, string] | undefined {
	const [attribute, ...more] = LookupAttributes;
	if (attribute === undefined) return undefined;
	const {AttributeKey: key, AttributeValue: value} = attribute;
	if (more.length > 0 || !attributeKeys.includes(key) || value === undefined || value === '') {
		throw new AwsError('InvalidLookupAttributesException', 'Exactly one valid lookup attribute is allowed.');
	}
	return [String(key), value];
}

/** A token goes on with the query that it came from and with no other: it holds the digest of that query. */
function digestOf(
	{LookupAttributes, StartTime, EndTime, EventCategory}: LookupEventsRequest,
	call: Call,
): string {
	const query = [
		call.region,
		LookupAttributes ?? [],
		StartTime ?? null,
		EndTime ?? null,
		EventCategory ?? null,
	];
	return createHash('sha256').update(JSON.stringify(query)).digest('base64url').slice(0, 22);
}

const writeToken = (digest: string, {time, sequence}: Place): string =>
	Buffer.from(`${digest} ${time} ${sequence}`).toString('base64');

function readToken(token: string, digest: string): Place {
	const [, from, time, sequence] =
		/^(\S{22}) (-?\d+) (\d+)$/.exec(Buffer.from(token, 'base64').toString('latin1')) ?? [];
	if (from !== digest) throw new AwsError('InvalidNextTokenException', 'Invalid NextToken.');
	return {time: Number(time), sequence: Number(sequence)};
}

/** The times of a query to the second, both ends included. Throws InvalidTimeRangeException. */
function rangeOf({StartTime, EndTime}: LookupEventsRequest, {clock}: Call): {from: number; until: Place} {
	const end = EndTime ? Math.floor(Number(EndTime) / 1000) * 1000 + 1000 : Number.POSITIVE_INFINITY;
	if (StartTime && EndTime && StartTime > EndTime) {
		throw new AwsError('InvalidTimeRangeException', 'Start time must be before end time.');
	}
	const from = StartTime ? Math.floor(Number(StartTime) / 1000) * 1000 : 0;
	return {from: Math.max(from, clock.now() - reach), until: {time: end, sequence: -1}};
}

function describe({record}: Entry): Event {
	return {
		EventId: record.eventID,
		EventName: record.eventName,
		ReadOnly: String(record['readOnly']),
		AccessKeyId: accessKeyOf(record),
		EventTime: new Date(record.eventTime),
		EventSource: record.eventSource,
		Username: usernameOf(record),
		Resources: resourcesOf(record),
		CloudTrailEvent: JSON.stringify(record),
	};
}

/** 2 calls a second per region, shared by everybody in the account. */
export const LookupEvents: Operation<LookupEventsRequest, LookupEventsResponse> = {
	handle(input, call) {
		const {world, region} = call;
		if (!world.lookups.take(region)) throw new AwsError('ThrottlingException', 'Rate exceeded');
		const {MaxResults: size = pageSize, NextToken: token} = input;
		if (size < 1 || size > pageSize) {
			throw new AwsError('InvalidMaxResultsException', `A maximum of ${pageSize} results is allowed.`);
		}
		const attribute = attributeOf(input);
		const {from, until} = rangeOf(input, call);
		const digest = digestOf(input, call);
		const before = token === undefined ? until : readToken(token, digest);
		if (input.EventCategory !== undefined) return {Events: []};
		const found: Entry[] = [];
		for (const entry of world.trail.newestFirst(region, before, attribute)) {
			if (entry.time < from) break;
			const last = found.at(-1);
			if (found.length === size && last)
				return {Events: found.map(describe), NextToken: writeToken(digest, last)};
			found.push(entry);
		}
		return {Events: found.map(describe)};
	},
};
