import type {Event} from '../../domain/event.ts';
import {mintedBy} from '../../domain/hop.ts';
import {doorsOf} from '../../domain/joins/door.ts';
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

/** Every session is a door to the console; that is told once. */
const anyConsole = 'a console made from a session';

/** The lineage while it is followed: what was asked, what came, what to ask next. */
export class Generations {
	readonly #span: Window;
	/** Knows the keys and their hops, not the rest of their calls. */
	readonly #lineage: Lineage;
	readonly #callers = new Callers();
	readonly #asked = new Set<string>();
	/** ARN → when its own calls began and ended. */
	readonly #principals = new Map<string, Window>();
	readonly #seen = new Set<string>();
	readonly #doors = new Set<string>();
	#candidates: Event[] = [];
	#servicesAsked = false;
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

	/** By what else somebody can have come in, without a record that hands out a key: `user eve`, `i-0abc`. */
	get doors(): readonly string[] {
		return [...this.#doors].sort();
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
		this.#seen.add(event.id);
		this.#callers.observe(event);
		if (!this.#lineage.owns(event)) {
			this.#candidates.push(event);
			return false;
		}
		this.#callers.add(event);
		this.#remember(event);
		for (const {way, name} of doorsOf(event)) this.#doors.add(way === 'session' ? anyConsole : name);
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

	#credentials(): readonly Question[] {
		const fresh = this.#lineage.ids().filter(id => !this.#asked.has(id));
		for (const id of fresh) this.#asked.add(id);
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
		if (this.#servicesAsked) return [];
		this.#servicesAsked = true;
		const all = Array.from(this.#principals, ([arn, seen]) => ({arn, seen}));
		return principalsThatFit(all).map(principals => {
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
