import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {lookupSource} from '../../../source/history/lookup/source.ts';
import type {Batch, TraceRequest} from '../../../source/history/source.ts';
import {account, assumeRole, fakeKey, identity, record} from '../../domain/records.ts';
import {traced} from '../logs/folder.ts';
import {Trail} from './trail.ts';
import {VirtualClock} from './virtual-clock.ts';

const since = Date.parse('2026-11-20T00:00:00Z');
const now = Date.parse('2026-11-20T12:00:00Z');
const regions = ['us-east-1', 'eu-west-1', 'ap-south-1'];
const [key, child, grandchild, service] = [
	fakeKey('AKIA', 1),
	fakeKey('ASIA', 1),
	fakeKey('ASIA', 2),
	fakeKey('ASIA', 7),
] as const;
const role = `arn:aws:sts::${account}:assumed-role/deploy/session`;

function call(credential: string, eventID: string, time: string, awsRegion = 'us-east-1', arn?: string) {
	return record({
		userIdentity: identity({credential, ...(arn === undefined ? {} : {arn})}),
		eventTime: `2026-11-20T${time}Z`,
		eventID,
		awsRegion,
	});
}

/** The chain crosses regions, and a service acts for the key. */
const story = [
	...Array.from({length: 7}, (_, n) => call(key, `own-${n}`, `10:00:0${n}`)),
	assumeRole(key, child, {eventID: 'hop-1', eventTime: '2026-11-20T10:00:10Z', awsRegion: 'eu-west-1'}),
	assumeRole(child, grandchild, {
		eventID: 'hop-2',
		eventTime: '2026-11-20T10:01:00Z',
		awsRegion: 'ap-south-1',
		userIdentity: identity({credential: child, arn: role}),
	}),
	call(grandchild, 'deep', '10:02:00', 'us-east-1', role),
	call(fakeKey('AKIA', 9), 'same-user', '10:02:00'),
	record({
		eventID: 'decrypt',
		eventTime: '2026-11-20T10:00:03Z',
		eventSource: 'kms.amazonaws.com',
		userIdentity: {
			...identity({credential: service}),
			invokedBy: 'ssm.amazonaws.com',
			sessionContext: {attributes: {creationDate: '2026-11-20T10:00:03Z'}},
		},
	}),
];
const family = ['decrypt', 'deep', 'hop-1', 'hop-2', ...Array.from({length: 7}, (_, n) => `own-${n}`)];

function setUp(records = story, pageSize = 2) {
	const clock = new VirtualClock(now);
	const trail = new Trail(clock, records, pageSize);
	const source = lookupSource({lookup: trail.lookup, regions, clock});
	const run = (request: Partial<TraceRequest> = {}) =>
		traced(source, {keys: [key], since, until: now, ...request});
	return {clock, trail, source, run};
}

const ids = (events: readonly {readonly id: string}[]) => events.map(({id}) => id).sort();

describe('a trace through LookupEvents', () => {
	it('finds everything of the lineage, once, whatever region it happened in', async () => {
		const {run} = setUp();
		const {events} = await run();
		expect(ids(events)).toEqual(family);
		expect(events.find(({id}) => id === 'decrypt')?.onBehalfOf).toBe(key);
		expect(events.filter(({onBehalfOf}) => onBehalfOf !== null)).toHaveLength(1);
	});

	it('asks every region for every credential, and no region more than twice a second', async () => {
		const {run, trail} = setUp();
		await run();
		for (const region of regions) {
			const calls = trail.callsTo(region);
			expect(new Set(calls.map(({attribute}) => attribute.value))).toEqual(
				new Set([key, child, grandchild, 'ci', 'session']),
			);
			const gaps = calls.slice(1).map(({at}, n) => at - (calls[n]?.at ?? 0));
			expect(Math.min(...gaps)).toBeGreaterThanOrEqual(500);
		}
	});

	it('asks for the key first, for what it minted at once, and for user names last', async () => {
		const {run, trail} = setUp();
		await run();
		const first = regions.map(region => trail.callsTo(region)[0]?.attribute.value);
		expect(first).toEqual([key, key, key]);
		const order = trail.calls.map(({attribute}) => attribute.key);
		expect(order.lastIndexOf('AccessKeyId')).toBeLessThan(order.indexOf('Username'));
	});

	it('asks for a child from its hop on: the id may have been somebody else’s before', async () => {
		const other = call(child, 'recycled', '09:00:00');
		const {run, trail} = setUp([...story, other]);
		const {events} = await run();
		expect(ids(events)).toEqual(family);
		const asked = trail.calls.find(({attribute}) => attribute.value === child);
		expect(asked?.since).toBe(Date.parse('2026-11-20T10:00:05Z'));
	});

	it('claims no more than was read: not the minutes that may still be on their way', async () => {
		const {coverage} = await setUp().run();
		expect(coverage.map(({region, from, complete, error}) => [region, from, complete, error])).toEqual(
			regions.map(region => [region, since, true, null]),
		);
		for (const {to} of coverage) {
			expect(to).toBeLessThanOrEqual(now - 4 * 60_000);
			expect(to).toBeGreaterThan(now - 6 * 60_000);
		}
		expect(coverage.map(({events}) => events)).toEqual([9, 1, 1]);
	});

	it('claims the whole of a past window', async () => {
		const until = Date.parse('2026-11-20T11:00:00Z');
		const {coverage} = await setUp().run({until});
		expect(coverage.map(({to}) => to)).toEqual([until, until, until]);
	});

	it('never claims what a question of the lineage has not been answered for', async () => {
		const {source} = setUp();
		const rows = new Map<string, Batch['coverage'][number]>();
		const signal = new AbortController().signal;
		const missing = new Set(family);
		for await (const batch of source.trace({keys: [key], since, until: now, signal})) {
			for (const {id} of batch.events) missing.delete(id);
			for (const row of batch.coverage) rows.set(row.region, row);
			const unread = story.filter(({eventID}) => missing.has(String(eventID)));
			for (const item of unread) {
				const row = rows.get(String(item['awsRegion']));
				expect(row?.complete === true && (row.to ?? 0) >= Date.parse(String(item['eventTime']))).toBe(false);
			}
		}
		expect(missing.size).toBe(0);
	});
});

describe('a region that does not answer as it should', () => {
	it('is slowed down by throttling, which is no error', async () => {
		const {run, trail} = setUp();
		trail.fault = ({region}, count) => (region === 'us-east-1' && count % 3 === 0 ? 'throttled' : null);
		const {events, coverage, blindSpots, batches} = await run();
		expect(ids(events)).toEqual(family);
		expect(coverage.every(({complete, error}) => complete && error === null)).toBe(true);
		expect(blindSpots).toEqual([]);
		expect(batches.some(({progress}) => progress?.current === 'us-east-1, slowed down by AWS')).toBe(true);
	});

	it('is asked more slowly after each refusal', async () => {
		const {run, trail} = setUp();
		trail.fault = ({region}) =>
			region === 'eu-west-1' && trail.callsTo(region).length <= 4 ? 'throttled' : null;
		await run();
		const calls = trail.callsTo('eu-west-1');
		const gaps = calls.slice(1, 5).map(({at}, n) => at - (calls[n]?.at ?? 0));
		expect(gaps).toEqual([750, 1125, 1687.5, 2531.25]);
	});

	for (const kind of ['denied', 'not-enabled', 'unsupported', 'credentials'] as const) {
		it(`stands in the coverage and among the blind spots when it is ${kind}, and the others go on`, async () => {
			const {run, trail} = setUp();
			trail.fault = ({region}) => (region === 'eu-west-1' ? kind : null);
			const {coverage, blindSpots, events} = await run();
			expect(coverage.find(({region}) => region === 'eu-west-1')).toMatchObject({
				complete: false,
				from: null,
				to: null,
				error: `eu-west-1: ${kind}`,
			});
			expect(blindSpots).toEqual([{what: 'eu-west-1', why: `eu-west-1: ${kind}`}]);
			expect(coverage.filter(({complete}) => complete)).toHaveLength(2);
			expect(trail.callsTo('eu-west-1')).toHaveLength(1);
			expect(events.length).toBeGreaterThan(0);
		});
	}

	it('is tried again when the network fails, and given up in the end', async () => {
		const {run, trail} = setUp();
		trail.fault = ({region}) => (region === 'ap-south-1' ? 'unreachable' : null);
		const {coverage} = await run();
		expect(trail.callsTo('ap-south-1')).toHaveLength(5);
		expect(coverage.find(({region}) => region === 'ap-south-1')).toMatchObject({complete: false});
	});

	it('loses nothing to failures in between, at any interleaving', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.infiniteStream(fc.integer({min: 0, max: 9})),
				fc.integer({min: 1, max: 4}),
				async (dice, size) => {
					const {run, trail} = setUp(story, size);
					const inARow = new Map<string, number>();
					trail.fault = ({region}) => {
						const roll = dice.next().value ?? 9;
						const failures = inARow.get(region) ?? 0;
						const fails = roll < 4 && failures < 3;
						inARow.set(region, fails ? failures + 1 : 0);
						if (!fails) return null;
						return roll < 2 ? 'throttled' : roll < 3 ? 'failed' : 'unreachable';
					};
					const {events, coverage} = await run();
					expect(ids(events)).toEqual(family);
					expect(coverage.every(({complete}) => complete)).toBe(true);
				},
			),
			{numRuns: 40},
		);
	});
});

describe('following the present', () => {
	async function follow(
		records: readonly Record<string, unknown>[],
		prepare: (trail: Trail) => void,
		until: (batch: Batch) => boolean,
	) {
		const {trail, source, clock} = setUp([...records]);
		prepare(trail);
		const stop = new AbortController();
		const batches: Batch[] = [];
		for await (const batch of source.trace({keys: [key], since, until: null, signal: stop.signal})) {
			batches.push(batch);
			if (until(batch) || clock.ticks() > 3_600_000) stop.abort();
		}
		return {batches, trail, clock, events: batches.flatMap(({events}) => events)};
	}

	const late = call(key, 'late', '11:59:50');
	const later = assumeRole(key, child, {
		eventID: 'new-hop',
		eventTime: '2026-11-20T12:05:00Z',
		responseElements: {credentials: {accessKeyId: child}},
		awsRegion: 'eu-west-1',
	});
	const childs = call(child, 'childs', '12:05:30', 'ap-south-1', role);

	it('finds what arrives late and out of order, what is new, and what a new child does, each once', async () => {
		const records = [...story.slice(0, 7), late, later, childs];
		const {events, batches} = await follow(
			records,
			trail => {
				trail.delivery = item => Date.parse(String(item['eventTime'])) + (item === late ? 200_000 : 15_000);
			},
			batch => batch.events.some(({id}) => id === 'childs'),
		);
		expect(ids(events)).toEqual(
			[
				'childs',
				'late',
				'new-hop',
				...ids(story.slice(0, 7).map(item => ({id: String(item['eventID'])}))),
			].sort(),
		);
		const last = batches.flatMap(({coverage}) => coverage).at(-1);
		expect(last?.error).toBeNull();
	});

	it('asks for a new child in all regions within seconds', async () => {
		const {trail} = await follow(
			[...story.slice(0, 7), later, childs],
			trail => {
				trail.delivery = item => Date.parse(String(item['eventTime']));
			},
			batch => batch.events.some(({id}) => id === 'childs'),
		);
		const asked = regions.map(
			region => trail.callsTo(region).find(({attribute}) => attribute.value === child)?.at ?? Infinity,
		);
		expect(Math.max(...asked) - Math.min(...asked)).toBeLessThanOrEqual(1500);
	});

	it('goes back to a region that was denied for a while', async () => {
		const {batches} = await follow(
			story,
			trail => {
				trail.fault = ({region}) =>
					region === 'eu-west-1' && trail.clock.ticks() < 100_000 ? 'denied' : null;
			},
			batch => batch.events.some(({id}) => id === 'hop-2'),
		);
		const rows = batches.flatMap(({coverage}) => coverage).filter(({region}) => region === 'eu-west-1');
		expect(rows.some(({error}) => error === 'eu-west-1: denied')).toBe(true);
		expect(rows.at(-1)?.error).toBeNull();
	});

	it('ends at once when told to, even with a call in flight', async () => {
		const stop = new AbortController();
		const clock = new VirtualClock(now);
		const source = lookupSource({lookup: () => new Promise(() => {}), regions, clock});
		const trace = source.trace({keys: [key], since, until: null, signal: stop.signal});
		setImmediate(() => stop.abort());
		for await (const _ of trace) throw new Error('nothing was read');
		expect(stop.signal.aborted).toBe(true);
	});
});
