import type {SQLInputValue} from 'node:sqlite';
import type {Anchor, EventFilter} from './event-query.ts';
import {invalidText, readTextFilter} from './text-filter.ts';

/** Some SQL and the values of its question marks, in order. */
export interface Sql {
	readonly text: string;
	readonly values: readonly SQLInputValue[];
}

/** Which way from the anchor a page goes. */
export type Direction = 'from' | 'older' | 'newer';

/** Beyond this many credentials a merge of their walks is too slow for a page. */
const mostMerged = 16;

/** One walk along a table or one of its indexes that has the order (time, id) once the conditions hold. */
export interface Walk {
	readonly along: string;
	readonly conditions: readonly Sql[];
}

/**
 * The keys of a page: `(row, time, id)`, in order, at most as many as the last value says. Every walk goes along one
 * index from the anchor and stops when the page is full; several walks are merged as they go. Nothing is sorted.
 */
export function pageSql(
	walks: readonly Walk[],
	direction: Direction,
	anchor: Anchor | null,
	limit: number,
): Sql {
	const order = direction === 'newer' || (direction === 'older' && anchor === null) ? 'ASC' : 'DESC';
	const operator = {from: '<=', older: '<', newer: '>'}[direction];
	const bounds = anchor === null ? [] : [bound(operator, anchor)];
	const selects = walks.map(walk => select('row, time, id', walk, bounds));
	return {
		text: `${selects.map(({text}) => text).join(' UNION ALL ')} ORDER BY time ${order}, id ${order} LIMIT ?`,
		values: [...selects.flatMap(({values}) => values), limit],
	};
}

/** Counts whose sum is the number of events, `above` one anchor and from the other downwards: one statement a walk. */
export function countSql(
	walks: readonly Walk[],
	above: Anchor | null,
	downFrom: Anchor | null,
): readonly Sql[] {
	const bounds: Sql[] = [];
	if (above !== null) bounds.push(newerThan(above));
	if (downFrom !== null) bounds.push(bound('<=', downFrom));
	return walks.map(walk => select('count(*) AS n', walk, bounds));
}

/**
 * Whether the walks of this filter meet the filter's events and no others: then a page costs what its rows cost. For any
 * other filter they pass by events that have to be looked at, however many there are between two that count.
 */
export function isIndexed({credentials, sourceIp, target, flagged, text}: EventFilter): boolean {
	if (invalidText(text) !== null) return true;
	if (readTextFilter(text) !== null) return false;
	if (target !== null) return sourceIp === null && credentials === null && !flagged;
	if (sourceIp !== null) return credentials === null && !flagged;
	return credentials === null || isMerged(credentials);
}

/** The walks that pass by the fewest events on their way through all that the filter can mean. */
export function walksOf(filter: EventFilter): readonly Walk[] {
	const {credentials, sourceIp, target, flagged, text} = filter;
	if (invalidText(text) !== null) return [along('events_by_time', nothing)];
	if (target !== null) return [along('events_by_target', {text: 'target = ?', values: [target]})];
	if (sourceIp !== null) return [along('events_by_source_ip', {text: 'source_ip = ?', values: [sourceIp]})];
	if (credentials !== null && isMerged(credentials)) return mergedWalks(credentials, flagged);
	return [flagged ? along('events_flagged', isFlagged) : along('events_by_time')];
}

/** All that the filter says, for an event that is looked at; whatever its walk has seen to already holds twice. */
export function conditionsOf({credentials, sourceIp, target, flagged, text}: EventFilter): readonly Sql[] {
	const conditions: Sql[] = [];
	if (target !== null) conditions.push({text: 'target = ?', values: [target]});
	if (sourceIp !== null) conditions.push({text: 'source_ip = ?', values: [sourceIp]});
	if (flagged) conditions.push(isFlagged);
	if (credentials !== null) {
		const asked = JSON.stringify(credentials);
		conditions.push({
			text: '(owner IN (SELECT value FROM json_each(?)) OR credential IN (SELECT value FROM json_each(?)))',
			values: [asked, asked],
		});
	}
	conditions.push(...textConditions(text));
	return conditions;
}

/** The conditions behind `WHERE`, or nothing. */
export function where(conditions: readonly Sql[]): Sql {
	return {
		text: conditions.length === 0 ? '' : ` WHERE ${conditions.map(({text}) => text).join(' AND ')}`,
		values: conditions.flatMap(({values}) => values),
	};
}

const isFlagged: Sql = {text: 'severity IS NOT NULL', values: []};
const nothing: Sql = {text: 'FALSE', values: []};

/** A pattern that cannot be read matches nothing; the person is told by `invalid`. */
function textConditions(text: string): readonly Sql[] {
	if (invalidText(text) !== null) return [nothing];
	const filter = readTextFilter(text);
	if (filter === null) return [];
	const found = filter.regex === null ? 'instr(search, ?) > 0' : 'matches(?, search)';
	return [{text: filter.inverted ? `NOT ${found}` : found, values: [filter.needle]}];
}

function isMerged(credentials: readonly string[]): boolean {
	return credentials.length > 0 && credentials.length <= mostMerged;
}

/** Per credential: what counts for it, and what a service signed with it for somebody who is not asked for. */
function mergedWalks(credentials: readonly string[], flagged: boolean): readonly Walk[] {
	const asked = JSON.stringify(credentials);
	const flags = flagged ? [isFlagged] : [];
	return [...new Set(credentials)].flatMap(credential => [
		along(
			flagged ? 'events_flagged_by_owner' : 'events_by_owner',
			{text: 'owner = ?', values: [credential]},
			...flags,
		),
		along(
			flagged ? 'events_flagged_by_service' : 'events_by_service',
			{
				text: 'credential = ? AND on_behalf_of IS NOT NULL AND owner NOT IN (SELECT value FROM json_each(?))',
				values: [credential, asked],
			},
			...flags,
		),
	]);
}

function along(index: string, ...conditions: readonly Sql[]): Walk {
	return {along: `events INDEXED BY ${index}`, conditions};
}

export function newerThan(anchor: Anchor): Sql {
	return bound('>', anchor);
}

function bound(operator: string, {time, id}: Anchor): Sql {
	return {text: `(time, id) ${operator} (?, ?)`, values: [time, id]};
}

function select(columns: string, {along, conditions}: Walk, bounds: readonly Sql[]): Sql {
	const {text, values} = where([...conditions, ...bounds]);
	return {text: `SELECT ${columns} FROM ${along}${text}`, values};
}
