import type {World} from '../../world.ts';
import type {Actor} from '../actor.ts';
import {pause} from '../live.ts';
import type {Origin} from '../wire.ts';
import {Fighter} from './fighter.ts';
import type {Stronghold} from './stronghold.ts';

/** How an attacker resists. */
export interface Resistance {
	/** Real time in ms between two rounds, 250 at most: many of them fit into IAM's consistency gap. */
	readonly pace: number;
	/** With what it asks for sign-in tokens. */
	readonly script: Origin;
	readonly signal: AbortSignal;
}

/** Every so many rounds even what still works is taken anew. */
const FRESHEN = 8;

/**
 * An attacker that fights containment, as the tools of field guide §3 do. In every round it uses each credential, sees
 * what has changed on its users and roles, and while anything still works undoes that: keys switched on or made anew,
 * denies and boundaries taken off, trust put back, roles taken again, consoles opened again.
 * @returns `gave up` when nothing worked for three times as long as a write takes to work, so that nothing of its own
 * can still come into effect; `stopped` when the signal ended it.
 */
export async function resist(
	actor: Actor,
	{clock, iam}: World,
	stronghold: Stronghold,
	{pace, script, signal}: Resistance,
): Promise<'gave up' | 'stopped'> {
	const fighter = new Fighter(actor, stronghold, script);
	const poll = Math.min(pace, 250);
	let worked = clock.now();
	for (let round = 0, barren = 0; ; round++) {
		if (await fighter.round(round % FRESHEN === 0)) {
			worked = clock.now();
			barren = 0;
		} else if (++barren > FRESHEN && clock.now() - worked > 3 * iam.consistency.gap) {
			return 'gave up';
		}
		if (!(await pause(poll, signal))) return 'stopped';
	}
}
