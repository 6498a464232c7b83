import {mkdtempSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {afterAll, describe, expect, it} from 'vitest';
import {CaseFile} from '../../source/casefile/case-file.ts';
import {everything} from '../../source/casefile/event-query.ts';
import {makeEvent} from '../make-event.ts';

const folder = mkdtempSync(join(tmpdir(), 'leaktui-case-'));
afterAll(() => rmSync(folder, {recursive: true}));
const file = (name: string) => join(folder, name);

describe('a case', () => {
	it('keeps each event once, whichever batch repeats it, and says which were new', () => {
		const case_ = new CaseFile(':memory:');
		const [one, two, three] = [makeEvent(), makeEvent(), makeEvent()];
		expect(case_.add([one, two, one])).toEqual([one, two]);
		expect(case_.add([two, three])).toEqual([three]);
		expect(case_.total).toBe(3);
		expect(case_.pages.count(everything)).toBe(3);
	});

	it('gives the record back untouched, escape sequences and all', () => {
		const case_ = new CaseFile(':memory:');
		const event = makeEvent({request: {userName: '\u001b[31mevil\u202e', nested: [1, null, {a: '☃'}]}});
		case_.add([event]);
		expect(case_.pages.record(event.id)).toEqual(event.record);
		expect(case_.pages.record('unknown')).toBeNull();
	});

	it('is still there after it was closed, with its subject, coverage, blind spots and journal', () => {
		const path = file('again.leaktui');
		const first = new CaseFile(path);
		const events = [
			makeEvent({errorCode: 'AccessDenied'}),
			makeEvent({name: 'CreateUser', source: 'iam.amazonaws.com'}),
		];
		const subject = {keys: ['AKIATESTTESTTESTTEST'], setting: 'logs', paths: ['a'], since: 7} as const;
		const coverage = {
			source: 'logs',
			region: 'us-east-1',
			from: 1,
			to: null,
			complete: false,
			events: 2,
			error: 'torn',
		} as const;
		first.add(events);
		first.setSubject(subject);
		first.cover([{...coverage, events: 1}], []);
		first.cover([coverage], [{what: 'x', why: 'y'}]);
		first.close();
		first.close();

		const second = new CaseFile(path);
		expect(second.total).toBe(2);
		expect(second.add(events)).toEqual([]);
		expect(
			[...second.events()].map(({username, record, errorCode}) => ({username, record, errorCode})),
		).toEqual(events.map(({username, record, errorCode}) => ({username, record, errorCode})));
		expect(second.subject()).toEqual(subject);
		expect(second.coverage()).toEqual([coverage]);
		expect(second.blindSpots()).toEqual([{what: 'x', why: 'y'}]);
		second.close();
	});

	it('belongs to its owner alone, the write-ahead log too', () => {
		const path = file('deep/private.leaktui');
		const case_ = new CaseFile(path);
		case_.add([makeEvent()]);
		for (const name of [path, `${path}-wal`]) expect(statSync(name).mode & 0o077).toBe(0);
		case_.close();
	});
});

describe('a file that cannot be a case gets one line', () => {
	const refusal = (path: string) => {
		try {
			new CaseFile(path).close();
			return null;
		} catch (error) {
			return error instanceof Error ? error.message : null;
		}
	};

	it('that is no database', () => {
		writeFileSync(file('notes.txt'), 'not a database, but long enough to be looked at by SQLite'.repeat(40));
		expect(refusal(file('notes.txt'))).toBe(
			`${file('notes.txt')} is not a case of leaktui: give another file with --case`,
		);
	});

	it("that is another program's database, which stays as it was", () => {
		const foreign = new DatabaseSync(file('foreign.db'));
		foreign.exec('CREATE TABLE theirs (x)');
		expect(refusal(file('foreign.db'))).toContain('is a database of another program, not a case of leaktui');
		expect(foreign.prepare('SELECT name FROM sqlite_schema').all()).toEqual([{name: 'theirs'}]);
		foreign.close();
	});

	it('that a newer leaktui made', () => {
		new CaseFile(file('newer.leaktui')).close();
		const database = new DatabaseSync(file('newer.leaktui'));
		database.exec('PRAGMA user_version = 99');
		database.close();
		expect(refusal(file('newer.leaktui'))).toContain('was made by a newer leaktui');
	});

	it('that is a folder', () => {
		expect(refusal(folder)).toBe(`${folder} is a folder: give a file with --case`);
	});

	it('that lies under a file', () => {
		expect(refusal(join(file('notes.txt'), 'x'))).toContain('under something that is not a folder');
	});

	it('that another program holds locked', () => {
		const other = new DatabaseSync(file('locked.leaktui'));
		other.exec('PRAGMA locking_mode = EXCLUSIVE; CREATE TABLE t (x); BEGIN EXCLUSIVE');
		expect(refusal(file('locked.leaktui'))).toContain('is in use by another program');
		other.close();
	});
});
