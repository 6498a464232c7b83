import {connect} from '../../source/aws/index.ts';
import {realClock} from '../../source/history/clock.ts';
import type {LookupQuery} from '../../source/history/lookup/page.ts';
import {lookupSource} from '../../source/history/lookup/source.ts';
import {type RunningScenario, startScenario} from '../../source/range/scenario.ts';
import {SCENARIOS} from '../../source/range/scenarios/index.ts';
import {atMost, type Bench, type Figure, shown} from '../bench.ts';
import {floorOf} from './floor.ts';
import {crowd} from './strangers.ts';

const history = 89 * 86_400_000;

/** The whole lineage through LookupEvents, on the wire, against the limits that AWS has. */
export const lookup: Bench = {
	name: 'lookup',
	about:
		'the lineage through LookupEvents in 17 regions at 2 calls/s each, against the calls that the busiest needs',
	async run() {
		const figures: Figure[] = [];
		for (const name of SCENARIOS.keys()) {
			for (const busy of [false, true]) figures.push(...(await measure(name, busy)));
		}
		return figures;
	},
};

async function measure(scenario: string, busy: boolean): Promise<readonly Figure[]> {
	const stage = await startScenario(scenario, {deliveryDelay: 0, live: false});
	try {
		if (busy) crowd(stage);
		const name = (what: string) => `${scenario}${busy ? ', busy account' : ''}: ${what}`;
		const {seconds, calls, throttled, regions, since} = await trace(stage);
		const floor = floorOf(stage, regions, since);
		const most = Math.max(...calls.values());
		console.log(
			`  ${name(`${floor.region} is the busiest: ${floor.everything} pages of everything, ${floor.each} calls for each question; at least ${floor.calls}`)}`,
		);
		return [
			shown(name('our trace'), seconds, ' s'),
			shown(name('floor'), floor.seconds, ' s'),
			shown(name('most calls that we made to a region'), most, ''),
			shown(name('of all calls, throttled'), throttled, ''),
			atMost(name('our time ÷ floor'), seconds / floor.seconds, 1.1, '×'),
		];
	} finally {
		await stage.stop();
	}
}

async function trace(stage: RunningScenario) {
	const {range, leakedKeyId} = stage;
	const now = () => range.world.clock.now();
	const {accessKeyId, secretAccessKey} = range.responder;
	const credentials = {accessKeyId, secretAccessKey};
	const aws = await connect({
		profile: null,
		credentials,
		endpointUrl: range.url,
		regions: null,
		version: '0',
	});
	const {signal} = new AbortController();
	const {enabled} = await aws.regions(signal);
	const regions = enabled;
	const calls = new Map<string, number>();
	let throttled = 0;
	const counted = async (query: LookupQuery) => {
		calls.set(query.region, (calls.get(query.region) ?? 0) + 1);
		try {
			return await aws.lookup(query, signal);
		} catch (error) {
			throttled += 1;
			throw error;
		}
	};
	const since = now() - history;
	const source = lookupSource({lookup: counted, regions, clock: realClock(now)});
	const found = new Set<string>();
	const started = performance.now();
	for await (const {events} of source.trace({keys: [leakedKeyId], since, until: now(), signal})) {
		for (const {id} of events) found.add(id);
	}
	const seconds = (performance.now() - started) / 1000;
	aws.close();
	check(stage, found);
	return {seconds, calls, throttled, regions, since};
}

function check({truth}: RunningScenario, found: ReadonlySet<string>): void {
	const own = truth.credentials.flatMap(({id}) => [...truth.eventsOf(id)]);
	const all = new Set([...own, ...truth.joined.keys(), ...truth.forwarded.keys()]);
	const [missing, strange] = [all.difference(found), found.difference(all)];
	if (missing.size + strange.size > 0) {
		throw new Error(`missed ${missing.size} events and found ${strange.size} that are not the lineage's`);
	}
}
