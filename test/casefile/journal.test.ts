import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {openDatabase} from '../../source/casefile/database.ts';
import {CaseJournal} from '../../source/casefile/journal.ts';
import type {JournalLine} from '../../source/domain/journal.ts';

const line = (write: string): JournalLine => ({
	phase: 'intent',
	time: 1_700_000_000_000,
	write,
	account: '111122223333',
	actor: 'arn:aws:iam::111122223333:user/responder',
	call: {service: 'iam', operation: 'UpdateAccessKey', region: 'us-east-1', input: {Status: 'Inactive'}},
	target: 'AKIATESTTESTTESTTEST',
	undo: null,
	outcome: null,
	requestId: null,
});

const dropGuards = 'DROP TRIGGER journal_keeps; DROP TRIGGER journal_stays';

describe('the journal', () => {
	it('numbers its lines and chains each to the one before', () => {
		const journal = new CaseJournal(openDatabase(':memory:'));
		const first = journal.append(line('a'));
		const second = journal.append(line('a'));
		expect([first.sequence, second.sequence]).toEqual([1, 2]);
		expect(second.hash).not.toBe(first.hash);
		expect(journal.entries()).toEqual([first, second]);
		expect(journal.verify()).toEqual({entries: 2, broken: null});
	});

	it('hashes what is said, not the order in which it is said', () => {
		const {write, ...rest} = line('a');
		const hash = (said: JournalLine) => new CaseJournal(openDatabase(':memory:')).append(said).hash;
		expect(hash({...rest, write})).toBe(hash(line('a')));
	});

	it('lets nobody change or remove a line', () => {
		const database = openDatabase(':memory:');
		new CaseJournal(database).append(line('a'));
		expect(() => database.run("UPDATE journal SET line = 'x'")).toThrow('append-only');
		expect(() => database.run('DELETE FROM journal')).toThrow('append-only');
	});

	it('refuses when it cannot be written: then nothing may be changed', () => {
		const database = openDatabase(':memory:');
		database.raw.exec('DROP TABLE journal');
		expect(() => new CaseJournal(database).append(line('a'))).toThrow(
			/^the journal cannot be written, so nothing was changed: /,
		);
	});

	it('shows any single change made by other means, wherever it is', () => {
		fc.assert(
			fc.property(
				fc.integer({min: 1, max: 6}),
				fc.nat(),
				fc.constantFrom('change', 'remove', 'swap', 'insert', 'rehash'),
				(length, place, change) => {
					const database = openDatabase(':memory:');
					const journal = new CaseJournal(database);
					for (let index = 0; index < length; index++) journal.append(line(`write ${index}`));
					expect(journal.verify().broken).toBeNull();
					database.raw.exec(dropGuards);
					const sequence = (place % length) + 1;
					const other = (sequence % (length + 1)) + 1;
					const damage = {
						change: "UPDATE journal SET line = replace(line, 'Inactive', 'Active') WHERE sequence = ?",
						remove: 'DELETE FROM journal WHERE sequence = ?',
						swap: `UPDATE journal SET line = line || ' ' WHERE sequence = ?`,
						insert: `INSERT INTO journal SELECT ${length + 1}, line, hash FROM journal WHERE sequence = ?`,
						rehash: 'UPDATE journal SET hash = lower(hex(randomblob(32))) WHERE sequence = ?',
					}[change];
					expect(database.run(damage, sequence), `${change} ${sequence} ${other}`).toBe(1);
					expect(journal.verify().broken).not.toBeNull();
				},
			),
			{numRuns: 60},
		);
	});

	it('names the line where the chain breaks', () => {
		const database = openDatabase(':memory:');
		const journal = new CaseJournal(database);
		for (const write of ['a', 'b', 'c']) journal.append(line(write));
		database.raw.exec(dropGuards);
		database.run("UPDATE journal SET line = '{}' WHERE sequence = 2");
		expect(journal.verify()).toEqual({entries: 3, broken: 2});
	});
});
