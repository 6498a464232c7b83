import {createHash} from 'node:crypto';
import type {Journal, JournalEntry, JournalLine} from '../domain/journal.ts';
import {isObject} from '../domain/record.ts';
import {Refusal} from '../domain/refusal.ts';
import type {Database, Row} from './database.ts';

/** Stands in for the hash before the first line. */
const genesis = '0'.repeat(64);

/** What a verification found. */
export interface Verification {
	/** Lines that are there. */
	readonly entries: number;
	/** Sequence number of the first line that does not fit, one more than there are where the end does not; null: all fit. */
	readonly broken: number | null;
	/** What does not fit, in one line; null: all of it does. */
	readonly problem: string | null;
	/** Hash of the last line that is there; null: there is none. */
	readonly head: string | null;
}

/** The triggers that keep the journal append-only. */
const guards = "name IN ('journal_keeps', 'journal_stays')";

/**
 * The journal in the case: append-only by trigger, and hash-chained, so that a line changed, dropped or slipped in by
 * other means shows. The head of the chain is kept apart, so that a missing end shows as well.
 */
export class CaseJournal implements Journal {
	readonly #database: Database;

	constructor(database: Database) {
		this.#database = database;
	}

	/** @throws Refusal if it cannot be written: then the write that it is about must not happen. */
	append(line: JournalLine): JournalEntry {
		try {
			return this.#database.transaction(() => {
				const last = this.#database.get('SELECT sequence, hash FROM journal ORDER BY sequence DESC LIMIT 1');
				const written = Number(last?.['sequence'] ?? 0);
				const previous = String(last?.['hash'] ?? genesis);
				const noted = this.#noted();
				// An end that is not the one we wrote leaves a gap that stays: the new line must not heal it.
				const fits = noted.count === written && noted.hash === previous;
				const sequence = fits ? written + 1 : Math.max(noted.count, written) + 2;
				const text = canonical(line);
				const hash = chain(previous, text);
				this.#database.run(
					'INSERT INTO journal (sequence, line, hash) VALUES (?, ?, ?)',
					sequence,
					text,
					hash,
				);
				this.#database.run("INSERT OR REPLACE INTO meta VALUES ('journal-head', ?)", `${sequence} ${hash}`);
				return {...line, sequence, hash};
			});
		} catch (error) {
			throw new Refusal(
				'failed',
				`the journal cannot be written, so nothing was changed: ${messageOf(error)}`,
			);
		}
	}

	/** All lines, oldest first. What is no line any more is left out: `verify` names it. */
	entries(): readonly JournalEntry[] {
		return this.#rows().flatMap(row => {
			const line = parse(String(row['line']));
			return line === null ? [] : [{...line, sequence: Number(row['sequence']), hash: String(row['hash'])}];
		});
	}

	/** Recomputes the chain from its start. */
	verify(): Verification {
		const rows = this.#rows();
		const head = rows.length === 0 ? null : String(rows.at(-1)?.['hash']);
		const found = (broken: number | null, problem: string | null) => ({
			entries: rows.length,
			broken,
			problem,
			head,
		});
		let previous = genesis;
		for (const [index, row] of rows.entries()) {
			const sequence = index + 1;
			const hash = chain(previous, String(row['line']));
			if (row['sequence'] !== sequence) return found(sequence, `line ${sequence} is missing`);
			if (row['hash'] !== hash)
				return found(
					sequence,
					`line ${sequence} does not fit the lines before it: it was changed or slipped in`,
				);
			previous = hash;
		}
		const end = this.#endProblem(rows.length, previous);
		if (end !== null) return found(rows.length + 1, end);
		return this.#isGuarded()
			? found(null, null)
			: found(1, 'what keeps its lines from being changed was removed');
	}

	/** What does not fit between the last line and the note of it that stands apart. */
	#endProblem(lines: number, hash: string): string | null {
		const noted = this.#noted();
		if (noted.count > lines)
			return `its end is missing: of ${noted.count} lines that were written, ${lines} are there`;
		if (noted.count < lines)
			return `${lines} lines are there, and the note of its end knows of ${noted.count}`;
		return noted.hash === hash ? null : 'its last line is not the one that was noted';
	}

	/** The last line that was written, as noted apart from the lines. */
	#noted(): {readonly count: number; readonly hash: string} {
		const value = this.#database.get("SELECT value FROM meta WHERE name = 'journal-head'")?.['value'];
		const [count = '0', hash = genesis] = String(value ?? `0 ${genesis}`).split(' ');
		return {count: Number(count), hash};
	}

	#rows(): readonly Row[] {
		if (this.#database.get("SELECT 1 FROM sqlite_schema WHERE name = 'journal'") === undefined) return [];
		return this.#database.all('SELECT sequence, line, hash FROM journal ORDER BY sequence');
	}

	#isGuarded(): boolean {
		const sql = `SELECT count(*) AS n FROM sqlite_schema WHERE type = 'trigger' AND ${guards}`;
		return this.#database.get(sql)?.['n'] === 2;
	}
}

function chain(previous: string, line: string): string {
	return createHash('sha256').update(previous).update(line).digest('hex');
}

/** JSON with the keys of every object in order: the same line has one text only. */
function canonical(value: unknown): string {
	return JSON.stringify(value, (_key, part: unknown) =>
		isObject(part) ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1))) : part,
	);
}

function parse(text: string): JournalLine | null {
	try {
		const line: unknown = JSON.parse(text);
		return isLine(line) ? line : null;
	} catch {
		return null;
	}
}

/** Whether it has what every reader of the journal relies on: a line that was changed may be anything. */
function isLine(line: unknown): line is JournalLine {
	return (
		isObject(line) &&
		(line['phase'] === 'intent' || line['phase'] === 'result') &&
		typeof line['time'] === 'number' &&
		Math.abs(line['time']) <= lastMoment &&
		['write', 'account', 'actor', 'target'].every(name => typeof line[name] === 'string') &&
		['outcome', 'requestId'].every(name => line[name] === null || typeof line[name] === 'string') &&
		isCall(line['call']) &&
		(line['undo'] === null || isCall(line['undo']))
	);
}

function isCall(call: unknown): boolean {
	return (
		isObject(call) &&
		['service', 'operation', 'region'].every(name => typeof call[name] === 'string') &&
		isObject(call['input'])
	);
}

/** The last moment that a date can name, ms since the epoch. */
const lastMoment = 8.64e15;

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
