import type {Plan, Step, StepOutcome} from '../domain/plan.ts';
import type {Gate} from './gate.ts';

export interface ExecuteOptions {
	/** Steps that have not started are skipped once it aborts; a write under way is let end, so that its outcome is known. */
	readonly signal: AbortSignal;
	readonly onOutcome: (step: Step, outcome: StepOutcome) => void;
}

/** Writes under way at a time; AWS throttles more, and the SDK then waits. */
const concurrency = 8;

/**
 * Runs a plan: each step once those in its `after` are done, independent ones together. A step that fails takes with it
 * only those that wait for it. Never throws.
 *
 * @returns the outcome of every step, by id.
 */
export async function execute(
	plan: Plan,
	gate: Gate,
	{signal, onOutcome}: ExecuteOptions,
): Promise<ReadonlyMap<string, StepOutcome>> {
	const outcomes = new Map<string, StepOutcome>();
	const waiting = new Map(plan.steps.map(step => [step.id, step]));
	const running = new Map<string, Promise<void>>();

	const settle = (step: Step, outcome: StepOutcome) => {
		outcomes.set(step.id, outcome);
		onOutcome(step, outcome);
	};
	const start = (step: Step) => {
		waiting.delete(step.id);
		const done = gate.perform(step).then(outcome => {
			running.delete(step.id);
			settle(step, outcome);
		});
		running.set(step.id, done);
	};
	const skip = (step: Step, reason: string) => {
		waiting.delete(step.id);
		settle(step, {status: 'skipped', reason});
	};

	while (waiting.size > 0 || running.size > 0) {
		const before = waiting.size;
		for (const step of waiting.values()) {
			if (signal.aborted) skip(step, 'called off before it started');
			else if (step.after.some(id => failed(outcomes.get(id))))
				skip(step, 'a step that it waits for did not succeed');
			else if (running.size < concurrency && step.after.every(id => outcomes.get(id)?.status === 'done'))
				start(step);
		}
		if (running.size > 0) await Promise.race(running.values());
		// Nothing runs and nothing has moved: what is left waits for itself or for a step that is not in the plan.
		else if (waiting.size === before) {
			for (const step of waiting.values()) skip(step, 'it waits for a step that never runs');
		}
	}
	return outcomes;
}

function failed(outcome: StepOutcome | undefined): boolean {
	return outcome !== undefined && outcome.status !== 'done';
}
