import type {BlindSpot, Coverage, SourceName} from '../domain/coverage.ts';
import {type Event, readEvent} from '../domain/event.ts';
import {asRefusal, type Database, openDatabase, type Row} from './database.ts';
import {CaseEventPages} from './event-pages.ts';
import type {EventPages, EventRow} from './event-query.ts';
import {columns, rowOf, searchText, showRow, valuesOf} from './event-row.ts';
import {CaseEvidence} from './evidence.ts';
import {CaseJournal} from './journal.ts';
import {CaseReadings} from './readings.ts';
import {deflate, inflate} from './record-blob.ts';

/** What a case is about, so that it can be gone on with. */
export interface CaseSubject {
	readonly keys: readonly string[];
	readonly setting: 'account' | 'demo' | 'logs';
	/** The files of a `logs` case; empty otherwise. */
	readonly paths: readonly string[];
	/** ms since the epoch from which the history is read. */
	readonly since: number;
}

const insertion = `INSERT OR IGNORE INTO events (${columns}, search) VALUES (${'?, '.repeat(15)}?)`;

const stretch = `SELECT row, ${columns} FROM events INDEXED BY events_by_time
	WHERE (time, id) > (?, ?) ORDER BY time, id LIMIT ?`;

/** All of one incident in one SQLite file. Events are kept once, whatever sends them and however often. */
export class CaseFile {
	/** The file; `temporary` or `:memory:` for a case that is not kept. */
	readonly path: string;
	readonly pages: EventPages;
	readonly journal: CaseJournal;
	readonly readings: CaseReadings;
	readonly evidence: CaseEvidence;
	readonly #database: Database;
	#total: number;

	/**
	 * Opens the case, and makes it where there is none.
	 *
	 * @param path A file; `temporary` or `:memory:` for a case that is not kept. @throws Refusal with one line if it cannot be used.
	 * @param slice How many events a search by text looks at in one go: five hundred take a millisecond.
	 */
	constructor(path: string, slice = 500) {
		this.path = path;
		this.#database = openDatabase(path);
		this.pages = new CaseEventPages(this.#database, slice);
		this.journal = new CaseJournal(this.#database);
		this.readings = new CaseReadings(this.#database, work => this.#guarded(work));
		this.evidence = new CaseEvidence(this.#database, work => this.#guarded(work));
		this.#total = Number(this.#guarded(() => this.#database.get('SELECT max(row) AS n FROM events'))?.['n']);
	}

	/** How many events the case has. */
	get total(): number {
		return this.#total;
	}

	/** Takes in a batch, all of it or nothing. @returns the events that were new. @throws Refusal, as on a full disk. */
	add(events: readonly Event[]): readonly Event[] {
		const fresh = this.#guarded(() =>
			this.#database.transaction(() => events.filter(event => this.#insert(event))),
		);
		this.#total += fresh.length;
		return fresh;
	}

	/** All events, oldest first, read as they are asked for. */
	*events(): Generator<Event> {
		for (const events of this.stretches(500)) yield* events;
	}

	/**
	 * All events, oldest first, so many at a time: between two the case may be used, and closed. What only a record has is
	 * read when it is looked at, as long as the case is open: most of a case's bytes are records, and a lineage looks at few.
	 */
	*stretches(size: number): Generator<readonly Event[]> {
		let [time, id] = [Number.MIN_SAFE_INTEGER, ''];
		for (;;) {
			const rows = this.#database.all(stretch, time, id, size);
			const last = rows.at(-1);
			if (last === undefined) return;
			[time, id] = [Number(last['time']), String(last['id'])];
			yield rows.map(row => eventOf(row, () => this.#record(row['row'] as number)));
		}
	}

	/** The rows of all events, oldest first, read as they are asked for. */
	*rows(): Generator<EventRow> {
		const statement = this.#database.raw.prepare(
			`SELECT ${columns} FROM events INDEXED BY events_by_time ORDER BY time, id`,
		);
		for (const row of statement.iterate()) yield rowOf(row);
	}

	/** The rows that a detection flags, oldest first, read as they are asked for. */
	*flagged(): Generator<EventRow> {
		const statement = this.#database.raw.prepare(
			`SELECT ${columns} FROM events INDEXED BY events_flagged WHERE severity IS NOT NULL ORDER BY time, id`,
		);
		for (const row of statement.iterate()) yield rowOf(row);
	}

	/** Keeps how far sources have read: a row replaces the earlier one of its source and region. */
	cover(coverage: readonly Coverage[], blindSpots: readonly BlindSpot[]): void {
		if (coverage.length === 0 && blindSpots.length === 0) return;
		this.#guarded(() =>
			this.#database.transaction(() => {
				for (const {source, region, from, to, complete, events, error} of coverage) {
					const values = [source, region, from, to, Number(complete), events, error];
					this.#database.run('INSERT OR REPLACE INTO coverage VALUES (?, ?, ?, ?, ?, ?, ?)', ...values);
				}
				for (const {what, why} of blindSpots) {
					this.#database.run('INSERT OR IGNORE INTO blind_spots VALUES (?, ?)', what, why);
				}
			}),
		);
	}

	coverage(): readonly Coverage[] {
		return this.#database.all('SELECT * FROM coverage ORDER BY source, region').map(row => ({
			source: row['source'] as SourceName,
			region: String(row['region']),
			from: row['from'] as number | null,
			to: row['to'] as number | null,
			complete: row['complete'] === 1,
			events: Number(row['events']),
			error: row['error'] as string | null,
		}));
	}

	blindSpots(): readonly BlindSpot[] {
		const rows = this.#database.all('SELECT what, why FROM blind_spots ORDER BY what, why');
		return rows.map(row => ({what: String(row['what']), why: String(row['why'])}));
	}

	/** What the case is about; null in a new one. */
	subject(): CaseSubject | null {
		const value = this.#database.get("SELECT value FROM meta WHERE name = 'subject'")?.['value'];
		return value === undefined ? null : (JSON.parse(String(value)) as CaseSubject);
	}

	setSubject(subject: CaseSubject): void {
		const sql = "INSERT OR REPLACE INTO meta VALUES ('subject', ?)";
		this.#guarded(() => this.#database.run(sql, JSON.stringify(subject)));
	}

	/** Safe to call twice. */
	close(): void {
		this.#database.close();
	}

	#record(row: number): Event {
		const record = this.#database.get('SELECT record FROM records WHERE row = ?', row)?.['record'];
		const event = record instanceof Uint8Array ? readEvent(inflate(record)) : null;
		if (event === null) throw new TypeError('a record in the case is no CloudTrail record any more');
		return event;
	}

	#insert(event: Event): boolean {
		const row = showRow(event);
		const values = valuesOf(row);
		if (this.#database.run(insertion, ...values, searchText(row)) === 0) return false;
		this.#database.run('INSERT INTO records VALUES (last_insert_rowid(), ?)', deflate(event.record));
		return true;
	}

	#guarded<T>(work: () => T): T {
		try {
			return work();
		} catch (error) {
			throw asRefusal(error, this.path);
		}
	}
}

/** The event as it was added. @param read Gives what its record says. */
function eventOf(row: Row, read: () => Event): Event {
	let known: Event | null = null;
	const whole = (): Event => {
		known ??= read();
		return known;
	};
	return {
		...rowOf(row),
		get username() {
			return whole().username;
		},
		get invokedBy() {
			return whole().invokedBy;
		},
		get errorMessage() {
			return whole().errorMessage;
		},
		get record() {
			return whole().record;
		},
	};
}
