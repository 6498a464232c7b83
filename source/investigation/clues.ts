import {principalKey} from '../domain/containment/principal.ts';
import {namesPrincipal, principalsOf} from '../domain/containment/principals-of.ts';
import type {Event} from '../domain/event.ts';
import {successesOf} from '../domain/proof.ts';

/**
 * What containment needs to know of the lineage's events, gathered as they come in, so that nobody walks through a
 * million of them later: which users and roles they name, and when each credential last succeeded.
 */
export class Clues {
	/** By principal and call, the newest event: that is all that can be told from the older ones. */
	readonly #naming = new Map<string, Event>();
	readonly #successes = new Map<string, number>();

	add(event: Event): void {
		for (const [credential, time] of successesOf([event])) {
			this.#successes.set(credential, Math.max(time, this.#successes.get(credential) ?? 0));
		}
		if (event.errorCode !== null || !namesPrincipal(event)) return;
		for (const principal of principalsOf([], [event])) {
			const key = `${principalKey(principal)} ${event.name}`;
			if (event.time >= (this.#naming.get(key)?.time ?? 0)) this.#naming.set(key, event);
		}
	}

	/** Events that name users and roles, in the order in which these were first named. */
	get naming(): Iterable<Event> {
		return this.#naming.values();
	}

	/** By credential, ms since the epoch of its last call that AWS carried out. */
	get successes(): ReadonlyMap<string, number> {
		return this.#successes;
	}
}
