import type {Alarm} from '../domain/alarms.ts';
import type {ContainmentState} from '../domain/containment/state.ts';
import type {ReadBack} from '../domain/read-back.ts';
import {isObject} from '../domain/record.ts';
import type {Database, Row} from './database.ts';

/** What AWS answered when containment was read back, and what came loose: the proof, kept with the case. */
export class CaseEvidence {
	readonly #database: Database;
	readonly #guarded: <T>(work: () => T) => T;
	/** The answer that may still grow, and its row. */
	#newest: {readonly state: ContainmentState; readonly number: number} | null = null;

	/** @param guarded Turns SQLite's errors into refusals. */
	constructor(database: Database, guarded: <T>(work: () => T) => T) {
		this.#database = database;
		this.#guarded = guarded;
	}

	/** Keeps an answer; one that was kept before and has only been given again grows. @throws Refusal, as on a full disk. */
	keep({since, last, times, state}: ReadBack): void {
		this.#guarded(() => {
			if (this.#newest?.state === state) {
				const sql = 'UPDATE read_backs SET "last" = ?, times = ? WHERE number = ?';
				this.#database.run(sql, last, times, this.#newest.number);
				return;
			}
			const sql =
				'INSERT INTO read_backs (since, "first", "last", times, state) VALUES (?, ?, ?, ?, ?) RETURNING number';
			const row = this.#database.get(sql, since, state.time, last, times, JSON.stringify(state));
			this.#newest = {state, number: Number(row?.['number'])};
		});
	}

	/** Oldest first. A row that is no answer any more is left out. */
	readBacks(): readonly ReadBack[] {
		return this.#guarded(() => this.#database.all('SELECT * FROM read_backs ORDER BY number')).flatMap(
			row => {
				const state = stateOf(row);
				if (state === null) return [];
				this.#newest = {state, number: Number(row['number'])};
				return [
					{
						since: row['since'] as number | null,
						last: Number(row['last']),
						times: Number(row['times']),
						state,
					},
				];
			},
		);
	}

	/** @throws Refusal, as on a full disk. */
	raise(alarms: readonly Alarm[]): void {
		if (alarms.length === 0) return;
		const sql = 'INSERT INTO alarms (time, kind, principal, credential, text) VALUES (?, ?, ?, ?, ?)';
		this.#guarded(() =>
			this.#database.transaction(() => {
				for (const {time, kind, principal, credential, text} of alarms)
					this.#database.run(sql, time, kind, principal, credential, text);
			}),
		);
	}

	/** In the order in which they were raised. */
	alarms(): readonly Alarm[] {
		return this.#guarded(() => this.#database.all('SELECT * FROM alarms ORDER BY number')).map(row => ({
			time: Number(row['time']),
			kind: row['kind'] as Alarm['kind'],
			principal: row['principal'] as string | null,
			credential: row['credential'] as string | null,
			text: String(row['text']),
		}));
	}
}

/** What the row says; null where somebody has made something else of it. */
function stateOf(row: Row): ContainmentState | null {
	try {
		const state: unknown = JSON.parse(String(row['state']));
		const whole = isObject(state) && Array.isArray(state['principals']) && isObject(state['quotas']);
		const dated = [row['since'] ?? 0, row['first'], row['last'], Object(state).time].every(isMoment);
		return whole && dated ? (state as unknown as ContainmentState) : null;
	} catch {
		return null;
	}
}

/** Whether a date can name it; ms since the epoch. */
function isMoment(time: unknown): boolean {
	return typeof time === 'number' && Math.abs(time) <= 8.64e15;
}
