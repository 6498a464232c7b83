import type {Event} from '../../domain/event.ts';
import {copyOf} from '../../domain/joins/copy.ts';
import {Lineage} from '../../domain/lineage.ts';
import {Callers, isServiceMade} from '../../domain/on-behalf.ts';
import type {Known, TraceRequest} from '../source.ts';
import {leadsOf, underName} from './leads.ts';
import {nameOf, type Question} from './question.ts';

/** Events of strangers that are remembered, in case they turn out to be the lineage's. */
const mostHeard = 50_000;

/** What an answer brought. */
export interface Taken {
	/** The lineage's events that were not told yet. */
	readonly events: readonly Event[];
	/** New ones that are nobody's, for now. */
	readonly heard: readonly Event[];
}

/** So many events are recalled at once: some ms of work. */
const stretch = 500;

/** What the trace knows by now, from all regions, and what follows from it: what to tell, and what to ask next. */
export class Frontier {
	readonly #keys: readonly string[];
	readonly #since: number;
	readonly #lineage: Lineage;
	readonly #callers = new Callers();
	/** Event id → the credential behind it, as it was told. */
	readonly #told = new Map<string, string | null>();
	/** Region → how many events were told. */
	readonly #found = new Map<string, number>();
	/** Events that are nobody's, for now. */
	readonly #heard = new Map<string, Event>();
	/** The lineage's revision by which they were judged last. */
	#judged = -1;
	/** Question → ms since the epoch from which on it was asked. */
	readonly #asked = new Map<string, number>();
	/** User and session names of the lineage's own calls → ms since the epoch of the credential's beginning. */
	readonly #usernames = new Map<string, number>();

	constructor({keys, since}: Pick<TraceRequest, 'keys' | 'since'>) {
		this.#keys = keys;
		this.#since = since;
		this.#lineage = new Lineage(keys);
	}

	/** Takes in what the case has already, before anything else; it may be a million events, so it stops every so often. */
	*recall(known: Known): Generator<void> {
		/** An event for each name under which a credential called: to read the name, its record must be inflated. */
		const named = new Map<string, Event>();
		let count = 0;
		for (const event of known.events()) {
			this.#lineage.observe(event);
			this.#callers.observe(event);
			if (event.onBehalfOf === null) this.#callers.add(event);
			this.#note(event);
			const name = `${event.credential} ${event.principal} ${event.onBehalfOf !== null}`;
			if (!named.has(name)) named.set(name, event);
			count += 1;
			if (count % stretch === 0) yield;
		}
		for (const event of known.heard()) {
			this.#learn(event);
			if (!this.#told.has(event.id)) this.#heard.set(event.id, event);
			count += 1;
			if (count % stretch === 0) yield;
		}
		for (const event of named.values()) this.#name(event);
	}

	/** Takes in what a region answered. */
	take(events: readonly Event[]): Taken {
		for (const event of events) this.#learn(event);
		const candidates = events.filter(({id}) => !this.#heard.has(id));
		const revision = this.#lineage.revision;
		const judged = revision === this.#judged ? candidates : [...candidates, ...this.#heard.values()];
		this.#judged = revision;
		const told = judged.flatMap(event => this.#own(event) ?? []);
		const heard = candidates.filter(({id}) => !this.#told.has(id));
		for (const event of heard) this.#heard.set(event.id, event);
		return {events: told, heard};
	}

	/**
	 * The calls that services made for the lineage (field guide §19) and the other account's records of roles taken across
	 * accounts (§8), as far as they were not told yet: to be asked for when the credentials are known as far as can be read.
	 */
	claim(): readonly Event[] {
		const claimed: Event[] = [];
		for (const event of this.#heard.values()) {
			const made = isServiceMade(event) ? this.#callers.behind(event) : null;
			const onBehalfOf = isKeylessCopy(event) ? this.#lineage.behind(event) : made;
			if (onBehalfOf === null) continue;
			this.#heard.delete(event.id);
			const own = {...event, onBehalfOf};
			this.#note(own);
			claimed.push(own);
		}
		return claimed;
	}

	/** Takes in what services were asked to make: a key, a user, a machine. @returns the events that come of it. */
	adopt(claimed: readonly Event[]): readonly Event[] {
		for (const event of claimed) this.#lineage.observe(event);
		return claimed.length === 0 ? [] : this.take([]).events;
	}

	/** Questions that arose since it was last asked, or that must reach back further than before. */
	questions(): readonly Question[] {
		const named = Array.from(
			this.#usernames,
			([name, since]) => underName(name, since, this.#since) ?? [],
		).flat();
		const fresh: Question[] = [];
		for (const question of [...leadsOf(this.#lineage, this.#keys, this.#since), ...named]) {
			const name = nameOf(question);
			if ((this.#asked.get(name) ?? Number.POSITIVE_INFINITY) <= question.since) continue;
			this.#asked.set(name, question.since);
			fresh.push(question);
		}
		return fresh;
	}

	/** How many events of the lineage were found in a region. */
	found(region: string): number {
		return this.#found.get(region) ?? 0;
	}

	/** Forgets the older half of the strangers' events, once they are too many. @returns up to when, ms; null: nothing. */
	forget(): number | null {
		if (this.#heard.size < mostHeard) return null;
		const byAge = [...this.#heard.values()].toSorted((one, other) => one.time - other.time);
		const old = byAge.slice(0, mostHeard / 2);
		for (const {id} of old) this.#heard.delete(id);
		return (old.at(-1)?.time ?? 0) + 1000;
	}

	#learn(event: Event): void {
		this.#callers.observe(event);
		this.#lineage.observe(event);
	}

	/** The event as the lineage's, if it is and was not told yet. */
	#own(event: Event): Event | null {
		const owns = this.#lineage.owns(event);
		// The record that names the key may be among what comes next, and then is the one that counts.
		const onBehalfOf = owns || isKeylessCopy(event) ? null : this.#lineage.behind(event);
		if (!owns && onBehalfOf === null) return null;
		this.#heard.delete(event.id);
		// A call that was a service's for all that was known may turn out to be a child's.
		if (this.#told.get(event.id) === onBehalfOf) return null;
		const made = {...event, onBehalfOf};
		this.#note(made);
		if (owns) this.#callers.add(event);
		this.#name(made);
		return made;
	}

	#note({id, region, onBehalfOf}: Event): void {
		if (!this.#told.has(id)) this.#found.set(region, this.found(region) + 1);
		this.#told.set(id, onBehalfOf);
	}

	#name({username, credential, onBehalfOf}: Event): void {
		if (username === null || credential === null || onBehalfOf !== null) return;
		const since = Math.max(this.#since, this.#lineage.livesFrom(credential));
		this.#usernames.set(username, Math.min(since, this.#usernames.get(username) ?? since));
	}
}

function isKeylessCopy(event: Event): boolean {
	return copyOf(event)?.isKeyless === true;
}
