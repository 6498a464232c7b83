import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {inBytes} from '../../../source/history/athena/budget.ts';
import {at, incident, key} from './incident.ts';
import {Stage} from './stage.ts';

const october = {since: at(1, 0), until: at(31, 23)};
const {records} = incident();

let stage: Stage;
beforeAll(async () => {
	stage = await Stage.open();
	await stage.table('projected', 'projected', records);
	await stage.table('flat', 'none', records);
	await stage.table('sized', 'none', records, {totalSize: '400000'});
});
afterAll(() => stage.close());

/** How many statements had reached the engine when `action` was done. */
async function statements(action: () => Promise<unknown>): Promise<number> {
	const before = stage.engine.statements.length;
	await action();
	return stage.engine.statements.length - before;
}

function limit(name: string, cutoff: number): void {
	const outputLocation = 's3://results-of-nobody/';
	stage.range.world.athena.workgroups.set(name, {name, outputLocation, cutoff});
}

describe('a query of unknown size', () => {
	test('is measured on one day, where the table can be read by day, and asked for where the whole is large', async () => {
		const {asked} = await stage.trace('projected', {keys: [key], ...october}, {free: 30_000});
		expect(asked[0]).toMatchObject({
			question: 'generation 0: 1 credential',
			basis: expect.stringMatching(/^32 days of it to read, at [\d.]+ KB a day, the most/),
			cutoff: null,
		});
		const {bytes, scanned} = asked[0] ?? {};
		// One day of the sample costs as much as any other.
		expect((bytes ?? 0) / 32).toBeCloseTo((scanned ?? 0) / 2, -1);
	});

	test('is not asked for where it is small', async () => {
		const {asked} = await stage.trace('projected', {keys: [key], ...october});
		expect(asked).toEqual([]);
	});

	test('is asked for as such, where the table can only be read whole; after that its size is known', async () => {
		const {asked} = await stage.trace('flat', {keys: [key], ...october}, {free: 0});
		expect(asked[0]).toMatchObject({bytes: null, dollars: null, scanned: 0});
		expect(asked[0]?.basis).toContain('the catalogue does not know the size');
		expect(asked[1]?.bytes).toBe(asked[1]?.scanned);
		expect(asked[1]?.basis).toBe('the whole table is read, as it was before');
		expect(asked[1]?.question).toBe('generation 1: 1 credential, 1 way in');
	});

	test('is put at the size of the table where the catalogue has one', async () => {
		const {asked} = await stage.trace('sized', {keys: [key], ...october}, {free: 0});
		expect(asked[0]).toMatchObject({bytes: 400_000, dollars: 0.000002});
	});
});

describe('a no', () => {
	test('sends nothing, and is what the coverage says', async () => {
		let trace: Awaited<ReturnType<Stage['trace']>> | undefined;
		const sent = await statements(async () => {
			trace = await stage.trace('flat', {keys: [key], ...october}, {confirm: async () => false});
		});
		expect(sent).toBe(0);
		expect(trace?.events).toEqual([]);
		expect(trace?.coverage.get('all regions')).toEqual({
			source: 'athena',
			region: 'all regions',
			from: null,
			to: null,
			complete: false,
			events: 0,
			error: 'stopped before a query of unknown size (generation 0: 1 credential): not confirmed',
		});
	});

	test('later keeps what was found, and claims only the generation that was read', async () => {
		const answers = [true, false];
		const confirm = async () => answers.shift() ?? false;
		const {events, coverage} = await stage.trace('flat', {keys: [key], ...october}, {free: 0, confirm});
		expect(events).toHaveLength(2);
		expect(coverage.get('all regions')).toMatchObject({
			from: october.since,
			to: october.until,
			complete: false,
			error: expect.stringContaining('(generation 1: 1 credential, 1 way in): not confirmed'),
		});
	});
});

describe('an abort', () => {
	test('reaches whoever is being asked', async () => {
		const controller = new AbortController();
		const confirm = (_: unknown, signal: AbortSignal) =>
			new Promise<boolean>(resolve => {
				signal.addEventListener('abort', () => resolve(false));
				controller.abort();
			});
		const request = {keys: [key], ...october, signal: controller.signal};
		const {coverage} = await stage.trace('flat', request, {confirm});
		expect(coverage.get('all regions')?.error).toBe('stopped before the end');
	});
});

describe('what is scanned', () => {
	test('adds up in the progress, in bytes and dollars', async () => {
		const {progress, asked} = await stage.trace('flat', {keys: [key], ...october}, {free: 0});
		const once = asked[1]?.scanned ?? 0;
		expect(once).toBeGreaterThan(0);
		expect(progress).toContain(`generation 0: 1 credential · ${inBytes(once)} scanned, about $0.00`);
		expect(progress.at(-1)).toBe(`done · ${inBytes(once * 6)} scanned, about $0.00`);
	});

	test.each([
		[0, '0 B'],
		[999, '999 B'],
		[1000, '1.0 KB'],
		[123_456_789, '123 MB'],
		[5.5e12, '5.5 TB'],
	])('%d bytes read as %s', (bytes, text) => {
		expect(inBytes(bytes)).toBe(text);
	});
});

describe('a workgroup with a limit', () => {
	test('cancels the query, and one line says what to do', async () => {
		limit('tight', 1000);
		const {coverage} = await stage.trace('flat', {keys: [key], ...october}, {athena: stage.athena('tight')});
		expect(coverage.get('all regions')).toMatchObject({
			complete: false,
			from: null,
			error:
				'workgroup tight cancelled the query at its limit of bytes scanned: narrow --since, --until or --region, or raise the limit',
		});
	});

	test('is not run into where the cost is known before', async () => {
		limit('daily', 100_000);
		let error: string | null | undefined;
		const sent = await statements(async () => {
			const options = {athena: stage.athena('daily')};
			const {coverage} = await stage.trace('projected', {keys: [key], ...october}, options);
			error = coverage.get('us-east-1')?.error;
		});
		expect(sent).toBe(1);
		expect(error).toMatch(
			/would scan about [\d.]+ KB, and workgroup daily cancels queries at 100 KB: narrow/,
		);
	});
});
