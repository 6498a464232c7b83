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
		expect(journal.verify()).toEqual({entries: 2, broken: null, problem: null, head: second.hash});
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

	/** A journal of three lines, and what somebody did to it behind leaktui's back. */
	function tampered(...sql: readonly string[]) {
		const database = openDatabase(':memory:');
		const journal = new CaseJournal(database);
		for (const write of ['a', 'b', 'c']) journal.append(line(write));
		for (const statement of sql) database.raw.exec(statement);
		return journal;
	}

	it.each([
		[
			'the last line deleted',
			['DELETE FROM journal WHERE sequence = 3'],
			'its end is missing: of 3 lines that were written, 2 are there',
		],
		['a middle line deleted', ['DELETE FROM journal WHERE sequence = 2'], 'line 2 is missing'],
		[
			'all lines deleted',
			['DELETE FROM journal'],
			'its end is missing: of 3 lines that were written, 0 are there',
		],
		[
			'the table dropped',
			['DROP TABLE journal'],
			'its end is missing: of 3 lines that were written, 0 are there',
		],
		[
			'two lines swapped',
			[
				'UPDATE journal SET sequence = sequence + 10',
				'UPDATE journal SET sequence = CASE sequence WHEN 12 THEN 3 WHEN 13 THEN 2 ELSE 1 END',
			],
			'line 2 does not fit the lines before it: it was changed or slipped in',
		],
		[
			'the note of its end removed',
			["DELETE FROM meta WHERE name = 'journal-head'"],
			'3 lines are there, and the note of its end knows of 0',
		],
		['only its guards removed', [], 'what keeps its lines from being changed was removed'],
	])('says of %s what it is', (_name, sql, problem) => {
		expect(tampered(dropGuards, ...sql).verify().problem).toBe(problem);
	});

	it('does not forget that its end was missing when it is written on', () => {
		const journal = tampered(dropGuards, 'DELETE FROM journal WHERE sequence = 3');
		expect(journal.append(line('d')).sequence).toBe(5);
		expect(journal.verify()).toMatchObject({broken: 3, problem: 'line 3 is missing'});
		const noteless = tampered("DELETE FROM meta WHERE name = 'journal-head'");
		noteless.append(line('d'));
		expect(noteless.verify().problem).toBe('line 4 is missing');
	});

	it('takes nothing for a line that lacks what a line has', () => {
		for (const text of ['{}', 'null', '[]', 'x', '{"phase":"intent","time":1e300}']) {
			const journal = tampered(dropGuards, `UPDATE journal SET line = '${text}' WHERE sequence = 2`);
			expect(journal.entries().map(({sequence}) => sequence)).toEqual([1, 3]);
		}
	});

	it('names the line where the chain breaks', () => {
		const database = openDatabase(':memory:');
		const journal = new CaseJournal(database);
		for (const write of ['a', 'b', 'c']) journal.append(line(write));
		database.raw.exec(dropGuards);
		database.run("UPDATE journal SET line = '{}' WHERE sequence = 2");
		expect(journal.verify()).toMatchObject({entries: 3, broken: 2});
	});
});
