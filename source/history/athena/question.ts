import {isoTime} from '../../domain/event.ts';
import {conditions} from './conditions.ts';
import type {Lead} from './leads.ts';
import {identifier, literal, literals} from './literal.ts';
import {pruned} from './prune.ts';
import type {Table} from './table.ts';
import {hull, type Window} from './window.ts';

/** What one query asks for. */
export type Question =
	| {readonly kind: 'leads'; readonly leads: readonly Lead[]; readonly window: Window}
	| {readonly kind: 'services'; readonly principals: readonly Principal[]; readonly window: Window};

/** An identity of the lineage, and when its own calls began and ended. */
export interface Principal {
	readonly arn: string;
	readonly seen: Window;
}

/** Field guide §19: how far a service's session may be from the call that caused it, in ms. */
const tolerance = 2000;

/** How far the record of a key's issue may be from what the key gives as its own beginning, in ms: clocks differ. */
const skew = 60_000;

/** The statement that answers the question. */
export function statement(table: Table, question: Question, regions: readonly string[] | null): string {
	const all = [
		...pruned(table.layout, regions, question.window),
		...(regions === null ? [] : [`awsregion IN (${literals(regions)})`]),
		between('eventtime', question.window),
		question.kind === 'leads' ? followed(question.leads, table) : madeFor(question.principals),
	];
	const {database, table: name} = table.name;
	const from = `${identifier(database)}.${identifier(name)}`;
	return `SELECT ${table.selection}\nFROM ${from}\nWHERE ${all.join('\n  AND ')}`;
}

/** Whatever any of the leads is about, in the time of those of its kind. */
function followed(leads: readonly Lead[], {showsSwitches}: Table): string {
	const cases = Array.from(
		Map.groupBy(leads, ({by}) => by),
		([by, of]) => {
			const values = of.map(({value}) => value);
			const window = hull(of.map(lead => lead.window));
			return `(${between('eventtime', window)} AND ${conditions[by](values, showsSwitches)})`;
		},
	);
	return `(${cases.join('\n    OR ')})`;
}

/**
 * Calls of services for the principals, and whatever handed these principals a temporary key at the same time: what was
 * issued is nobody's service session, even if a stranger asked for it.
 */
function madeFor(principals: readonly Principal[]): string {
	const service = "(useridentity.invokedby IS NOT NULL AND useridentity.accesskeyid LIKE 'ASIA%')";
	const issue = "strpos(responseelements, 'ASIA') > 0";
	const cases = principals.map(({arn, seen}) => {
		const name = literal(arn);
		const created = between('useridentity.sessioncontext.attributes.creationdate', around(seen, tolerance));
		const issued = between('eventtime', around(seen, skew));
		const to = `(useridentity.arn = ${name} OR strpos(responseelements, ${name}) > 0)`;
		return [
			`(${service} AND useridentity.arn = ${name} AND ${created})`,
			`(${issue} AND ${to} AND ${issued})`,
		];
	});
	return `(${cases.flat().join('\n    OR ')})`;
}

function around({from, to}: Window, ms: number): Window {
	return {from: from - ms, to: to + ms};
}

/**
 * CloudTrail's times are texts of one form, in UTC, to the second: they sort like what they say. The lower end goes without
 * its `Z`, so that a fraction of a second, should there be one, is not below it.
 */
function between(column: string, {from, to}: Window): string {
	const first = stamp(Math.floor(from / 1000)).slice(0, -1);
	return `${column} BETWEEN ${literal(first)} AND ${literal(stamp(Math.ceil(to / 1000)))}`;
}

function stamp(seconds: number): string {
	return isoTime(seconds * 1000) ?? '1970-01-01T00:00:00Z';
}
