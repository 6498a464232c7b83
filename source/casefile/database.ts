import {chmodSync, closeSync, mkdirSync, openSync} from 'node:fs';
import {dirname} from 'node:path';
import {DatabaseSync, type SQLInputValue, type StatementSync} from 'node:sqlite';
import {Refusal} from '../domain/refusal.ts';
import {sanitise} from '../domain/text.ts';
import {migrate} from './schema.ts';

/** SQLite's name for a file of its own, gone when it is closed: for a case that nobody asked to keep. */
export const temporary = '';

/** How long to wait for another process that writes to the same file, in ms. */
const patience = 2000;

/** A row as SQLite gives it. */
export type Row = Readonly<Record<string, unknown>>;

/** The open database: every statement is compiled once and kept. */
export class Database {
	readonly raw: DatabaseSync;
	readonly #statements = new Map<string, StatementSync>();

	constructor(raw: DatabaseSync) {
		this.raw = raw;
	}

	all(sql: string, ...values: readonly SQLInputValue[]): readonly Row[] {
		return this.#prepare(sql).all(...values);
	}

	get(sql: string, ...values: readonly SQLInputValue[]): Row | undefined {
		return this.#prepare(sql).get(...values);
	}

	/** @returns how many rows it changed. */
	run(sql: string, ...values: readonly SQLInputValue[]): number {
		return Number(this.#prepare(sql).run(...values).changes);
	}

	/** Everything that `work` writes is kept, or nothing of it. */
	transaction<T>(work: () => T): T {
		this.raw.exec('BEGIN IMMEDIATE');
		try {
			const result = work();
			this.raw.exec('COMMIT');
			return result;
		} catch (error) {
			// On a full disk SQLite has taken it back by itself.
			if (this.raw.isTransaction) this.raw.exec('ROLLBACK');
			throw error;
		}
	}

	close(): void {
		this.#statements.clear();
		if (this.raw.isOpen) this.raw.close();
	}

	#prepare(sql: string): StatementSync {
		let statement = this.#statements.get(sql);
		if (statement === undefined) {
			statement = this.raw.prepare(sql);
			this.#statements.set(sql, statement);
		}
		return statement;
	}
}

/**
 * Opens a case, and makes it where there is none. The file is its owner's alone: it holds an incident.
 *
 * @param path A file, `temporary` or `:memory:`. @throws Refusal, one line, whatever is wrong with it.
 */
export function openDatabase(path: string): Database {
	let raw: DatabaseSync | undefined;
	try {
		if (path !== ':memory:' && path !== temporary) makePrivate(path);
		raw = new DatabaseSync(path, {timeout: patience, enableForeignKeyConstraints: false});
		// FULL: what the journal says has happened must survive a power cut. The log is taken over every 32 MB, not every
		// 4 MB: batches touch the same pages of the indexes again and again.
		raw.exec(`
			PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
			PRAGMA wal_autocheckpoint = 8000; PRAGMA cache_size = -32000;
		`);
		migrate(raw, path);
		return new Database(raw);
	} catch (error) {
		if (raw?.isOpen) raw.close();
		throw asRefusal(error, path);
	}
}

function makePrivate(path: string): void {
	mkdirSync(dirname(path), {recursive: true, mode: 0o700});
	closeSync(openSync(path, 'a', 0o600));
	// SQLite gives -wal and -shm the mode of the file itself.
	chmodSync(path, 0o600);
}

/** What goes wrong when a file is opened, in words; by SQLite's primary result code or Node's error code. */
const reasons: ReadonlyMap<unknown, string> = new Map<unknown, string>([
	[5, 'is in use by another program: close that one, or give another file with --case'],
	[6, 'is in use by another program: close that one, or give another file with --case'],
	[8, 'cannot be written: give another file with --case'],
	[11, 'is damaged: give another file with --case'],
	[13, 'cannot grow, the disk is full: give another file with --case'],
	[14, 'cannot be opened: give another file with --case'],
	[26, 'is not a case of leaktui: give another file with --case'],
	['EACCES', 'cannot be written, permission denied: give another file with --case'],
	['EPERM', 'cannot be written, permission denied: give another file with --case'],
	['EROFS', 'cannot be written, the file system is read-only: give another file with --case'],
	['EISDIR', 'is a folder: give a file with --case'],
	['EEXIST', 'lies under something that is not a folder: give another file with --case'],
	['ENOTDIR', 'lies under something that is not a folder: give another file with --case'],
]);

/** @returns the error as one line about the case file. */
export function asRefusal(error: unknown, path: string): Refusal {
	if (error instanceof Refusal) return error;
	const {errcode, code, message} = error as {errcode?: number; code?: string; message?: string};
	// The low byte is the primary code; what is above it only refines it.
	const reason = reasons.get(errcode === undefined ? code : errcode & 0xff);
	return new Refusal(
		'failed',
		sanitise(`${path || 'the temporary file'} ${reason ?? `cannot be used: ${message ?? error}`}`),
	);
}
