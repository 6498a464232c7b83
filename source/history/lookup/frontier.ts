import type {Event} from '../../domain/event.ts';
import {mintedBy} from '../../domain/hop.ts';
import {Lineage} from '../../domain/lineage.ts';
import {Callers, isServiceMade} from '../../domain/on-behalf.ts';
import {replacement} from '../../domain/text.ts';
import type {TraceRequest} from '../source.ts';
import type {Question} from './question.ts';

/** What the trace knows by now, from all regions, and what follows from it: what to tell, and what to ask next. */
export class Frontier {
	readonly #since: number;
	readonly #lineage: Lineage;
	readonly #callers = new Callers();
	readonly #hops = new Set<string>();
	/** Event id → the credential behind it, as it was told. */
	readonly #told = new Map<string, string | null>();
	/** Region → how many events were told. */
	readonly #found = new Map<string, number>();
	/** Service-made calls of which it is not known yet whose they are. */
	readonly #unclaimed = new Map<string, Event>();
	/** Questions that were given out: `AccessKeyId AKIA…`. */
	readonly #asked = new Set<string>();
	readonly #usernames = new Set<string>();

	constructor({keys, since}: Pick<TraceRequest, 'keys' | 'since'>) {
		this.#since = since;
		this.#lineage = new Lineage(keys);
	}

	/** Takes in what a region answered. @returns the lineage's events that were not told yet. */
	take(events: readonly Event[]): readonly Event[] {
		for (const event of events) {
			this.#callers.observe(event);
			if (mintedBy(event) === null || this.#hops.has(event.id)) continue;
			this.#hops.add(event.id);
			this.#lineage.add(event);
		}
		const own = events.filter(event => this.#lineage.owns(event));
		for (const event of events)
			if (!this.#lineage.owns(event) && isServiceMade(event)) this.#unclaimed.set(event.id, event);
		const fresh = own.filter(event => this.#isNew(event));
		for (const event of fresh) {
			this.#callers.add(event);
			if (event.username !== null) this.#usernames.add(event.username);
		}
		return [...fresh, ...this.#claimed()];
	}

	/** Questions that arose since it was last asked. */
	questions(): readonly Question[] {
		const questions: Question[] = [];
		const ask = (question: Question): void => {
			const name = `${question.attribute.key} ${question.attribute.value}`;
			if (!this.#asked.has(name)) questions.push(question);
			this.#asked.add(name);
		};
		for (const id of this.#lineage.ids()) {
			const minted = this.#lineage.mintingOf(id);
			ask({
				attribute: {key: 'AccessKeyId', value: id},
				since: Math.max(this.#since, this.#lineage.livesFrom(id)),
				ends: minted?.expires ?? null,
				rank: minted === null ? 0 : 1,
			});
		}
		for (const value of this.#usernames) {
			if (value.includes(replacement)) continue;
			ask({attribute: {key: 'Username', value}, since: this.#since, ends: null, rank: 2});
		}
		return questions;
	}

	/** How many events of the lineage were found in a region. */
	found(region: string): number {
		return this.#found.get(region) ?? 0;
	}

	/** The same event comes with several questions and polls; told again only if it turned out to be another's doing. */
	#isNew({id, onBehalfOf, region}: Event): boolean {
		if (this.#told.get(id) === onBehalfOf) return false;
		if (!this.#told.has(id)) this.#found.set(region, this.found(region) + 1);
		this.#told.set(id, onBehalfOf);
		return true;
	}

	#claimed(): readonly Event[] {
		const claimed: Event[] = [];
		for (const event of this.#unclaimed.values()) {
			const onBehalfOf = this.#callers.behind(event);
			if (onBehalfOf === null) continue;
			this.#unclaimed.delete(event.id);
			const made = {...event, onBehalfOf};
			if (this.#isNew(made)) claimed.push(made);
		}
		return claimed;
	}
}
