import {describe, expect, it} from 'vitest';
import {type Event, readEvent} from '../../../source/domain/event.ts';
import {Lineage} from '../../../source/domain/lineage.ts';
import {type RunningScenario, startScenario} from '../../../source/range/scenario.ts';
import {SCENARIOS} from '../../../source/range/scenarios/index.ts';
import {REGIONS} from '../../../source/range/services/ec2/regions.ts';

/** All that the event history has, whoever did it. */
function historyOf(stage: RunningScenario): readonly Event[] {
	const end = {time: Number.POSITIVE_INFINITY, sequence: 0};
	return REGIONS.flatMap(({name: region}) =>
		[...stage.range.world.trail.newestFirst(region, end)].flatMap(({record}) => readEvent(record) ?? []),
	);
}

for (const name of SCENARIOS.keys()) {
	describe(`the history of ${name}, read as a whole`, () => {
		it('gives the lineage that its actors tell of: who came from whom, what is theirs, and nobody else', async () => {
			const stage = await startScenario(name, {
				consistencyGap: 0,
				deliveryDelay: 0,
				lookupRate: Number.POSITIVE_INFINITY,
				live: false,
			});
			try {
				const {truth, leakedKeyId} = stage;
				const events = historyOf(stage);
				const lineage = new Lineage([leakedKeyId]);
				for (const event of events) lineage.observe(event);
				const credentials = lineage.credentials(0);
				// Nothing tells which of its keys a console used for changing roles: the sign-in must be right.
				const parentage = (parent: string | null) => {
					const hop = credentials.find(({id}) => id === parent)?.hop;
					return hop?.inferred ? hop.eventID : parent;
				};
				const found = credentials.map(({id, kind, parent, hop}) => [
					...[id, kind, parentage(parent), hop?.inferred ?? false],
				]);
				const told = truth.credentials.map(({id, kind, parent, inferred}) => [
					...[id, kind, parentage(parent), inferred !== undefined],
				]);
				expect(found.toSorted()).toEqual(told.toSorted());
				const joined = events.filter(event => lineage.behind(event) !== null).map(({id}) => id);
				expect(joined.toSorted()).toEqual([...truth.joined.keys()].toSorted());
				const own = events.filter(event => lineage.owns(event)).map(({id}) => id);
				const theirs = truth.credentials.flatMap(({id}) => [...truth.eventsOf(id)]);
				expect(own.toSorted()).toEqual(theirs.toSorted());
			} finally {
				await stage.stop();
			}
		});
	});
}
