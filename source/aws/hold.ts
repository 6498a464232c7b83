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

/** Before a step that AWS refused is asked for again, in ms: it refuses it most likely once more. */
const sulking = 2_000;

/** What came of holding a plan. */
export interface Held {
	/** How often steps were put back. */
	readonly repeated: number;
	/** Whether nothing was loose in the end. */
	readonly held: boolean;
	/** Whether somebody still undid it when the time was over. What AWS refuses is open, but undone by nobody. */
	readonly undone: boolean;
}

/**
 * Keeps a plan that has run in force while IAM does not obey yet: whoever has IAM rights uses these seconds to undo it, and
 * what is put back at once is in force again before the undoing is (field guide §3). Only steps that the reviewed plan
 * had are repeated, and only those that came loose; each is a write like any other, journaled. Never throws.
 */
export async function hold(
	plan: Plan,
	gate: Gate,
	{replan, quiet, limit, pause, onRepeat, ...options}: HoldOptions,
): Promise<Held> {
	const {now, signal} = options;
	const reviewed = new Set(plan.steps.map(({id}) => id));
	const refusedAt = new Map<string, number>();
	const begun = now();
	let loosened = begun;
	let repeated = 0;
	let loose: readonly Step[] = [];
	while (!signal.aborted && now() - begun < limit) {
		loose = stepsOf(await replan().catch(unreadable)).filter(({id}) => reviewed.has(id));
		const isQuiet = now() - loosened >= quiet;
		if (isQuiet && loose.every(({id}) => refusedAt.has(id))) break;
		const again = loose.filter(({id}) => now() - (refusedAt.get(id) ?? -Infinity) >= sulking);
		if (again.length === 0) {
			await pause(looking);
			continue;
		}
		const steps = again.map(step => ({
			...step,
			after: step.after.filter(id => again.some(each => each.id === id)),
		}));
		const outcomes = await execute({...plan, steps, validUntil: Infinity}, gate, options);
		for (const [id, outcome] of outcomes) {
			if (isDone(outcome)) refusedAt.delete(id);
			else refusedAt.set(id, now());
		}
		const done = [...outcomes.values()].filter(isDone).length;
		if (done === 0) continue;
		repeated += done;
		loosened = now();
		onRepeat(repeated);
	}
	return {repeated, held: loose.length === 0, undone: loose.some(({id}) => !refusedAt.has(id))};
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
