import {setTimeout as pause} from 'node:timers/promises';
import type {AwsCall, StepOutcome} from '../domain/plan.ts';
import type {RefusalKind} from '../domain/refusal.ts';
import {findOperation} from './operations.ts';

/**
 * IAM's noes that pass by themselves, with the pauses before the call is made again, in ms: two calls met on one user or
 * role; the SDK's own patience with throttling is at its end; what was made a moment ago is not known everywhere yet (field
 * guide §3).
 */
const pauses: Partial<Record<RefusalKind, readonly number[]>> = {
	conflict: [250, 500, 1_000, 2_000, 4_000],
	throttled: [1_000, 2_000, 4_000],
	'not-found': [1_000],
};

/**
 * Makes a write until its answer is one that stays. Only where twice is as good as once: never what makes something new
 * each time. Some 8 seconds at the most, beside what the SDK takes.
 *
 * @param attempt Makes the call once.
 */
export async function persist(call: AwsCall, attempt: () => Promise<StepOutcome>): Promise<StepOutcome> {
	const mayRepeat = call.service === 'iam' && findOperation(call.service, call.operation)?.once !== true;
	for (let attempts = 1; ; attempts += 1) {
		const outcome = await attempt();
		if (outcome.status !== 'failed') return outcome;
		const wait = mayRepeat && outcome.kind !== undefined ? pauses[outcome.kind]?.[attempts - 1] : undefined;
		if (wait === undefined)
			return attempts === 1 ? outcome : {...outcome, reason: `${outcome.reason} (tried ${attempts} times)`};
		// Those that met do not meet again.
		await pause(wait * (0.5 + Math.random() / 2));
	}
}
