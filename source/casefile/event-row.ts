import {flag} from '../domain/detection.ts';
import {type Event, isoTime} from '../domain/event.ts';
import type {Severity} from '../domain/severity.ts';
import {targetOf} from '../domain/target.ts';
import type {Row} from './database.ts';
import type {EventRow} from './event-query.ts';

/** The columns of an event that are shown, in the order of `valuesOf`. */
export const columns =
	'id, time, region, source, name, credential, on_behalf_of, principal, source_ip, user_agent, error_code, read_only, target, severity, category';

/** What a pane shows of an event. */
export function showRow(event: Event): EventRow {
	const flagged = flag(event);
	return {
		id: event.id,
		time: event.time,
		region: event.region,
		source: event.source,
		name: event.name,
		credential: event.credential,
		onBehalfOf: event.onBehalfOf,
		principal: event.principal,
		sourceIp: event.sourceIp,
		userAgent: event.userAgent,
		errorCode: event.errorCode,
		readOnly: event.readOnly,
		target: targetOf(event),
		severity: flagged?.severity ?? null,
		category: flagged?.detection.category ?? null,
	};
}

/** The row as SQLite stores it, in the order of `columns`. */
export function valuesOf(row: EventRow): readonly (string | number | null)[] {
	return [
		row.id,
		row.time,
		row.region,
		row.source,
		row.name,
		row.credential,
		row.onBehalfOf,
		row.principal,
		row.sourceIp,
		row.userAgent,
		row.errorCode,
		row.readOnly === null ? null : Number(row.readOnly),
		row.target,
		row.severity,
		row.category,
	];
}

/** The row behind what SQLite gives back; the table is STRICT and written by `valuesOf` alone. */
export function rowOf(row: Row): EventRow {
	const text = (column: string) => row[column] as string | null;
	return {
		id: row['id'] as string,
		time: row['time'] as number,
		region: row['region'] as string,
		source: row['source'] as string,
		name: row['name'] as string,
		credential: text('credential'),
		onBehalfOf: text('on_behalf_of'),
		principal: text('principal'),
		sourceIp: text('source_ip'),
		userAgent: text('user_agent'),
		errorCode: text('error_code'),
		readOnly: row['read_only'] === null ? null : row['read_only'] === 1,
		target: text('target'),
		severity: text('severity') as Severity | null,
		category: text('category'),
	};
}

/** What `/` looks through: all that the row shows, in lower case. */
export function searchText(row: EventRow): string {
	const texts = [
		isoTime(row.time),
		row.region,
		`${row.source.replace('.amazonaws.com', '')}:${row.name}`,
		row.source,
		row.target,
		row.sourceIp,
		row.errorCode,
		row.severity,
		row.category,
		row.principal,
		row.credential,
		row.onBehalfOf,
		row.userAgent,
		row.id,
	];
	return texts
		.filter(text => text !== null)
		.join(' ')
		.toLowerCase();
}
