import type {Plan, Step, StepOutcome} from '../domain/plan.ts';
import {isPossible, type Planned} from '../domain/plans/index.ts';
import {type ExecuteOptions, execute} from './execute.ts';
import type {Gate} from './gate.ts';

export interface HoldOptions extends Required<ExecuteOptions> {
	/** Reads the account and plans what is open now. */
	readonly replan: () => Promise<Planned>;
	/** ms without anything coming loose after which the plan holds; longer than IAM takes to obey (field guide §3). */
	readonly quiet: number;
	/** ms after which it is given up to hold by repetition: then only a service control policy does. */
	readonly limit: number;
	/** Told how often steps were put back, each time that it was more. */
	readonly onRepeat: (repeated: number) => void;
	/** Resolves after so many ms, or when the signal aborts. */
	readonly pause: (ms: number) => Promise<void>;
}

/** Between two looks while nothing is loose, in ms. */
const looking = 200;

/**
 * Keeps a plan that has run in force while IAM does not obey yet: whoever has IAM rights uses these seconds to undo it, and
 * what is put back at once is in force again before the undoing is (field guide §3). Only steps that the reviewed plan
 * had are repeated, and only those that came loose; each is a write like any other, journaled. Never throws.
 *
 * @returns how often steps were put back, and whether it was quiet in the end.
 */
export async function hold(
	plan: Plan,
	gate: Gate,
	{replan, quiet, limit, pause, onRepeat, ...options}: HoldOptions,
): Promise<{readonly repeated: number; readonly held: boolean}> {
	const {now, signal} = options;
	const reviewed = new Set(plan.steps.map(({id}) => id));
	const begun = now();
	let loosened = begun;
	let repeated = 0;
	while (!signal.aborted && now() - begun < limit) {
		if (now() - loosened >= quiet) return {repeated, held: true};
		const again = stepsOf(await replan().catch(unreadable)).filter(({id}) => reviewed.has(id));
		if (again.length === 0) {
			await pause(looking);
			continue;
		}
		const steps = again.map(step => ({
			...step,
			after: step.after.filter(id => again.some(each => each.id === id)),
		}));
		const outcomes = await execute({...plan, steps, validUntil: Infinity}, gate, options);
		const done = [...outcomes.values()].filter(isDone).length;
		repeated += done;
		if (done > 0) onRepeat(repeated);
		loosened = now();
		// What AWS refuses now it refuses again in a moment: no reason to ask without a pause.
		if (![...outcomes.values()].every(isDone)) await pause(looking);
	}
	return {repeated, held: false};
}

function stepsOf(planned: Planned): readonly Step[] {
	return isPossible(planned) ? planned.steps : [];
}

function unreadable(): Planned {
	return {reason: 'the account could not be read'};
}

function isDone({status}: StepOutcome): boolean {
	return status === 'done';
}
