import type {Event} from '../../domain/event.ts';
import {type Minted, mintedBy} from '../../domain/hop.ts';
import {isTemporary} from '../../domain/key.ts';
import {Callers} from '../../domain/on-behalf.ts';
import {idsThatFit, principalsThatFit} from './fitting.ts';
import type {Window} from './prune.ts';
import type {Principal, Question} from './question.ts';

const hour = 60 * 60_000;

/** No temporary credential lives longer (field guide §1); a day more, for what is logged late. */
const longestLife = 36 * hour;
const grace = 24 * hour;

/** The lineage while it is followed: what was asked, what came, what to ask next. */
export class Generations {
	readonly #span: Window;
	/** Credentials of the lineage, and from when on they are its own: a temporary id may have been somebody else's before. */
	readonly #births = new Map<string, number>();
	readonly #principals = new Map<string, Window>();
	readonly #callers = new Callers();
	readonly #seen = new Set<string>();
	#candidates: Event[] = [];
	#next: Map<string, Window>;
	#services: Principal[] | null = null;
	#generation = -1;

	/** @param span The time that the trace is about. */
	constructor(keys: readonly string[], span: Window) {
		this.#span = span;
		for (const id of keys) this.#births.set(id, Number.NEGATIVE_INFINITY);
		this.#next = new Map(keys.map(id => [id, span]));
	}

	/** 0 for the keys themselves. */
	get generation(): number {
		return this.#generation;
	}

	/** Credentials that are known by now. */
	get credentials(): number {
		return this.#births.size;
	}

	/** The next generation of credentials, as few questions as hold them; when there are no more, the services' calls; then none. */
	next(showsServices: boolean): readonly Question[] {
		this.#generation += 1;
		const fresh = [...this.#next];
		this.#next = new Map();
		if (fresh.length > 0) {
			return idsThatFit(fresh).map(part => ({
				kind: 'credentials',
				ids: part.map(([id]) => id),
				window: hull(part.map(([, window]) => window)),
			}));
		}
		if (this.#services !== null || !showsServices) return [];
		this.#services = Array.from(this.#principals, ([arn, seen]) => ({arn, seen}));
		return principalsThatFit(this.#services).map(part => {
			const {from, to} = hull(part.map(({seen}) => seen));
			const window = {from: from - hour, to: Math.min(this.#span.to, to + longestLife)};
			return {kind: 'services', principals: part, window};
		});
	}

	/** Takes in what a question found; gives the events that belong to a credential of the lineage, each once. */
	take(events: readonly Event[]): readonly Event[] {
		return events.filter(event => !this.#seen.has(event.id) && this.#isOwn(event));
	}

	/** The service-made calls of the lineage, once everything was read. */
	serviceMade(): readonly Event[] {
		const made = this.#candidates.flatMap(event => {
			const onBehalfOf = this.#callers.behind(event);
			return onBehalfOf === null ? [] : [{...event, onBehalfOf}];
		});
		this.#candidates = [];
		return made;
	}

	#isOwn(event: Event): boolean {
		this.#callers.observe(event);
		const birth = event.credential === null ? undefined : this.#births.get(event.credential);
		if (birth !== undefined && event.time !== 0 && event.time < birth) return false;
		this.#seen.add(event.id);
		if (birth === undefined) {
			this.#candidates.push(event);
			return false;
		}
		this.#callers.add(event);
		this.#remember(event);
		const minted = mintedBy(event);
		if (minted !== null) this.#adopt(minted);
		return true;
	}

	#remember({principal, time}: Event): void {
		if (principal === null || time === 0) return;
		const seen = this.#principals.get(principal);
		this.#principals.set(principal, hull([seen ?? {from: time, to: time}, {from: time, to: time}]));
	}

	/** A child that was met already is asked for again only if it turns out to be older than it was taken for. */
	#adopt({id, event, expires}: Minted): void {
		const birth = this.#births.get(id) ?? Number.POSITIVE_INFINITY;
		if (event.time >= birth) return;
		this.#births.set(id, event.time);
		const from = Math.max(event.time, this.#span.from);
		const end = isTemporary(id) ? (expires ?? event.time + longestLife) + grace : this.#span.to;
		const window = {from, to: Math.max(from, Math.min(end, this.#span.to))};
		this.#next.set(id, hull([window, this.#next.get(id) ?? window]));
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
