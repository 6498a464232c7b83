import type {Event} from '../../domain/event.ts';
import {type Minted, mintedBy} from '../../domain/hop.ts';
import {skew} from '../../domain/lineage.ts';

/**
 * Who belongs to the lineage, and since when, as hops come in, in any order: what `Lineage` finds, at a constant price
 * for each hop. The tree is the investigation's. What was its own stays its own, whatever comes later.
 */
export class Family {
	/** Credential → ms since the epoch from which on its calls are its own; 0 for the keys. */
	readonly #members = new Map<string, number>();
	/** Parent → hops, of parents that are not in it, or not yet. */
	readonly #strangers = new Map<string, Minted[]>();

	constructor(keys: readonly string[]) {
		for (const key of keys) this.#members.set(key, 0);
	}

	has(credential: string): boolean {
		return this.#members.has(credential);
	}

	/** Whether a member signed the event, within its life: a temporary key id can have been somebody else's before. */
	owns({credential, time}: Event): boolean {
		const since = credential === null ? undefined : this.#members.get(credential);
		return since !== undefined && (time === 0 || time >= since);
	}

	/** @returns the credentials that came in by the event's hop, or that turned out to be older than was known. */
	add(event: Event): readonly Minted[] {
		const minted = mintedBy(event);
		if (minted === null) return [];
		if (this.#members.has(minted.parent)) return this.#admit(minted);
		const siblings = this.#strangers.get(minted.parent);
		if (siblings === undefined) this.#strangers.set(minted.parent, [minted]);
		else siblings.push(minted);
		return [];
	}

	#admit(first: Minted): readonly Minted[] {
		const admitted: Minted[] = [];
		const waiting = [first];
		for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
			const since = Math.max(0, next.event.time - skew);
			const known = this.#members.get(next.id);
			if (known !== undefined && known <= since) continue;
			this.#members.set(next.id, since);
			admitted.push(next);
			waiting.push(...(this.#strangers.get(next.id) ?? []));
			this.#strangers.delete(next.id);
		}
		return admitted;
	}
}
