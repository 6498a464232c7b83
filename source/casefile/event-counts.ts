import type {Database} from './database.ts';
import {type Anchor, type EventFilter, isNewer} from './event-query.ts';
import type {EventSearch} from './event-search.ts';
import {conditionsOf, countSql, newerThan, type Sql, type Walk, walksOf, where} from './event-select.ts';

/** What was counted under one filter. */
interface Counted {
	/** When it was true: how many rows the case had, or how many events the filter's search had found. */
	readonly at: number;
	readonly all: number;
	/** The anchor that was asked for last, and how many events are newer. */
	readonly anchor: Anchor | null;
	readonly newer: number;
}

/** Filters whose counts are kept. */
const kept = 16;

/**
 * Counts events. A count of a million takes fifty milliseconds, and panes ask at every frame: so each is taken once, what
 * has come in since is added, and a cursor's place is told from its last place.
 */
export class EventCounts {
	readonly #database: Database;
	readonly #rows: () => number;
	readonly #counted = new Map<string, Counted>();

	/** @param rows How many rows the case has. */
	constructor(database: Database, rows: () => number) {
		this.#database = database;
		this.#rows = rows;
	}

	/** @param search The filter's; null: an index answers. */
	all(filter: EventFilter, search: EventSearch | null): number {
		return this.#current(filter, search).all;
	}

	/** @param search The filter's; null: an index answers. */
	newer(filter: EventFilter, anchor: Anchor, search: EventSearch | null): number {
		const current = this.#current(filter, search);
		const newer = this.#newer(search?.walks ?? walksOf(filter), anchor, current);
		return this.#keep(filter, {...current, anchor, newer}).newer;
	}

	#newer(walks: readonly Walk[], anchor: Anchor, {anchor: last, newer}: Counted): number {
		if (last === null) return this.#sum(countSql(walks, anchor, null));
		if (anchor.time === last.time && anchor.id === last.id) return newer;
		// Newest first: an older anchor has more events above it, those between the two (and the last anchor itself).
		return isNewer(last, anchor)
			? newer + this.#sum(countSql(walks, anchor, last))
			: newer - this.#sum(countSql(walks, last, anchor));
	}

	#current(filter: EventFilter, search: EventSearch | null): Counted {
		const known = this.#counted.get(JSON.stringify(filter));
		const at = search?.found ?? this.#rows();
		if (known?.at === at) return known;
		if (search !== null) return this.#keep(filter, {at, all: at, anchor: null, newer: 0});
		if (known === undefined) {
			const walks = walksOf(filter);
			const isEverything = walks.every(({conditions}) => conditions.length === 0);
			const all = isEverything ? at : this.#sum(countSql(walks, null, null));
			return this.#keep(filter, {at, all, anchor: null, newer: 0});
		}
		const {all, anchor, newer} = known;
		return this.#keep(filter, {
			at,
			all: all + this.#since(filter, known.at, []),
			anchor,
			newer: anchor === null ? 0 : newer + this.#since(filter, known.at, [newerThan(anchor)]),
		});
	}

	/** The filter's events among the rows after the first so many. */
	#since(filter: EventFilter, rows: number, bounds: readonly Sql[]): number {
		const after = {text: 'row > ?', values: [rows]};
		const {text, values} = where([after, ...bounds, ...conditionsOf(filter)]);
		return this.#sum([{text: `SELECT count(*) AS n FROM events NOT INDEXED${text}`, values}]);
	}

	#keep(filter: EventFilter, counted: Counted): Counted {
		const key = JSON.stringify(filter);
		this.#counted.delete(key);
		this.#counted.set(key, counted);
		const oldest = this.#counted.keys().next().value;
		if (this.#counted.size > kept && oldest !== undefined) this.#counted.delete(oldest);
		return counted;
	}

	#sum(counts: readonly Sql[]): number {
		return counts
			.map(({text, values}) => Number(this.#database.get(text, ...values)?.['n']))
			.reduce((sum, n) => sum + n, 0);
	}
}
