import type {SourceName} from '../domain/coverage.ts';
import {type Event, readEvent} from '../domain/event.ts';
import type {Database} from './database.ts';
import {deflate, inflate} from './record-blob.ts';

/** How far one question of a source has been read in one region; times are ms since the epoch. */
export interface QuestionRow {
	readonly source: SourceName;
	readonly region: string;
	readonly question: string;
	readonly from: number;
	readonly to: number | null;
	readonly position: string | null;
}

/** What a broken-off trace needs to go on where it stopped: how far it read, and what it read of others. */
export class CaseReadings {
	readonly #database: Database;
	readonly #guarded: <T>(work: () => T) => T;

	/** @param guarded Turns SQLite's errors into refusals. */
	constructor(database: Database, guarded: <T>(work: () => T) => T) {
		this.#database = database;
		this.#guarded = guarded;
	}

	/** Keeps both or neither: a reading rests on what was heard. @throws Refusal, as on a full disk. */
	keep(heard: readonly Event[], rows: readonly QuestionRow[]): void {
		if (heard.length + rows.length === 0) return;
		this.#guarded(() =>
			this.#database.transaction(() => {
				for (const {id, record} of heard) {
					this.#database.run('INSERT OR IGNORE INTO heard VALUES (?, ?)', id, deflate(record));
				}
				for (const {source, region, question, from, to, position} of rows) {
					const values = [source, region, question, from, to, position];
					this.#database.run('INSERT OR REPLACE INTO questions VALUES (?, ?, ?, ?, ?, ?)', ...values);
				}
			}),
		);
	}

	all(): readonly QuestionRow[] {
		return this.#database.all('SELECT * FROM questions').map(row => ({
			source: row['source'] as SourceName,
			region: String(row['region']),
			question: String(row['question']),
			from: Number(row['from']),
			to: row['to'] as number | null,
			position: row['position'] as string | null,
		}));
	}

	/** In the order in which they were kept, read as they are asked for. */
	*heard(): Generator<Event> {
		for (const events of this.stretches(500)) yield* events;
	}

	/** The same, so many at a time: between two the case may be used, and closed. */
	*stretches(size: number): Generator<readonly Event[]> {
		let last = 0;
		for (;;) {
			const rows = this.#database.all(
				'SELECT rowid, record FROM heard WHERE rowid > ? ORDER BY rowid LIMIT ?',
				last,
				size,
			);
			if (rows.length === 0) return;
			last = Number(rows.at(-1)?.['rowid']);
			yield rows.flatMap(({record}) => readEvent(inflate(record as Uint8Array)) ?? []);
		}
	}
}
