import type {Plan, Step, StepOutcome} from '../domain/plan.ts';
import type {Gate} from './gate.ts';

export interface ExecuteOptions {
	/** ms since the epoch, for plans that hold a time; default: the machine's clock. */
	readonly now?: () => number;
	/** Steps that have not started are skipped once it aborts; a write under way is let end, so that its outcome is known. */
	readonly signal: AbortSignal;
	readonly onOutcome: (step: Step, outcome: StepOutcome) => void;
}

/**
 * Writes under way at a time, by service: what IAM must do against an attacker goes out at once, as far as there are
 * sockets (clients.ts); others throttle sooner than that, and the SDK then waits.
 */
const concurrency = {iam: 64, others: 8};

/**
 * Runs a plan: each step once those in its `after` are done, independent ones together. A step that AWS refuses goes on
 * with its next means, each of them journaled; one that fails takes with it only those that wait for it. Never throws.
 *
 * @returns the outcome of every step, by id.
 */
export async function execute(
	plan: Plan,
	gate: Gate,
	{signal, onOutcome, now = Date.now}: ExecuteOptions,
): Promise<ReadonlyMap<string, StepOutcome>> {
	const outcomes = new Map<string, StepOutcome>();
	const waiting = new Map(plan.steps.map(step => [step.id, step]));
	const running = new Map<string, Promise<void>>();
	const lanes = {iam: 0, others: 0};

	const settle = (step: Step, outcome: StepOutcome) => {
		outcomes.set(step.id, outcome);
		onOutcome(step, outcome);
	};
	const start = (step: Step) => {
		waiting.delete(step.id);
		const lane = laneOf(step);
		lanes[lane] += 1;
		const done = perform(step, gate, signal).then(outcome => {
			running.delete(step.id);
			lanes[lane] -= 1;
			settle(step, outcome);
		});
		running.set(step.id, done);
	};
	const mayStart = (step: Step) =>
		lanes[laneOf(step)] < concurrency[laneOf(step)] &&
		step.after.every(id => (step.regardless ? outcomes.has(id) : outcomes.get(id)?.status === 'done'));
	const skip = (step: Step, reason: string) => {
		waiting.delete(step.id);
		settle(step, {status: 'skipped', reason});
	};

	while (waiting.size > 0 || running.size > 0) {
		const before = waiting.size;
		for (const step of waiting.values()) {
			if (signal.aborted) skip(step, 'called off before it started');
			else if (now() > (plan.validUntil ?? Infinity)) skip(step, 'the plan is too old by now: make it again');
			else if (!step.regardless && step.after.some(id => failed(outcomes.get(id))))
				skip(step, 'a step that it waits for did not succeed');
			else if (mayStart(step)) start(step);
		}
		if (running.size > 0) await Promise.race(running.values());
		// Nothing runs and nothing has moved: what is left waits for itself or for a step that is not in the plan.
		else if (waiting.size === before) {
			for (const step of waiting.values()) skip(step, 'it waits for a step that never runs');
		}
	}
	return outcomes;
}

/** Tries the means of a step in turn. What the gate itself refuses, it would refuse of the next as well. */
async function perform(step: Step, gate: Gate, signal: AbortSignal): Promise<StepOutcome> {
	const outcome = (await prepare(step, gate)) ?? (await gate.perform(step));
	const {otherwise} = step;
	if (outcome.status !== 'failed' || otherwise === undefined || signal.aborted) return outcome;
	// What AWS keeps for a service of its own, it keeps from every other means too.
	if (outcome.kind === 'unmodifiable') return outcome;
	const next = await perform(otherwise, gate, signal);
	if (next.status === 'done') return {...next, instead: next.instead ?? otherwise};
	return next.status === 'skipped' ? outcome : {...next, reason: `${outcome.reason}; then ${next.reason}`};
}

/** Makes what a step works with. @returns null; where that failed, why the step cannot be made. */
async function prepare({first = []}: Step, gate: Gate): Promise<StepOutcome | null> {
	for (const step of first) {
		const outcome = await gate.perform(step);
		const isThere = outcome.status === 'failed' && outcome.kind === 'exists' && step.mayExist === true;
		if (outcome.status !== 'done' && !isThere) return outcome;
	}
	return null;
}

function laneOf({call}: Step): 'iam' | 'others' {
	return call.service === 'iam' ? 'iam' : 'others';
}

function failed(outcome: StepOutcome | undefined): boolean {
	return outcome !== undefined && outcome.status !== 'done';
}
