import {Refusal} from '../../domain/refusal.ts';
import {sanitise} from '../../domain/text.ts';
import {type Layout, layoutOf} from './layout.ts';
import {identifier} from './literal.ts';
import type {Athena, TableDescription, TableName} from './port.ts';

/** A table of CloudTrail records, as far as the questions need to know it. */
export interface Table {
	readonly name: TableName;
	/** What to select so that each row is a record: structures as JSON, everything else as it is. */
	readonly selection: string;
	readonly layout: Layout;
	/** Bytes of the whole table, where the catalogue knows; null: it does not. */
	readonly size: number | null;
	/** Whether it declares what service-made calls are told by (field guide §19). */
	readonly showsServices: boolean;
	/** Whether it declares what role changes in the console are told by (field guide §8). */
	readonly showsSwitches: boolean;
	/** What it does not declare of the evidence by which joins are inferred. */
	readonly lacks: readonly string[];
}

/** What opens doors, and what tells who came in by them (field guide §8): columns, and fields of `useridentity`. */
const evidence = {
	columns: ['requestparameters', 'additionaleventdata', 'sourceipaddress', 'sharedeventid'],
	fields: ['principalid', 'creationdate'],
};

/** Without these there is no lineage; `string` and not something typed, since the SerDe would lower-case what is in it. */
const needed = ['eventid', 'eventtime', 'eventname', 'eventsource', 'awsregion', 'responseelements'];

/**
 * Looks the table up. Throws a Refusal: `not-found` where there is none (its DDL is ddl.ts's), `unsupported` where it is
 * none of CloudTrail's or wants something that a trace cannot give.
 */
export async function readTable(
	athena: Athena,
	name: TableName,
	now: number,
	signal: AbortSignal,
): Promise<Table> {
	const description = await athena.describe(name, signal);
	const called = sanitise(`${name.database}.${name.table}`);
	if (description === null) {
		throw new Refusal(
			'not-found',
			`there is no table ${called}: create it with the printed DDL, then start again`,
		);
	}
	const trouble = troubleOf(description);
	if (trouble !== null)
		throw new Refusal('unsupported', `${called} is no table of CloudTrail records: ${trouble}`);
	const layout = layoutOf(description, now);
	if (layout.unknownKey !== null) {
		throw new Refusal(
			'unsupported',
			`${called} can only be asked for one ${sanitise(layout.unknownKey)} at a time: give that partition an enum projection`,
		);
	}
	const identity = typeOf(description, 'useridentity') ?? '';
	return {
		name,
		selection: description.columns.map(({name: column, type}) => selected(column, type)).join(', '),
		layout,
		size: sizeOf(description.parameters),
		showsServices: declares(identity, 'invokedby') && declares(identity, 'creationdate'),
		showsSwitches: isText(typeOf(description, 'additionaleventdata')),
		lacks: [
			...evidence.columns.filter(column => !isText(typeOf(description, column))),
			...evidence.fields.filter(field => !declares(identity, field)).map(field => `useridentity's ${field}`),
		],
	};
}

/** Whether a structure has such a field, at any depth. */
function declares(type: string, field: string): boolean {
	return new RegExp(`\\b${field}:`, 'i').test(type);
}

function isText(type: string | null): boolean {
	return /^(string|varchar)/i.test(type ?? '');
}

function troubleOf(description: TableDescription): string | null {
	for (const column of needed) {
		const type = typeOf(description, column);
		if (type === null) return `it has no column ${column}`;
		if (!isText(type)) return `its ${column} is not a string`;
	}
	const identity = typeOf(description, 'useridentity') ?? '';
	return declares(identity, 'accesskeyid') && declares(identity, 'arn')
		? null
		: 'its useridentity declares no accesskeyid or no arn';
}

function typeOf({columns}: TableDescription, column: string): string | null {
	return columns.find(({name}) => name === column)?.type ?? null;
}

function selected(column: string, type: string): string {
	const name = identifier(column);
	return /^(struct|array|map)</i.test(type) ? `json_format(CAST(${name} AS JSON)) AS ${name}` : name;
}

/** A crawler or ANALYZE leaves the size; most tables of CloudTrail have none. */
function sizeOf(parameters: Readonly<Record<string, string>>): number | null {
	const size = Number(parameters['totalSize'] ?? parameters['sizeKey'] ?? Number.NaN);
	return Number.isFinite(size) && size > 0 ? size : null;
}
