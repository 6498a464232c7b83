import {
	type LookupAttributeKey,
	LookupEventsCommand,
	type LookupEventsCommandInput,
	paginateLookupEvents,
} from '@aws-sdk/client-cloudtrail';
import fc from 'fast-check';
import {beforeAll, describe, expect, test} from 'vitest';
import {RangeClock} from '../../source/range/clock.ts';
import {startRange} from '../../source/range/range.ts';
import {clientsOf, refusal, stageRange} from './harness.ts';

const stage = stageRange({clock: new RangeClock(Date.parse('2026-06-01T00:00:00Z'), 0)});
const now = () => stage.range.world.clock.now();

/** Puts an event of `minutes` ago into the trail. */
function happened(id: string, minutes: number, more: Readonly<Record<string, unknown>> = {}): void {
	stage.range.world.trail.append({
		eventID: id,
		eventTime: `${new Date(now() - minutes * 60_000).toISOString().slice(0, 19)}Z`,
		eventSource: 'ec2.amazonaws.com',
		eventName: 'RunInstances',
		awsRegion: 'eu-north-1',
		readOnly: false,
		userIdentity: {type: 'IAMUser', userName: 'mallory', accessKeyId: 'AKIAQQQQQQQQQQQQQQQQ'},
		requestParameters: {instancesSet: {items: [{imageId: 'ami-1'}]}},
		responseElements: {instancesSet: {items: [{instanceId: `i-${id}`}]}},
		...more,
	});
}

const lookup = (input: LookupEventsCommandInput, region = 'eu-north-1') =>
	clientsOf(stage.range, stage.range.responder, region).cloudtrail.send(new LookupEventsCommand(input));
const ids = async (input: LookupEventsCommandInput) =>
	(await lookup(input)).Events?.map(({EventId}) => EventId) ?? [];

beforeAll(() => {
	for (let index = 0; index < 120; index++) happened(`bulk-${index}`, 1000 + index);
	happened('data', 5, {managementEvent: false});
	happened('other', 4, {
		eventName: 'GetObject',
		eventSource: 's3.amazonaws.com',
		readOnly: true,
		userIdentity: {type: 'AssumedRole', principalId: 'AROAQ:trent', accessKeyId: 'ASIAQQQQQQQQQQQQQQQQ'},
		requestParameters: {bucketName: 'b'},
		responseElements: null,
	});
	happened('ancient', 91 * 24 * 60);
});

test('shows the newest first, 50 a page, and goes on with its token', async () => {
	const seen: (string | undefined)[] = [];
	const {cloudtrail} = clientsOf(stage.range, stage.range.responder, 'eu-north-1');
	for await (const {Events = []} of paginateLookupEvents({client: cloudtrail}, {})) {
		expect(Events.length).toBeLessThanOrEqual(50);
		seen.push(...Events.map(({EventId}) => EventId));
	}
	expect(seen.filter(id => id?.startsWith('bulk'))).toEqual(
		Array.from({length: 120}, (_, index) => `bulk-${index}`),
	);
	expect(new Set(seen).size).toBe(seen.length);
});

test('knows neither data events, nor other regions, nor what is older than 90 days', async () => {
	for (const id of ['data', 'ancient']) {
		expect(await ids({LookupAttributes: [{AttributeKey: 'EventId', AttributeValue: id}]})).toEqual([]);
	}
	const {Events} = await lookup(
		{LookupAttributes: [{AttributeKey: 'EventId', AttributeValue: 'other'}]},
		'us-west-2',
	);
	expect(Events).toEqual([]);
});

test.each<[LookupAttributeKey, string]>([
	['EventId', 'other'],
	['EventName', 'GetObject'],
	['EventSource', 's3.amazonaws.com'],
	['AccessKeyId', 'ASIAQQQQQQQQQQQQQQQQ'],
	['Username', 'trent'],
	['ResourceName', 'b'],
	['ResourceType', 'AWS::S3::Bucket'],
])('finds by %s', async (AttributeKey, AttributeValue) => {
	expect(await ids({LookupAttributes: [{AttributeKey, AttributeValue}]})).toEqual(['other']);
});

test('an event carries its summary and the whole record', async () => {
	const {Events} = await lookup({
		LookupAttributes: [{AttributeKey: 'ResourceName', AttributeValue: 'i-bulk-7'}],
	});
	expect(Events).toHaveLength(1);
	expect(Events?.[0]).toMatchObject({
		EventId: 'bulk-7',
		EventName: 'RunInstances',
		ReadOnly: 'false',
		AccessKeyId: 'AKIAQQQQQQQQQQQQQQQQ',
		Username: 'mallory',
		EventTime: new Date(now() - 1007 * 60_000),
		Resources: expect.arrayContaining([{ResourceType: 'AWS::EC2::Instance', ResourceName: 'i-bulk-7'}]),
	});
	expect(JSON.parse(Events?.[0]?.CloudTrailEvent ?? '')).toMatchObject({
		eventID: 'bulk-7',
		awsRegion: 'eu-north-1',
	});
});

test('start and end are both within', async () => {
	const at = (minutes: number) => new Date(now() - minutes * 60_000);
	expect(await ids({StartTime: at(1012), EndTime: at(1010)})).toEqual(['bulk-10', 'bulk-11', 'bulk-12']);
	expect((await refusal(lookup({StartTime: at(1), EndTime: at(2)}))).code).toBe('InvalidTimeRangeException');
});

describe('refuses', () => {
	test('more than one attribute, and an empty one', async () => {
		const attribute = {AttributeKey: 'EventName', AttributeValue: 'RunInstances'} as const;
		const two = lookup({LookupAttributes: [attribute, attribute]});
		expect((await refusal(two)).code).toBe('InvalidLookupAttributesException');
		const empty = lookup({LookupAttributes: [{...attribute, AttributeValue: ''}]});
		expect((await refusal(empty)).code).toBe('InvalidLookupAttributesException');
	});

	test('more than 50 results', async () => {
		expect((await refusal(lookup({MaxResults: 51}))).code).toBe('InvalidMaxResultsException');
	});

	test('the token of another query', async () => {
		const {NextToken} = await lookup({MaxResults: 1});
		expect(NextToken).toBeTruthy();
		const others: LookupEventsCommandInput[] = [
			{StartTime: new Date(0)},
			{EndTime: new Date(now())},
			{LookupAttributes: [{AttributeKey: 'EventName', AttributeValue: 'RunInstances'}]},
		];
		for (const input of others) {
			expect((await refusal(lookup({...input, NextToken}))).code).toBe('InvalidNextTokenException');
		}
		expect((await refusal(lookup({NextToken}, 'us-east-1'))).code).toBe('InvalidNextTokenException');
		expect((await refusal(lookup({NextToken: 'bm9uc2Vuc2U='}))).code).toBe('InvalidNextTokenException');
		await expect(lookup({NextToken, MaxResults: 3})).resolves.toMatchObject({Events: {length: 3}});
	});
});

test('more than two calls a second in a region are throttled, as HTTP 400, and other regions are not', async () => {
	const range = await startRange({lookupRate: 2});
	try {
		const ask = (region: string) =>
			clientsOf(range, range.responder, region).cloudtrail.send(new LookupEventsCommand({}));
		await ask('us-east-1');
		await ask('us-east-1');
		expect(await refusal(ask('us-east-1'))).toMatchObject({code: 'ThrottlingException', status: 400});
		await expect(ask('us-west-2')).resolves.toBeDefined();
	} finally {
		await range.close();
	}
});

test('an event shows after its delivery only', async () => {
	const range = await startRange({deliveryDelay: 5000, clock: new RangeClock(Date.now(), 0)});
	try {
		const {cloudtrail} = clientsOf(range, range.responder);
		await cloudtrail.send(new LookupEventsCommand({}));
		expect((await cloudtrail.send(new LookupEventsCommand({}))).Events).toEqual([]);
		range.world.clock.advance(5000);
		range.world.lookups.rate = Number.POSITIVE_INFINITY;
		const {Events = []} = await cloudtrail.send(new LookupEventsCommand({}));
		expect(Events.map(({EventName}) => EventName)).toEqual(['LookupEvents', 'LookupEvents']);
	} finally {
		await range.close();
	}
});

test('events come out in the order of their time in whatever order they came in', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.integer({min: 0, max: 50}), {minLength: 1, maxLength: 40}),
			async minutes => {
				const region = 'sa-east-1';
				const name = `Shuffled${now()}`;
				stage.range.world.clock.advance(60_000);
				for (const [index, each] of minutes.entries()) {
					happened(`${name}-${index}`, each, {awsRegion: region, eventName: name});
				}
				const found: (Date | undefined)[] = [];
				let NextToken: string | undefined;
				do {
					const page = await lookup(
						{LookupAttributes: [{AttributeKey: 'EventName', AttributeValue: name}], MaxResults: 7, NextToken},
						region,
					);
					found.push(...(page.Events ?? []).map(({EventTime}) => EventTime));
					({NextToken} = page);
				} while (NextToken);
				const times = found.map(Number);
				expect(times).toHaveLength(minutes.length);
				expect(times).toEqual(times.toSorted((one, other) => other - one));
			},
		),
		{numRuns: 15},
	);
});
