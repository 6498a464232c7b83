import type {Database} from './database.ts';
import {EventCounts} from './event-counts.ts';
import type {Anchor, EventFilter, EventPages, EventRow} from './event-query.ts';
import {columns, rowOf} from './event-row.ts';
import {EventSearches} from './event-searches.ts';
import {type Direction, pageSql, walksOf} from './event-select.ts';
import {inflate} from './record-blob.ts';
import {invalidText, readTextFilter} from './text-filter.ts';

/** The events pane's view of the case: pages by key, never by offset, so that the millionth costs what the first does. */
export class CaseEventPages implements EventPages {
	readonly #database: Database;
	readonly #searches: EventSearches;
	readonly #counts: EventCounts;

	/** @param slice How many events a search looks at in one go. */
	constructor(database: Database, slice: number) {
		this.#database = database;
		this.#searches = new EventSearches(database, () => this.#rows(), slice);
		this.#counts = new EventCounts(database, () => this.#rows());
		database.raw.function('matches', {deterministic: true, directOnly: true}, matcher());
	}

	from(filter: EventFilter, anchor: Anchor | null, limit: number): readonly EventRow[] {
		return this.#page(filter, 'from', anchor, limit);
	}

	newerThan(filter: EventFilter, anchor: Anchor, limit: number): readonly EventRow[] {
		return this.#page(filter, 'newer', anchor, limit).toReversed();
	}

	olderThan(filter: EventFilter, anchor: Anchor | null, limit: number): readonly EventRow[] {
		const page = this.#page(filter, 'older', anchor, limit);
		return anchor === null ? page.toReversed() : page;
	}

	count(filter: EventFilter): number {
		return this.#counts.all(filter, this.#searches.of(filter));
	}

	countNewer(filter: EventFilter, anchor: Anchor): number {
		return this.#counts.newer(filter, anchor, this.#searches.of(filter));
	}

	searched(filter: EventFilter): number {
		return this.#searches.of(filter)?.share(this.#rows()) ?? 1;
	}

	search(filter: EventFilter): void {
		this.#searches.of(filter)?.advance(this.#rows());
	}

	record(id: string): Readonly<Record<string, unknown>> | null {
		const row = this.#database.get('SELECT record FROM events JOIN records USING (row) WHERE id = ?', id);
		return row === undefined ? null : inflate(row['record'] as Uint8Array);
	}

	invalid(text: string): string | null {
		return invalidText(text);
	}

	#page(
		filter: EventFilter,
		direction: Direction,
		anchor: Anchor | null,
		limit: number,
	): readonly EventRow[] {
		const walks = this.#searches.of(filter)?.walks ?? walksOf(filter);
		const sql = pageSql(walks, direction, anchor, limit);
		return this.#database
			.all(sql.text, ...sql.values)
			.map(({row}) => this.#database.get(`SELECT ${columns} FROM events WHERE row = ?`, row as number))
			.filter(row => row !== undefined)
			.map(rowOf);
	}

	/** Rows are numbered from one, without gaps: none is ever deleted. */
	#rows(): number {
		return Number(this.#database.get('SELECT max(row) AS n FROM events')?.['n'] ?? 0);
	}
}

/** SQLite calls this for every row of a regular expression's walk: the pattern is compiled once. */
function matcher(): (pattern: unknown, search: unknown) => number {
	let last = '';
	let regex: RegExp | null = null;
	return (pattern, search) => {
		if (regex === null || pattern !== last) {
			last = String(pattern);
			regex = readTextFilter(`/${last}/`)?.regex ?? /(?:)/;
		}
		return regex.test(String(search)) ? 1 : 0;
	};
}
