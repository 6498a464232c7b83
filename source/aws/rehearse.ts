import type {Forecast} from '../domain/forecast.ts';
import type {Plan, Step, StepOutcome} from '../domain/plan.ts';
import type {Gate} from './gate.ts';
import {mapLimited} from './parallel.ts';

/** Dry runs under way at a time. */
const asking = 6;

/**
 * Dry runs in each region: EC2 takes some 50 changing calls at once and 5 a second after that, and the plan's own must
 * find room.
 */
const most = 25;

/**
 * Rehearses the steps of EC2, which says itself whether a call would work. Each is a write to the gate and a line in the
 * journal, and shows up in CloudTrail; nothing is changed. Once the signal aborts no further one is made.
 *
 * @returns by step id; the steps of other services are not there.
 */
export async function rehearse(
	plan: Plan,
	gate: Gate,
	signal: AbortSignal,
): Promise<ReadonlyMap<string, Forecast>> {
	const steps = plan.steps.filter(({call}) => call.service === 'ec2');
	const byRegion = Map.groupBy(steps, ({call}) => call.region);
	const chosen = new Set(Array.from(byRegion.values(), each => each.slice(0, most)).flat());
	const answers = await mapLimited(steps, asking, async (step): Promise<[string, Forecast]> => {
		if (signal.aborted || !chosen.has(step)) return [step.id, {verdict: 'unknown', reason: notAsked}];
		const call = {...step.call, input: {...step.call.input, DryRun: true}};
		return [step.id, forecastOf(step, await gate.perform({...step, call, undo: null}))];
	});
	return new Map(answers);
}

const notAsked = `EC2 was asked for ${most} steps in each region, and not for this one`;

function forecastOf({after}: Step, outcome: StepOutcome): Forecast {
	if (outcome.status === 'done') return {verdict: 'allowed'};
	const {reason} = outcome;
	// What a step before this one in the plan removes stands in its way now.
	const waits = after.length > 0 && /OperationNotPermitted/.test(reason);
	const unheard =
		outcome.status === 'failed' && (outcome.kind === 'throttled' || outcome.kind === 'unreachable');
	return {verdict: waits || unheard ? 'unknown' : 'refused', reason};
}
