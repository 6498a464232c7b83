import {afterAll, describe, expect, it} from 'vitest';
import {connect} from '../../../source/aws/index.ts';
import type {Coverage} from '../../../source/domain/coverage.ts';
import {realClock} from '../../../source/history/clock.ts';
import {lookupSource} from '../../../source/history/lookup/source.ts';
import type {FaultRule} from '../../../source/range/faults.ts';
import {type RunningScenario, startScenario} from '../../../source/range/scenario.ts';
import {SCENARIOS} from '../../../source/range/scenarios/index.ts';

/** Real time is not waited for: the range has no limit here, and the pace counts a tenth. */
const hurried = (now: () => number) => {
	const clock = realClock(now);
	return {
		...clock,
		ticks: () => clock.ticks() * 50,
		sleep: (ms: number, signal: AbortSignal) => clock.sleep(ms / 50, signal),
	};
};

async function traced({range, leakedKeyId}: RunningScenario) {
	const now = () => range.world.clock.now();
	const {accessKeyId, secretAccessKey} = range.responder;
	const aws = await connect({
		profile: null,
		credentials: {accessKeyId, secretAccessKey},
		endpointUrl: range.url,
		regions: null,
		version: '0',
	});
	const {signal} = new AbortController();
	const {enabled} = await aws.regions(signal);
	const source = lookupSource({lookup: aws.lookup, regions: enabled, clock: hurried(now)});
	const events = new Map<string, string | null>();
	const coverage = new Map<string, Coverage>();
	const request = {keys: [leakedKeyId], since: now() - 80 * 86_400_000, until: now(), signal};
	for await (const batch of source.trace(request)) {
		for (const {id, onBehalfOf} of batch.events) events.set(id, onBehalfOf);
		for (const row of batch.coverage) coverage.set(row.region, row);
	}
	aws.close();
	return {events, coverage: [...coverage.values()]};
}

function truthOf({truth, leakedKeyId: _}: RunningScenario): readonly string[] {
	const own = truth.credentials.flatMap(({id}) => [...truth.eventsOf(id)]);
	return [...own, ...truth.joined.keys(), ...truth.forwarded.keys()].toSorted();
}

const lookups = {service: 'cloudtrail', operation: 'LookupEvents'};

const troubles: Readonly<Record<string, readonly FaultRule[]>> = {
	'no trouble': [],
	'30 % throttled, 10 % server errors, dropped connections, slow regions': [
		{...lookups, kind: 'throttle', probability: 0.3},
		{...lookups, kind: 'fail', probability: 0.1},
		{...lookups, kind: 'drop', probability: 0.05},
		{...lookups, kind: 'slow', region: 'us-east-1', delay: 60, probability: 0.5},
		{...lookups, kind: 'slow', region: 'eu-north-1', delay: 150},
	],
};

for (const name of SCENARIOS.keys()) {
	describe(`the trace of ${name}`, async () => {
		const stage = await startScenario(name, {
			consistencyGap: 0,
			deliveryDelay: 0,
			lookupRate: Number.POSITIVE_INFINITY,
			live: false,
		});
		afterAll(() => stage.stop());
		for (const [trouble, rules] of Object.entries(troubles)) {
			it(`finds what really happened, with ${trouble}`, {timeout: 60_000}, async () => {
				for (const rule of rules) stage.range.faults.add(rule);
				const {events, coverage} = await traced(stage);
				stage.range.faults.clear();
				expect([...events.keys()].toSorted()).toEqual(truthOf(stage));
				const forwarded = [...events].filter(([id]) => stage.truth.forwarded.has(id));
				expect(new Map(forwarded)).toEqual(stage.truth.forwarded);
				expect(coverage.every(({complete, error}) => complete && error === null)).toBe(true);
			});
		}
	});
}
