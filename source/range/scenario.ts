import type {Truth} from './actors/truth.ts';
import type {Keys} from './actors/wire.ts';
import {RangeClock} from './clock.ts';
import {type Range, type RangeOptions, startRange} from './range.ts';
import {DEFAULT_SCENARIO, SCENARIOS} from './scenarios/index.ts';
import type {Live, Pace, Scenario} from './scenarios/scenario.ts';

/** How a scenario is to be played; everything has a default. */
export interface ScenarioOptions extends Omit<RangeOptions, 'clock'> {
	/** The present, ms since the epoch; default: now. */
	readonly now?: number;
	/** How many times faster than real time the range's clock runs; default: 1. The pace stays in real time. */
	readonly speed?: number;
	/** Real time in ms between two actions of the attacker, of the application, of their colleagues. */
	readonly pace?: Pace;
	/** Whether the attacker fights containment, every `pace.attacker` ms or 250 ms, whichever is less; default: no. */
	readonly resists?: boolean;
	/** Whether the incident goes on after its past was played; default: yes. */
	readonly live?: boolean;
}

/** A scenario that plays on a running range. */
export interface RunningScenario {
	readonly scenario: Scenario;
	readonly range: Range;
	/** What the responder exports: endpoint, region, credentials. */
	readonly environment: Readonly<Record<string, string>>;
	readonly leakedKeyId: string;
	readonly leaked: Keys;
	/** What really happened, for those who measure an investigation by it. */
	readonly truth: Truth;
	/** Undefined when the scenario was staged only. */
	readonly live: Live | undefined;
	/** Ends the actors and the range. */
	stop(): Promise<void>;
}

/** Nobody wrote the scenario that was asked for. */
export class UnknownScenario extends Error {
	constructor(name: string) {
		const shown = name.replace(/[^\x20-\x7e]/g, '?').slice(0, 60);
		super(`there is no scenario "${shown}". The scenarios are: ${[...SCENARIOS.keys()].join(', ')}.`);
		this.name = 'UnknownScenario';
	}
}

/** The attacker acts every few seconds, the application calls every ten. */
const PACE: Pace = {attacker: 4_000, application: 10_000, colleagues: 7_000};

/**
 * Starts a range, plays a scenario's past in it, and sets it going.
 * @param name default: `cryptomining`.
 * @throws UnknownScenario; the error of the server where the port is taken.
 */
export async function startScenario(
	name = DEFAULT_SCENARIO,
	{
		now = Date.now(),
		speed = 1,
		pace = PACE,
		resists = false,
		live: goesOn = true,
		...options
	}: ScenarioOptions = {},
): Promise<RunningScenario> {
	const scenario = SCENARIOS.get(name);
	if (!scenario) {
		throw new UnknownScenario(name);
	}
	const range = await startRange({...options, clock: new RangeClock(now - scenario.age, speed)});
	try {
		const incident = await scenario.stage({range, now, pace, resists});
		const live = goesOn ? incident.goLive() : undefined;
		return {
			scenario,
			range,
			environment: range.environment(),
			leakedKeyId: incident.leaked.accessKeyId,
			leaked: incident.leaked,
			truth: incident.truth,
			live,
			async stop() {
				live?.stop();
				incident.close();
				await range.close();
			},
		};
	} catch (error) {
		await range.close();
		throw error;
	}
}
