import type {SQLInputValue} from 'node:sqlite';
import type {Anchor, EventFilter} from './event-query.ts';
import {readTextFilter} from './text-filter.ts';

/** Some SQL and the values of its question marks, in order. */
export interface Sql {
	readonly text: string;
	readonly values: readonly SQLInputValue[];
}

/** Which way from the anchor a page goes. */
export type Direction = 'from' | 'older' | 'newer';

/** Beyond this many credentials a walk by time that drops strangers is cheaper than a merge of so many walks. */
const mostMerged = 100;

/** One walk along one index, which has the order (time, id) under the column that it is for. */
interface Walk {
	readonly index: string;
	readonly conditions: readonly Sql[];
}

/**
 * The keys of a page: `(row, time, id)`, in order, at most as many as the last value says. Every walk goes along one
 * index from the anchor and stops when the page is full; several walks are merged as they go. Nothing is sorted.
 */
export function pageSql(
	filter: EventFilter,
	direction: Direction,
	anchor: Anchor | null,
	limit: number,
): Sql {
	const order = direction === 'newer' || (direction === 'older' && anchor === null) ? 'ASC' : 'DESC';
	const operator = {from: '<=', older: '<', newer: '>'}[direction];
	const bounds = anchor === null ? [] : [bound(operator, anchor)];
	const selects = walks(filter).map(walk => select('row, time, id', walk, bounds));
	return {
		text: `${selects.map(({text}) => text).join(' UNION ALL ')} ORDER BY time ${order}, id ${order} LIMIT ?`,
		values: [...selects.flatMap(({values}) => values), limit],
	};
}

/** Counts whose sum is the number of events, or of those newer than the anchor: one statement a walk. */
export function countSql(
	filter: EventFilter,
	newerThan: Anchor | null,
	notNewerThan: Anchor | null,
): readonly Sql[] {
	const bounds: Sql[] = [];
	if (newerThan !== null) bounds.push(bound('>', newerThan));
	if (notNewerThan !== null) bounds.push(bound('<=', notNewerThan));
	return walks(filter).map(walk => select('count(*) AS n', walk, bounds));
}

/** The index that leaves least to look at; what the index does not say is checked row by row. */
function walks(filter: EventFilter): readonly Walk[] {
	const {credentials, sourceIp, target, flagged} = filter;
	const rest = text(filter.text);
	if (flagged) rest.push({text: 'severity IS NOT NULL', values: []});
	if (target !== null) {
		if (sourceIp !== null) rest.push({text: 'source_ip = ?', values: [sourceIp]});
		if (credentials !== null) rest.push(byAnyOf(credentials));
		return [{index: 'events_by_target', conditions: [{text: 'target = ?', values: [target]}, ...rest]}];
	}
	if (sourceIp !== null) {
		if (credentials !== null) rest.push(byAnyOf(credentials));
		return [
			{index: 'events_by_source_ip', conditions: [{text: 'source_ip = ?', values: [sourceIp]}, ...rest]},
		];
	}
	if (credentials !== null && credentials.length > 0 && credentials.length <= mostMerged) {
		return mergedWalks(credentials, flagged, rest);
	}
	if (credentials !== null) rest.push(byAnyOf(credentials));
	return [{index: flagged ? 'events_flagged' : 'events_by_time', conditions: rest}];
}

/** Per credential: what counts for it, and what a service signed with it for somebody who is not asked for. */
function mergedWalks(
	credentials: readonly string[],
	flagged: boolean,
	rest: readonly Sql[],
): readonly Walk[] {
	const asked = JSON.stringify(credentials);
	return [...new Set(credentials)].flatMap(credential => [
		{
			index: flagged ? 'events_flagged_by_owner' : 'events_by_owner',
			conditions: [{text: 'owner = ?', values: [credential]}, ...rest],
		},
		{
			index: 'events_by_service',
			conditions: [
				{
					text: 'credential = ? AND on_behalf_of IS NOT NULL AND owner NOT IN (SELECT value FROM json_each(?))',
					values: [credential, asked],
				},
				...rest,
			],
		},
	]);
}

function byAnyOf(credentials: readonly string[]): Sql {
	const asked = JSON.stringify(credentials);
	return {
		text: '(owner IN (SELECT value FROM json_each(?)) OR credential IN (SELECT value FROM json_each(?)))',
		values: [asked, asked],
	};
}

/** A pattern that cannot be read matches nothing; the person is told by `invalid`. */
function text(asked: string): Sql[] {
	try {
		const filter = readTextFilter(asked);
		if (filter === null) return [];
		const found = filter.regex === null ? 'instr(search, ?) > 0' : 'matches(?, search)';
		return [{text: filter.inverted ? `NOT ${found}` : found, values: [filter.needle]}];
	} catch {
		return [{text: 'FALSE', values: []}];
	}
}

function bound(operator: string, {time, id}: Anchor): Sql {
	return {text: `(time, id) ${operator} (?, ?)`, values: [time, id]};
}

function select(columns: string, {index, conditions}: Walk, bounds: readonly Sql[]): Sql {
	const all = [...conditions, ...bounds];
	const where = all.length === 0 ? '' : ` WHERE ${all.map(condition => condition.text).join(' AND ')}`;
	return {
		text: `SELECT ${columns} FROM events INDEXED BY ${index}${where}`,
		values: all.flatMap(({values}) => values),
	};
}
