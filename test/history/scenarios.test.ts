import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {readEvent} from '../../source/domain/event.ts';
import {Lineage} from '../../source/domain/lineage.ts';
import {logsSource} from '../../source/history/logs/source.ts';
import {type RunningScenario, startScenario} from '../../source/range/scenario.ts';
import {SCENARIOS} from '../../source/range/scenarios/index.ts';
import {REGIONS} from '../../source/range/services/ec2/regions.ts';
import type {Report} from '../../source/report/model.ts';
import {investigate} from '../report/headless.ts';
import {Bench, foundBy, kinshipBy, timeOf, tracedBy, truthOf} from './athena/bench.ts';
import type {Sample} from './athena/table.ts';
import {folderOf} from './logs/folder.ts';
import {trailFiles} from './logs/trail-files.ts';

let bench: Bench;
beforeAll(async () => {
	bench = await Bench.open();
});
afterAll(() => bench.close());

for (const name of SCENARIOS.keys()) {
	describe(`the records of ${name}, in files and in a table,`, () => {
		let stage: RunningScenario;
		let records: Sample;
		let report: Report;

		beforeAll(async () => {
			stage = await startScenario(name, {consistencyGap: 0, deliveryDelay: 0, live: false});
			const end = {time: Number.POSITIVE_INFINITY, sequence: 0};
			const {trail, clock} = stage.range.world;
			records = REGIONS.flatMap(region =>
				[...trail.newestFirst(region.name, end)].map(({record}) => ({...record})),
			);
			const source = logsSource([folderOf(trailFiles(records))]);
			report = await investigate(source, [stage.leakedKeyId], clock.now());
		}, 60_000);
		afterAll(() => stage.stop());

		it('tell everything that the lineage did, and nothing else', () => {
			const {truth} = stage;
			const own = truth.credentials.flatMap(({id}) => [...truth.eventsOf(id)]);
			const theirs = [...own, ...truth.joined.keys(), ...truth.forwarded.keys()];
			const told = [...report.events, ...report.inferredEvents].map(({eventID}) => eventID);
			expect(told.toSorted()).toEqual(theirs.toSorted());
		});

		it('tell for whom services acted', () => {
			const made = [...report.events].filter(({eventID}) => stage.truth.forwarded.has(eventID));
			expect(new Map(made.map(({eventID, onBehalfOf}) => [eventID, onBehalfOf]))).toEqual(
				stage.truth.forwarded,
			);
		});

		it('tell every credential of the lineage, and where it came from', () => {
			const lineage = new Lineage([stage.leakedKeyId]);
			for (const event of records.flatMap(record => readEvent(record) ?? [])) lineage.observe(event);
			const found = report.credentials.map(({id, parent, hop}) => [id, parent, hop?.eventID, hop?.reason]);
			const truth = lineage
				.credentials(0)
				.map(({id, parent, hop}) => [id, parent, hop?.eventID, hop?.reason]);
			expect(found.toSorted()).toEqual(truth.toSorted());
			expect(report.credentials.map(({id}) => id).toSorted()).toEqual(
				stage.truth.credentials.map(({id}) => id).toSorted(),
			);
		});

		it('tell the same in either', async () => {
			const keys = [stage.leakedKeyId];
			const table = await tracedBy(await bench.source(records, 'classic'), keys, timeOf(records));
			expect(foundBy(table)).toEqual(truthOf(records, keys));
			const told = [...report.events, ...report.inferredEvents].map(({eventID}) => eventID);
			expect(table.flatMap(({events}) => events.map(({id}) => id)).toSorted()).toEqual(told.toSorted());
			const all = [{events: records.flatMap(item => readEvent(item) ?? [])}];
			expect(kinshipBy(table, keys)).toEqual(kinshipBy(all, keys));
		});

		it('leave nothing unread', () => {
			expect(report.coverage.every(({complete}) => complete)).toBe(true);
			expect(report.blindSpots).toEqual([]);
		});
	});
}
