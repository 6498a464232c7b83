import {consoleTakeover} from './console-takeover/index.ts';
import {cryptomining} from './cryptomining/index.ts';
import type {Scenario} from './scenario.ts';

const all: readonly Scenario[] = [cryptomining, consoleTakeover];

/** The scenarios by name. */
export const SCENARIOS: ReadonlyMap<string, Scenario> = new Map(
	all.map(scenario => [scenario.name, scenario]),
);

/** What plays when nobody chose. */
export const DEFAULT_SCENARIO = cryptomining.name;
