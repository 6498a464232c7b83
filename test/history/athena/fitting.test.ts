import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {Lineage} from '../../../source/domain/lineage.ts';
import {skew} from '../../../source/domain/skew.ts';
import {Generations} from '../../../source/history/athena/generations.ts';
import {layoutOf} from '../../../source/history/athena/layout.ts';
import {isAskable} from '../../../source/history/athena/leads.ts';
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
	showsSwitches: true,
	lacks: [],
};

/** What Athena takes, in bytes. */
const longest = 262_144;

describe('a generation that is too large for one statement', () => {
	test('is asked for in as few as hold it, and nobody is left out', () => {
		const ids = Array.from({length: 10_000}, (_, index) => testKey('ASIA', String(index)));
		const questions = new Generations(new Lineage(ids), span).next();
		const statements = questions.map(question => statement(table, question, null));
		expect(statements.map(sql => sql.length <= longest)).toEqual([true, true, true]);
		const asked = statements.flatMap(sql => sql.match(/ASIA\w{16}/g) ?? []);
		// Once for its calls, once for who handed it out.
		expect(asked.toSorted()).toEqual([...ids, ...ids].toSorted());
	});

	test('is so with the ways in, however they are called', () => {
		const names = fc.array(fc.string({unit: 'grapheme', minLength: 1, maxLength: 700}), {
			minLength: 300,
			maxLength: 400,
		});
		fc.assert(
			fc.property(names, users => {
				const lineage = new Lineage([key]);
				for (const [n, userName] of users.entries()) {
					const made = {user: {userName: `${userName}-${n}`}};
					const parts = {source: 'iam.amazonaws.com', name: 'CreateUser', credential: key, response: made};
					lineage.observe(makeEvent({...parts, time: at(2)}));
				}
				const questions = new Generations(lineage, span).next();
				for (const question of questions) {
					expect(statement(table, question, null).length).toBeLessThanOrEqual(longest);
				}
				const leads = questions.flatMap(question => (question.kind === 'leads' ? question.leads : []));
				const places = leads.filter(({by}) => by === 'named').map(({value}) => value);
				expect(places).toEqual(lineage.doors.filter(isAskable).map(({place}) => place));
			}),
			{numRuns: 10},
		);
	});

	test('is so with principals too', () => {
		const names = fc.array(fc.string({unit: 'grapheme', maxLength: 700}), {minLength: 100, maxLength: 300});
		fc.assert(
			fc.property(names, sessions => {
				const generations = new Generations(new Lineage([key]), span);
				const seen = {from: at(2), to: at(3)};
				const principals = sessions.map(session => ({
					arn: `arn:aws:sts::111122223333:assumed-role/r/${session}`,
					seen,
				}));
				const questions = generations.services(principals);
				for (const question of questions) {
					expect(statement(table, question, null).length).toBeLessThanOrEqual(longest);
				}
				const asked = questions.flatMap(question =>
					question.kind === 'services' ? question.principals : [],
				);
				expect(asked).toEqual(principals);
			}),
			{numRuns: 20},
		);
	});
});

describe('a lead', () => {
	test('is followed once, and again only for a time for which it was not', () => {
		const lineage = new Lineage([key]);
		const generations = new Generations(lineage, span);
		const create = (day: number) =>
			lineage.observe(
				makeEvent({
					...{source: 'iam.amazonaws.com', name: 'CreateUser', credential: key, time: at(day)},
					response: {user: {userName: 'eve'}},
				}),
			);
		const asked = () =>
			generations.next().flatMap(question => (question.kind === 'leads' ? question.leads : []));
		create(10);
		expect(asked().map(({by}) => by)).toEqual(['signed', 'issued', 'named']);
		create(12);
		expect(asked()).toEqual([]);
		create(3);
		expect(asked()).toEqual([
			{by: 'named', value: 'user 111122223333 eve', window: {from: at(3) - skew, to: span.to}},
		]);
	});
});
