import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {CaseFile} from '../../../source/casefile/case-file.ts';
import {lookupSource} from '../../../source/history/lookup/source.ts';
import type {Batch, Known} from '../../../source/history/source.ts';
import {call, family, ids, key, now, regions, role, setUp, since, story} from './story.ts';
import type {Trail} from './trail.ts';

/** Strangers enough that no region is read as a whole at a glance. */
const strangers = Array.from({length: 60}, (_, n) =>
	call(
		`AKIAEXAMPLE0000009${String(n).padStart(2, '0')}`,
		`other-${n}`,
		`11:00:${String(n).padStart(2, '0')}`,
		regions[n % 3],
		`${role}-${n}`,
	),
);

function knownOf(casefile: CaseFile): Known {
	return {
		events: () => casefile.events(),
		heard: () => casefile.readings.heard(),
		readings: casefile.readings.all(),
	};
}

/** Reads on until so many batches were taken in; the rest is lost, as when the program is killed. */
async function read(trail: Trail, casefile: CaseFile, batches: number, until = now): Promise<boolean> {
	const source = lookupSource({lookup: trail.lookup, regions, clock: trail.clock});
	const stop = new AbortController();
	let left = batches;
	const request = {keys: [key], since, until, signal: stop.signal, known: knownOf(casefile)};
	for await (const batch of source.trace(request)) {
		if (left-- === 0) {
			stop.abort();
			return false;
		}
		keep(casefile, batch);
	}
	return true;
}

function keep(casefile: CaseFile, {events, heard = [], readings = [], coverage, blindSpots}: Batch): void {
	casefile.add(events);
	casefile.readings.keep(heard, readings);
	casefile.cover(coverage, blindSpots);
}

const everything = [...story, ...strangers];

describe('a trace that was broken off', () => {
	it('finds the same, wherever and however often it was, and reads hardly anything twice', async () => {
		const whole = setUp(everything).trail;
		await read(whole, new CaseFile(':memory:'), Number.POSITIVE_INFINITY);
		await fc.assert(
			fc.asyncProperty(fc.array(fc.integer({min: 0, max: 12}), {maxLength: 12}), async breaks => {
				const {trail} = setUp(everything);
				const casefile = new CaseFile(':memory:');
				for (const batches of breaks) await read(trail, casefile, batches);
				expect(await read(trail, casefile, Number.POSITIVE_INFINITY)).toBe(true);
				expect(ids([...casefile.events()])).toEqual(family);
				expect([...casefile.events()].find(({id}) => id === 'decrypt')?.onBehalfOf).toBe(key);
				expect(casefile.coverage().map(({complete}) => complete)).toEqual([true, true, true]);
				expect(casefile.coverage().reduce((sum, {events}) => sum + events, 0)).toBe(family.length);
				// What was under way when it was broken off is asked for again: a few calls in each region.
				expect(trail.calls.length).toBeLessThanOrEqual(
					whole.calls.length + 3 * regions.length * breaks.length,
				);
				casefile.close();
			}),
			{numRuns: 40},
		);
	});

	it('asks nothing when all was read', async () => {
		const {trail} = setUp(everything);
		const casefile = new CaseFile(':memory:');
		const until = Date.parse('2026-11-20T11:30:00Z');
		await read(trail, casefile, Number.POSITIVE_INFINITY, until);
		const calls = trail.calls.length;
		await read(trail, casefile, Number.POSITIVE_INFINITY, until);
		expect(trail.calls).toHaveLength(calls);
		casefile.close();
	});

	it('reads on from where it stopped, some minutes back, and not from the beginning', async () => {
		const {trail, clock} = setUp(everything);
		const casefile = new CaseFile(':memory:');
		await read(trail, casefile, Number.POSITIVE_INFINITY);
		const calls = trail.calls.length;
		await clock.sleep(3_600_000, new AbortController().signal);
		await read(trail, casefile, Number.POSITIVE_INFINITY, now + 3_600_000);
		const later = trail.calls.slice(calls);
		expect(later.length).toBeGreaterThan(0);
		expect(Math.min(...later.map(query => query.since))).toBeGreaterThan(now - 6 * 60_000);
		expect(Math.min(...casefile.coverage().map(({to}) => to ?? 0))).toBeGreaterThan(now + 50 * 60_000);
		casefile.close();
	});

	it('never claims in the case what is not in the case', async () => {
		const {trail} = setUp(everything);
		const casefile = new CaseFile(':memory:');
		for (let turn = 0; turn < 60; turn += 1) {
			const done = await read(trail, casefile, 4);
			const have = new Set(ids([...casefile.events()]));
			for (const row of casefile.coverage().filter(({complete}) => complete)) {
				const own = story.filter(
					item => item['awsRegion'] === row.region && family.includes(String(item['eventID'])),
				);
				expect(own.every(({eventID}) => have.has(String(eventID)))).toBe(true);
			}
			if (done) break;
		}
		expect(ids([...casefile.events()])).toEqual(family);
		casefile.close();
	});
});
