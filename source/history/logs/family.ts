import type {Event} from '../../domain/event.ts';
import {type Minted, mintedBy} from '../../domain/hop.ts';
import {skew} from '../../domain/skew.ts';

/**
 * Who was minted from the keys, and since when, as hops come in, in any order: what `Lineage` finds, at a constant price
 * for each hop. The tree is the investigation's. What was its own stays its own, whatever comes later.
 */
export class Family {
	/** Credential → ms since the epoch from which on its calls are its own; 0 for the keys. */
	readonly #members = new Map<string, number>();
	/** Parent → its hops by event id, of strangers too. */
	readonly #hops = new Map<string, Map<string, Minted>>();

	constructor(keys: readonly string[]) {
		for (const key of keys) this.#members.set(key, 0);
	}

	has(credential: string): boolean {
		return this.#members.has(credential);
	}

	/** Whether a member signed the event, within its life: a temporary key id can have been somebody else's before. */
	owns({credential, time}: Pick<Event, 'credential' | 'time'>): boolean {
		const since = credential === null ? undefined : this.#members.get(credential);
		return since !== undefined && (time === 0 || time >= since);
	}

	/** @returns the credentials that came in by the event's hop, or that turned out to be older than was known. */
	add(event: Event): readonly string[] {
		const minted = mintedBy(event);
		if (minted === null) return [];
		const siblings = this.#hops.get(minted.parent);
		if (siblings === undefined) this.#hops.set(minted.parent, new Map([[event.id, minted]]));
		else siblings.set(event.id, minted);
		return this.#admit(minted);
	}

	#admit(first: Minted): readonly string[] {
		const admitted: string[] = [];
		const waiting = [first];
		for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
			const {id, parent, event} = next;
			if (!this.owns({credential: parent, time: event.time})) continue;
			const since = Math.max(0, event.time - skew);
			const known = this.#members.get(id);
			if (known !== undefined && known <= since) continue;
			this.#members.set(id, since);
			admitted.push(id);
			waiting.push(...(this.#hops.get(id)?.values() ?? []));
		}
		return admitted;
	}
}
