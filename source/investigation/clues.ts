import {principalKey} from '../domain/containment/principal.ts';
import {namesPrincipal, principalsOf} from '../domain/containment/principals-of.ts';
import type {Event} from '../domain/event.ts';
import {successesOf} from '../domain/proof.ts';
import type {Call} from '../domain/uses.ts';

/** Calls of others that are kept, the last that came in: enough to say who works as a role. */
const kept = 5000;

/**
 * What containment needs to know of the lineage's events, gathered as they come in, so that nobody walks through a
 * million of them later: which users and roles they name, and when each credential last succeeded.
 */
export class Clues {
	/** By principal and call, the newest event: that is all that can be told from the older ones. */
	readonly #naming = new Map<string, Event>();
	readonly #successes = new Map<string, number>();
	/** By event id: a batch may tell them again. */
	readonly #strangers = new Map<string, Call>();

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

	/** Takes in a call of somebody who is not of the lineage, as far as is known now. Services act for others. */
	hear(event: Event): void {
		if (event.credential === null || event.invokedBy !== null) return;
		const {id, time, credential, onBehalfOf, principal, sourceIp, userAgent, errorCode} = event;
		this.#strangers.set(id, {time, credential, onBehalfOf, principal, sourceIp, userAgent, errorCode});
		const [oldest] = this.#strangers.keys();
		if (this.#strangers.size > kept && oldest !== undefined) this.#strangers.delete(oldest);
	}

	/** Calls of others that were read beside the lineage's. */
	get strangers(): Iterable<Call> {
		return this.#strangers.values();
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
