import fc from 'fast-check';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {CaseFile} from '../../source/casefile/case-file.ts';
import type {Batch, Source} from '../../source/history/source.ts';
import {accountSource} from '../../source/investigation/account-source.ts';
import {investigate} from '../../source/investigation/investigate.ts';
import type {RunningScenario} from '../../source/range/scenario.ts';
import {jsonReport} from '../../source/report/json.ts';
import {awsOf, hurried, stage} from './incident.ts';

let incident: RunningScenario;
let batches: readonly Batch[];
const signal = new AbortController().signal;
const keys = () => [incident.leakedKeyId];
const now = () => incident.range.world.clock.now();
let since = 0;
let until = 0;

// Read once, as AWS tells it; then told again in other orders.
beforeAll(async () => {
	incident = await stage();
	until = now();
	since = until - 90 * 86_400_000;
	const aws = await awsOf(incident);
	const source = accountSource(aws, hurried(now));
	const told: Batch[] = [];
	for await (const batch of source.trace({keys: keys(), since, until, signal})) told.push(batch);
	batches = told;
	aws.close();
});
afterAll(() => incident.stop());

/** Every event a batch of its own, in the given order; how far was read is told in the end. */
function retold(order: (index: number) => number): Source {
	const events = batches.flatMap(batch => [
		...batch.events.map(event => ({events: [event]})),
		...(batch.heard ?? []).map(event => ({events: [], heard: [event]})),
	]);
	const places = events.map((_, index) => order(index));
	const shuffled = events.map((batch, index) => ({batch, place: places[index] ?? 0}));
	const nothing = {events: [], coverage: [], blindSpots: [], progress: null};
	return {
		name: 'lookup',
		async *trace() {
			for (const {batch} of shuffled.toSorted((one, other) => one.place - other.place))
				yield {...nothing, ...batch};
			for (const {coverage, blindSpots} of batches) yield {...nothing, coverage, blindSpots};
		},
	};
}

async function reportOn(source: Source): Promise<string> {
	const investigation = investigate({
		keys: keys(),
		setting: 'logs',
		readOnly: true,
		since,
		until,
		casefile: new CaseFile(':memory:'),
		source,
		account: null,
		now: () => until,
	});
	await investigation.settled;
	const report = [...jsonReport(investigation.report())].join('');
	await investigation.close();
	return report;
}

it('reports the same, byte for byte, in whatever order the history arrives', async () => {
	const straight = await reportOn(retold(index => index));
	expect(straight).toContain('RunInstances');
	await fc.assert(
		fc.asyncProperty(fc.infiniteStream(fc.nat()), async choices => {
			expect(await reportOn(retold(() => choices.next().value ?? 0))).toBe(straight);
		}),
		{numRuns: 3},
	);
}, 120_000);
