import {createHash} from 'node:crypto';
import type {Journal, JournalEntry, JournalLine} from '../domain/journal.ts';
import {isObject} from '../domain/record.ts';
import {Refusal} from '../domain/refusal.ts';
import type {Database} from './database.ts';

/** Stands in for the hash before the first line. */
const genesis = '0'.repeat(64);

/** What a verification found: `broken` is the sequence number of the first line that does not fit; null: all fit. */
export interface Verification {
	readonly entries: number;
	readonly broken: number | null;
}

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
				const sequence = Number(last?.['sequence'] ?? 0) + 1;
				const text = canonical(line);
				const hash = chain(String(last?.['hash'] ?? genesis), text);
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

	/** All lines, oldest first. A line that is no JSON any more is left out: `verify` names it. */
	entries(): readonly JournalEntry[] {
		return this.#database.all('SELECT sequence, line, hash FROM journal ORDER BY sequence').flatMap(row => {
			const line = parse(String(row['line']));
			return line === null ? [] : [{...line, sequence: Number(row['sequence']), hash: String(row['hash'])}];
		});
	}

	/** Recomputes the chain from its start. */
	verify(): Verification {
		const rows = this.#database.all('SELECT sequence, line, hash FROM journal ORDER BY sequence');
		let previous = genesis;
		for (const [index, row] of rows.entries()) {
			const hash = chain(previous, String(row['line']));
			if (row['sequence'] !== index + 1 || row['hash'] !== hash) {
				return {entries: rows.length, broken: index + 1};
			}
			previous = hash;
		}
		const head = this.#database.get("SELECT value FROM meta WHERE name = 'journal-head'")?.['value'];
		const whole = (head ?? `0 ${genesis}`) === `${rows.length} ${previous}`;
		return {entries: rows.length, broken: whole ? null : rows.length + 1};
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
		return isObject(line) ? (line as unknown as JournalLine) : null;
	} catch {
		return null;
	}
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
