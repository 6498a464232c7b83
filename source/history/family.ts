import type {Event} from '../domain/event.ts';
import {issuedBy, type Minted, mintedBy} from '../domain/hop.ts';
import {isTemporary} from '../domain/key.ts';
import {skew} from '../domain/skew.ts';

/**
 * Who was certainly minted from the keys, and since when, as hops come in, in any order: what `Lineage` finds without
 * joins, at a constant price for each hop. What was its own stays its own, whatever comes later.
 */
export class Family {
	readonly #keys: ReadonlySet<string>;
	/** Credential → ms since the epoch from which on its calls are its own; 0 for keys of users. */
	readonly #members = new Map<string, number>();
	/** Parent → its hops by event id, of strangers too. */
	readonly #hops = new Map<string, Map<string, Minted>>();

	constructor(keys: readonly string[]) {
		this.#keys = new Set(keys);
		// The id of a session can have been another's before: that is certain only once it is known when it was issued.
		for (const key of keys) this.#members.set(key, isTemporary(key) ? Number.POSITIVE_INFINITY : 0);
	}

	/** Whether a member signed the event, within its life: a temporary key id can have been somebody else's before. */
	owns({credential, time}: Pick<Event, 'credential' | 'time'>): boolean {
		const since = credential === null ? undefined : this.#members.get(credential);
		return since !== undefined && (time === 0 || time >= since);
	}

	has(credential: string): boolean {
		return this.#members.has(credential);
	}

	/** @returns the credentials that came in by the event's hop, or that turned out to be older than was known. */
	add(event: Event): readonly string[] {
		const minted = mintedBy(event);
		if (minted !== null) {
			const siblings = this.#hops.get(minted.parent);
			if (siblings === undefined) this.#hops.set(minted.parent, new Map([[event.id, minted]]));
			else siblings.set(event.id, minted);
		}
		const issued = issuedBy(event);
		if (issued !== null && issued !== event.credential && this.#keys.has(issued)) {
			return this.#admit(issued, event.time);
		}
		return minted !== null && this.owns({credential: minted.parent, time: event.time})
			? this.#admit(minted.id, event.time)
			: [];
	}

	/** Nobody handed out the keys that were not seen handed out by now. @returns whose calls are certainly their own by that. */
	settle(): readonly string[] {
		const never = [...this.#keys].filter(key => this.#members.get(key) === Number.POSITIVE_INFINITY);
		return never.flatMap(key => this.#admit(key, 0));
	}

	#admit(first: string, begins: number): readonly string[] {
		const admitted: string[] = [];
		const waiting = [{id: first, time: begins}];
		for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
			const {id, time} = next;
			const since = Math.max(0, time - skew);
			const known = this.#members.get(id);
			if (known !== undefined && known <= since) continue;
			this.#members.set(id, since);
			admitted.push(id);
			for (const {id: child, event} of this.#hops.get(id)?.values() ?? []) {
				const isOwn = !this.#keys.has(child) && this.owns({credential: id, time: event.time});
				if (isOwn) waiting.push({id: child, time: event.time});
			}
		}
		return admitted;
	}
}
