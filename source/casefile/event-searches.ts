import type {Database} from './database.ts';
import type {EventFilter} from './event-query.ts';
import {EventSearch} from './event-search.ts';
import {isIndexed} from './event-select.ts';

/** Searches whose findings are kept: the reader's way there and back, and a word as it is typed. */
const kept = 4;

/** The searches under way and those done last. */
export class EventSearches {
	readonly #database: Database;
	readonly #rows: () => number;
	readonly #slice: number;
	/** By filter; the one that was asked for last stands last. */
	readonly #searches = new Map<string, {readonly search: EventSearch; readonly table: string}>();

	/** @param rows How many rows the case has. @param slice How many events a search looks at in one go. */
	constructor(database: Database, rows: () => number, slice: number) {
		this.#database = database;
		this.#rows = rows;
		this.#slice = slice;
	}

	/** The filter's search; begun if there is none, and never a slice behind what came in. Null: an index answers. */
	of(filter: EventFilter): EventSearch | null {
		if (isIndexed(filter)) return null;
		const rows = this.#rows();
		const key = JSON.stringify(filter);
		const known = this.#searches.get(key);
		if (known !== undefined) {
			this.#searches.delete(key);
			this.#searches.set(key, known);
			if (known.search.isBehind(rows)) known.search.advance(rows);
			return known.search;
		}
		const table = this.#freeTable();
		const search = new EventSearch(this.#database, filter, table, rows, this.#slice);
		this.#searches.set(key, {search, table});
		search.advance(rows);
		return search;
	}

	/** A name that is free, or that of the search that was asked for longest ago, which ends. */
	#freeTable(): string {
		const [oldest] = this.#searches;
		if (oldest === undefined || this.#searches.size < kept) return `found_${this.#searches.size}`;
		this.#searches.delete(oldest[0]);
		return oldest[1].table;
	}
}
