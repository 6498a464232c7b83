import {type CloudTrailRecord, isObject} from '../../domain/record.ts';
import {Refusal} from '../../domain/refusal.ts';
import {fieldName} from './field-names.ts';
import type {Row} from './port.ts';

/** Columns that hold JSON text: the SerDe cannot type what differs from call to call. */
const jsonText = new Set([
	'requestparameters',
	'responseelements',
	'additionaleventdata',
	'serviceeventdetails',
	'edgedevicedetails',
]);

const structures = new Set(['useridentity', 'resources', 'addendum', 'tlsdetails']);

const nameless =
	'Athena gave identities without the names of their fields: use a workgroup with engine version 3';

/** CloudTrail writes these two as `null`; every other field it leaves out when there is nothing in it. */
const alwaysThere = new Set(['requestParameters', 'responseElements']);

/**
 * The CloudTrail record behind a row: fields that the table declares, in CloudTrail's spelling and types. Fields that the
 * table does not declare are lost in it, and the order of the fields; values are the original ones. Throws a Refusal for an
 * identity that cannot be read.
 */
export function recordOf(row: Row): CloudTrailRecord {
	const record: Record<string, unknown> = {};
	for (const [column, text] of Object.entries(row)) {
		const field = fieldName(column);
		const value = original(column, text);
		if (value !== null) record[field] = value;
		else if (alwaysThere.has(field)) record[field] = null;
	}
	return record;
}

function original(column: string, text: string | null): unknown {
	if (text === null) return null;
	if (column === 'readonly' || column === 'managementevent') return booleanOf(text);
	if (jsonText.has(column)) return parse(text);
	if (!structures.has(column)) return text;
	const value = parse(text);
	// Nothing of what follows would find a credential in it, and nobody would notice.
	if (column === 'useridentity' && !isObject(value)) throw new Refusal('unsupported', nameless);
	return respell(value, column) ?? null;
}

function booleanOf(text: string): unknown {
	return text === 'true' || (text === 'false' ? false : text);
}

/** A text that is no JSON stays the text. */
function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

/** Puts the spelling back; drops the nulls that stand for fields which the record did not have. */
function respell(value: unknown, inside: string): unknown {
	if (value === null) return undefined;
	if (Array.isArray(value)) return value.map(item => respell(item, inside) ?? null);
	if (!isObject(value)) return value;
	const fields = Object.entries(value).flatMap(([name, part]) => {
		const kept = respell(part, name);
		return kept === undefined ? [] : [[spelling(name, inside), kept] as const];
	});
	return fields.length === 0 ? undefined : Object.fromEntries(fields);
}

/** `resources` is the one list whose ARN is written in capitals. */
function spelling(name: string, inside: string): string {
	return inside === 'resources' && name === 'arn' ? 'ARN' : fieldName(name);
}
