import type {DatabaseSync} from 'node:sqlite';
import {Refusal} from '../domain/refusal.ts';

/** Marks a SQLite file as a case of leaktui: `LEKT` in `PRAGMA application_id`. */
const applicationId = 0x4c_45_4b_54;

/**
 * Every step from one version of the schema to the next; the first makes an empty file a case. Never edit one that was
 * released: add the next. `PRAGMA user_version` counts how many a file has been through.
 *
 * Events: `owner` is the credential of the lineage that an event counts for: the one behind a service-made call, else
 * the one that signed. `search` is what `/` looks through, in lower case. Records stand apart, so that a scan over
 * events stays small. Every order of the events pane, newest first, has its index; three of them hold flagged events only.
 */
const migrations: readonly string[] = [
	`
	CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

	CREATE TABLE events (
		row INTEGER PRIMARY KEY,
		id TEXT NOT NULL UNIQUE,
		time INTEGER NOT NULL,
		region TEXT NOT NULL,
		source TEXT NOT NULL,
		name TEXT NOT NULL,
		credential TEXT,
		on_behalf_of TEXT,
		principal TEXT,
		source_ip TEXT,
		user_agent TEXT,
		error_code TEXT,
		read_only INTEGER,
		target TEXT,
		severity TEXT,
		category TEXT,
		search TEXT NOT NULL,
		owner TEXT GENERATED ALWAYS AS (coalesce(on_behalf_of, credential)) VIRTUAL
	) STRICT;
	CREATE INDEX events_by_time ON events (time, id);
	CREATE INDEX events_by_owner ON events (owner, time, id);
	CREATE INDEX events_by_source_ip ON events (source_ip, time, id);
	CREATE INDEX events_by_target ON events (target, time, id);
	CREATE INDEX events_flagged ON events (time, id) WHERE severity IS NOT NULL;
	CREATE INDEX events_flagged_by_owner ON events (owner, time, id) WHERE severity IS NOT NULL;
	CREATE INDEX events_by_service ON events (credential, time, id) WHERE on_behalf_of IS NOT NULL;
	CREATE INDEX events_flagged_by_service ON events (credential, time, id)
		WHERE on_behalf_of IS NOT NULL AND severity IS NOT NULL;

	-- The untouched CloudTrail record as JSON, raw-deflated.
	CREATE TABLE records (row INTEGER PRIMARY KEY REFERENCES events, record BLOB NOT NULL) STRICT;

	CREATE TABLE coverage (
		source TEXT NOT NULL,
		region TEXT NOT NULL,
		"from" INTEGER,
		"to" INTEGER,
		complete INTEGER NOT NULL,
		events INTEGER NOT NULL,
		error TEXT,
		PRIMARY KEY (source, region)
	) STRICT, WITHOUT ROWID;
	CREATE TABLE blind_spots (
		what TEXT NOT NULL,
		why TEXT NOT NULL,
		PRIMARY KEY (what, why)
	) STRICT, WITHOUT ROWID;

	-- line: canonical JSON; hash: SHA-256 over the previous hash and the line, hex.
	CREATE TABLE journal (sequence INTEGER PRIMARY KEY, line TEXT NOT NULL, hash TEXT NOT NULL) STRICT;
	CREATE TRIGGER journal_keeps BEFORE UPDATE ON journal
	BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
	CREATE TRIGGER journal_stays BEFORE DELETE ON journal
	BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
	`,
	`
	-- How far each question has been read in each region; position: the source's own note on the way there.
	CREATE TABLE questions (
		source TEXT NOT NULL,
		region TEXT NOT NULL,
		question TEXT NOT NULL,
		"from" INTEGER NOT NULL,
		"to" INTEGER,
		position TEXT,
		PRIMARY KEY (source, region, question)
	) STRICT, WITHOUT ROWID;

	-- Records of others that were read: they may turn out to be the lineage's, or tell where a key came from.
	CREATE TABLE heard (id TEXT PRIMARY KEY, record BLOB NOT NULL) STRICT;
	`,
	`
	-- What AWS answered when containment was read back, from the first reading that said so to the last; state: JSON.
	-- since: when the plan ended that it reads back; NULL: no plan ran before.
	CREATE TABLE read_backs (
		number INTEGER PRIMARY KEY,
		since INTEGER,
		"first" INTEGER NOT NULL,
		"last" INTEGER NOT NULL,
		times INTEGER NOT NULL,
		state TEXT NOT NULL
	) STRICT;

	-- What came loose after it was contained.
	CREATE TABLE alarms (
		number INTEGER PRIMARY KEY,
		time INTEGER NOT NULL,
		kind TEXT NOT NULL,
		principal TEXT,
		credential TEXT,
		text TEXT NOT NULL
	) STRICT;
	`,
];

/**
 * Makes the file a case of the newest version. @throws Refusal where it is somebody else's database or was made by a
 * newer leaktui.
 */
export function migrate(database: DatabaseSync, path: string): void {
	const version = pragma(database, 'user_version');
	if (pragma(database, 'application_id') !== applicationId && !isEmpty(database)) {
		throw new Refusal('failed', `${path} is a database of another program, not a case of leaktui`);
	}
	if (version > migrations.length) {
		throw new Refusal('failed', `${path} was made by a newer leaktui: open it with that one`);
	}
	if (version === migrations.length) return;
	database.exec('BEGIN IMMEDIATE');
	try {
		for (const migration of migrations.slice(version)) database.exec(migration);
		database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${migrations.length}`);
		database.exec('COMMIT');
	} catch (error) {
		if (database.isTransaction) database.exec('ROLLBACK');
		throw error;
	}
}

function isEmpty(database: DatabaseSync): boolean {
	return database.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;
}

function pragma(database: DatabaseSync, name: string): number {
	return Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
}
