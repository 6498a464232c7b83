import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {Batch} from '../../../source/history/source.ts';
import {assumeRole, fakeKey} from '../../domain/records.ts';
import {call, child, family, grandchild, ids, key, now, regions, role, setUp, since, story} from './story.ts';

describe('a trace through LookupEvents', () => {
	it('finds everything of the lineage, once, whatever region it happened in', async () => {
		const {run} = setUp();
		const {events} = await run();
		expect(ids(events)).toEqual(family);
		expect(events.find(({id}) => id === 'decrypt')?.onBehalfOf).toBe(key);
		expect(events.filter(({onBehalfOf}) => onBehalfOf !== null)).toHaveLength(1);
	});

	it('asks no region more than twice a second, however many questions there are', async () => {
		const {run, trail} = setUp();
		await run();
		for (const region of regions) {
			const calls = trail.callsTo(region);
			const gaps = calls.slice(1).map(({at}, n) => at - (calls[n]?.at ?? 0));
			expect(Math.min(...gaps)).toBeGreaterThanOrEqual(499);
		}
	});

	it('asks a busy region for every credential and every name', async () => {
		const strangers = Array.from({length: 400}, (_, n) =>
			call(fakeKey('AKIA', 50 + n), `other-${n}`, '11:00:00', 'eu-west-1', `${role}-${n}`),
		);
		const {run, trail} = setUp([...story, ...strangers]);
		const {events} = await run();
		expect(ids(events)).toEqual(family);
		const asked = trail.callsTo('eu-west-1').map(({attribute}) => attribute?.value);
		expect(new Set(asked)).toEqual(new Set([key, child, grandchild, 'ci', 'session', undefined]));
		expect(asked.length).toBeLessThan(12);
	});

	it('reads a quiet region as a whole: two calls answer every question', async () => {
		const {run, trail} = setUp(story, 50);
		await run();
		expect(trail.callsTo('eu-west-1').map(({attribute}) => attribute?.key ?? 'everything')).toEqual([
			'AccessKeyId',
			'everything',
		]);
	});

	it('asks once for the name that many sessions share, and not for each', async () => {
		const many = Array.from({length: 12}, (_, n) =>
			assumeRole(key, fakeKey('ASIA', 100 + n), {
				eventID: `ring-${n}`,
				eventTime: `2026-11-20T10:10:${10 + n}Z`,
			}),
		);
		const busy = Array.from({length: 400}, (_, n) =>
			call(fakeKey('AKIA', 50 + n), `other-${n}`, '11:00:00', 'us-east-1', `${role}-${n}`),
		);
		const {run, trail} = setUp([...story, ...many, ...busy], 10);
		const {events} = await run();
		expect(events).toHaveLength(family.length + 12);
		const asked = trail.callsTo('us-east-1').map(({attribute}) => attribute?.value ?? '');
		expect(asked.filter(value => value.startsWith('ASIA')).length).toBeLessThan(4);
		expect(asked).toContain('session');
	});

	it('asks for the key first, for what it minted at once, and for user names last', async () => {
		const {run, trail} = setUp();
		await run();
		const first = regions.map(region => trail.callsTo(region)[0]?.attribute?.value);
		expect(first).toEqual([key, key, key]);
		const order = trail.calls.map(({attribute}) => attribute?.key);
		expect(order.lastIndexOf('AccessKeyId')).toBeLessThan(order.indexOf('Username'));
	});

	it('asks for a child from its hop on: the id may have been somebody else’s before', async () => {
		const other = call(child, 'recycled', '09:00:00');
		const {run, trail} = setUp([...story, other]);
		const {events} = await run();
		expect(ids(events)).toEqual(family);
		const asked = trail.calls.find(({attribute}) => attribute?.value === child);
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

describe('a time before the 90 days that CloudTrail keeps', () => {
	it('is not asked for, and not claimed', async () => {
		const {run, trail} = setUp();
		const oldest = now - 90 * 86_400_000;
		const {events, coverage} = await run({since: Date.parse('2020-01-01T00:00:00Z')});
		expect(ids(events)).toEqual(family);
		expect(Math.min(...trail.calls.map(query => query.since))).toBe(oldest);
		expect(coverage.map(({from}) => from)).toEqual(regions.map(() => oldest));
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
		expect(trail.callsTo('ap-south-1')).toHaveLength(9);
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
