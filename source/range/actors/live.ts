import {setTimeout as sleep} from 'node:timers/promises';
import type {Actor, Intent} from './actor.ts';

/** How many rounds in which nothing worked an attacker bears before it gives up. */
const PATIENCE = 2;

/**
 * Goes through the intents again and again, one every `pace` ms, for as long as some of them still work.
 * @returns `gave up` when nothing worked any more for a while, `stopped` when the signal ended it.
 */
export async function goOn(
	actor: Actor,
	intents: readonly Intent[],
	pace: number,
	signal: AbortSignal,
): Promise<'gave up' | 'stopped'> {
	for (let barren = 0; barren < PATIENCE; ) {
		let worked = false;
		for (const intent of intents) {
			if (!(await pause(pace, signal))) {
				return 'stopped';
			}
			if (intent.when?.(actor) ?? true) {
				worked = (await actor.attempt(intent)) || worked;
			}
		}
		barren = worked ? 0 : barren + 1;
	}
	return 'gave up';
}

/** Does `act` every `pace` ms until the signal ends it; what goes wrong with one does not end the others. */
export async function every(pace: number, signal: AbortSignal, act: () => unknown): Promise<void> {
	while (await pause(pace, signal)) {
		try {
			await act();
		} catch {
			// An application whose key was disabled goes on calling, and being refused.
		}
	}
}

/** False when the signal cut the pause short. Does not keep the process alive. */
export async function pause(ms: number, signal: AbortSignal): Promise<boolean> {
	try {
		await sleep(ms, undefined, {signal, ref: false});
		return true;
	} catch {
		return false;
	}
}
