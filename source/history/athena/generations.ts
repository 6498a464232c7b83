import type {Event} from '../../domain/event.ts';
import {mintedBy} from '../../domain/hop.ts';
import {isTemporary} from '../../domain/key.ts';
import {Lineage} from '../../domain/lineage.ts';
import {Callers} from '../../domain/on-behalf.ts';
import {valueAt} from '../../domain/record.ts';
import {idsThatFit, principalsThatFit} from './fitting.ts';
import type {Window} from './prune.ts';
import type {Question} from './question.ts';

const hour = 60 * 60_000;

/** No temporary credential lives longer (field guide §1); a day more, for what is logged late. */
const longestLife = 36 * hour;
const grace = 24 * hour;

/** The lineage while it is followed: what was asked, what came, what to ask next. */
export class Generations {
	readonly #span: Window;
	/** Knows the keys and their hops, not the rest of their calls. */
	readonly #lineage: Lineage;
	readonly #callers = new Callers();
	/** Credential → from when on it was asked for. */
	readonly #asked = new Map<string, number>();
	/** ARN → when its own calls began and ended: of those that were found, and of those that services were asked about. */
	readonly #principals = new Map<string, Window>();
	readonly #served = new Map<string, Window>();
	readonly #seen = new Set<string>();
	#candidates: Event[] = [];
	#number = -1;

	/** @param span The time that the trace is about. */
	constructor(keys: readonly string[], span: Window) {
		this.#span = span;
		this.#lineage = new Lineage(keys);
	}

	/** Of the questions given out last; 0 for the keys themselves. */
	get number(): number {
		return this.#number;
	}

	/**
	 * The next generation of credentials, in as few questions as hold them; where there are none, the calls that services
	 * made for those found, if the table shows them; then nothing.
	 */
	next(showsServices: boolean): readonly Question[] {
		this.#number += 1;
		const credentials = this.#credentials();
		return credentials.length > 0 || !showsServices ? credentials : this.#services();
	}

	/** Takes in what a question found; gives the events that belong to a credential of the lineage, each once. */
	take(events: readonly Event[]): readonly Event[] {
		return events.filter(event => !this.#seen.has(event.id) && this.#isOwn(event));
	}

	/** The service-made calls of the lineage, once everything was read. */
	serviceMade(): readonly Event[] {
		return this.#candidates.splice(0).flatMap(event => {
			const onBehalfOf = this.#callers.behind(event);
			return onBehalfOf === null ? [] : [{...event, onBehalfOf}];
		});
	}

	#isOwn(event: Event): boolean {
		this.#callers.observe(event);
		if (!this.#lineage.owns(event)) {
			// What a recycled id did before its hop is nobody's now, but the hop may turn out to be older.
			if (event.credential !== null && this.#lineage.has(event.credential)) return false;
			this.#seen.add(event.id);
			this.#candidates.push(event);
			return false;
		}
		this.#seen.add(event.id);
		this.#callers.add(event);
		this.#remember(event);
		if (mintedBy(event) !== null) this.#lineage.add(event);
		return true;
	}

	/** By the ARN as it was recorded: what is safe to show need not be what the table holds. */
	#remember({record, time}: Event): void {
		const arn = valueAt(record, 'userIdentity.arn');
		if (typeof arn !== 'string' || arn === '' || time === 0) return;
		const seen = this.#principals.get(arn) ?? {from: time, to: time};
		this.#principals.set(arn, {from: Math.min(seen.from, time), to: Math.max(seen.to, time)});
	}

	/** Those that were not asked for yet, or turned out to be older than that. */
	#credentials(): readonly Question[] {
		const fresh = this.#lineage.ids().filter(id => {
			const asked = this.#asked.get(id);
			return asked === undefined || this.#lineage.livesFrom(id) < asked;
		});
		for (const id of fresh) this.#asked.set(id, this.#lineage.livesFrom(id));
		return idsThatFit(fresh).map(ids => ({
			kind: 'credentials',
			ids,
			window: hull(ids.map(id => this.#lifeOf(id))),
		}));
	}

	/** When a credential can have called: a session only until it ended. */
	#lifeOf(id: string): Window {
		const minted = this.#lineage.mintingOf(id);
		const from = Math.max(this.#span.from, this.#lineage.livesFrom(id));
		if (minted === null || !isTemporary(id)) return {from, to: this.#span.to};
		const end = (minted.expires ?? minted.event.time + longestLife) + grace;
		return {from, to: Math.max(from, Math.min(end, this.#span.to))};
	}

	#services(): readonly Question[] {
		const grown = Array.from(this.#principals, ([arn, seen]) => ({arn, seen})).filter(({arn, seen}) => {
			const served = this.#served.get(arn);
			return served === undefined || seen.from < served.from || seen.to > served.to;
		});
		for (const {arn, seen} of grown) this.#served.set(arn, seen);
		return principalsThatFit(grown).map(principals => {
			const {from, to} = hull(principals.map(({seen}) => seen));
			const window = {from: from - hour, to: Math.min(this.#span.to, to + longestLife + grace)};
			return {kind: 'services', principals, window};
		});
	}
}

function hull(windows: readonly Window[]): Window {
	let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
	for (const window of windows) {
		from = Math.min(from, window.from);
		to = Math.max(to, window.to);
	}
	return {from, to};
}
