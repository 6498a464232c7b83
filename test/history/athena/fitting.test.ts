import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {Generations} from '../../../source/history/athena/generations.ts';
import {layoutOf} from '../../../source/history/athena/layout.ts';
import {statement} from '../../../source/history/athena/question.ts';
import type {Table} from '../../../source/history/athena/table.ts';
import {makeEvent, testKey} from '../../make-event.ts';
import {at, key} from './incident.ts';

const span = {from: at(1), to: at(31)};
const table: Table = {
	name: {catalog: 'AwsDataCatalog', database: 'logs', table: 'cloudtrail'},
	selection: '*',
	layout: layoutOf({columns: [], partitions: [], parameters: {}}, at(31)),
	size: null,
	showsServices: true,
};

/** What Athena takes, in bytes. */
const longest = 262_144;

describe('a generation that is too large for one statement', () => {
	test('is asked for in as few as hold it, and nobody is left out', () => {
		const ids = Array.from({length: 20_000}, (_, index) => testKey('ASIA', String(index)));
		const questions = new Generations(ids, span).next(true);
		const statements = questions.map(question => statement(table, question, null));
		expect(statements.map(sql => sql.length <= longest)).toEqual([true, true, true]);
		expect(statements.flatMap(sql => sql.match(/ASIA\w{16}/g))).toEqual(ids);
	});

	test('is so with principals too, however they are called', () => {
		const names = fc.array(fc.string({unit: 'grapheme', maxLength: 700}), {minLength: 100, maxLength: 300});
		fc.assert(
			fc.property(names, sessions => {
				const generations = new Generations([key], span);
				generations.next(true);
				const arns = new Set(sessions.map(session => `arn:aws:sts::111122223333:assumed-role/r/${session}`));
				generations.take(Array.from(arns, arn => makeEvent({credential: key, arn, time: at(2)})));
				const questions = generations.next(true);
				for (const question of questions) {
					expect(statement(table, question, null).length).toBeLessThanOrEqual(longest);
				}
				const asked = questions.flatMap(question =>
					question.kind === 'services' ? question.principals : [],
				);
				expect(asked.map(({arn}) => arn)).toEqual([...arns]);
			}),
			{numRuns: 20},
		);
	});
});

describe('services', () => {
	test('are asked about once, and not where the table does not show them', () => {
		for (const shows of [true, false]) {
			const generations = new Generations([key], span);
			generations.next(shows);
			generations.take([makeEvent({credential: key, time: at(2)})]);
			expect(generations.next(shows)).toHaveLength(shows ? 1 : 0);
			expect(generations.next(shows)).toEqual([]);
		}
	});
});
