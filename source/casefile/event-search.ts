import type {Database} from './database.ts';
import type {Anchor, EventFilter} from './event-query.ts';
import {conditionsOf, pageSql, type Sql, type Walk, walksOf, where} from './event-select.ts';

/**
 * What a filter finds that no index answers, gathered in slices: newest first through what was in the case when it began,
 * and then what has come in since. Rows of `events` only ever grow in number, so none is looked at twice. What was found
 * lies in a temporary table in the order of the pane, and is paged through like an index.
 */
export class EventSearch {
	readonly walks: readonly Walk[];
	readonly #database: Database;
	readonly #filter: EventFilter;
	readonly #insertion: string;
	readonly #slice: number;
	/** The highest row that the walk meets or that was looked at since. */
	#seen: number;
	/** The event that the walk reached; null: it has not begun. */
	#reached: Anchor | null = null;
	#walked = false;
	#looked = 0;
	#found = 0;

	/**
	 * @param table The name of the temporary table; one that exists is replaced. @param rows How many the case has.
	 * @param slice How many events to look at in one go.
	 */
	constructor(database: Database, filter: EventFilter, table: string, rows: number, slice: number) {
		this.#database = database;
		this.#filter = filter;
		this.#seen = rows;
		this.#slice = slice;
		this.walks = [{along: `temp.${table}`, conditions: []}];
		this.#insertion = `INSERT OR IGNORE INTO temp.${table} SELECT time, id, row FROM`;
		database.raw.exec(`
			DROP TABLE IF EXISTS temp.${table};
			CREATE TEMP TABLE ${table} (time INTEGER, id TEXT, row INTEGER, PRIMARY KEY (time DESC, id DESC)) WITHOUT ROWID;
		`);
	}

	get found(): number {
		return this.#found;
	}

	/** How much has been looked at, 0 to 1, when the case has so many rows. */
	share(rows: number): number {
		if (this.#walked && this.#seen >= rows) return 1;
		return Math.min(0.99, this.#looked / Math.max(1, rows));
	}

	/** The walk is over, and only what has come in since is left to look at. */
	isBehind(rows: number): boolean {
		return this.#walked && this.#seen < rows;
	}

	/** Looks at the next slice. @param rows How many rows the case has now. */
	advance(rows: number): void {
		if (!this.#walked) this.#walk();
		else if (this.#seen < rows) this.#catchUp(rows);
	}

	#walk(): void {
		const met = pageSql(walksOf(this.#filter), 'from', null, this.#slice);
		const keys =
			this.#reached === null ? met : pageSql(walksOf(this.#filter), 'older', this.#reached, this.#slice);
		this.#take(`(SELECT row FROM (${keys.text})) CROSS JOIN events USING (row)`, keys.values, []);
		const last = this.#database.get(`${keys.text} OFFSET ${this.#slice - 1}`, ...keys.values.slice(0, -1), 1);
		this.#looked += this.#slice;
		if (last === undefined) this.#walked = true;
		else this.#reached = {time: Number(last['time']), id: String(last['id'])};
	}

	#catchUp(rows: number): void {
		const upTo = Math.min(rows, this.#seen + this.#slice);
		this.#take('events NOT INDEXED', [], [{text: 'row > ? AND row <= ?', values: [this.#seen, upTo]}]);
		this.#looked += upTo - this.#seen;
		this.#seen = upTo;
	}

	#take(from: string, values: Sql['values'], bounds: readonly Sql[]): void {
		const conditions = where([...bounds, ...conditionsOf(this.#filter)]);
		this.#found += this.#database.run(
			`${this.#insertion} ${from}${conditions.text}`,
			...values,
			...conditions.values,
		);
	}
}
