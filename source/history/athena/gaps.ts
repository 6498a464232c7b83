import type {BlindSpot} from '../../domain/coverage.ts';
import type {Door} from '../../domain/joins/door.ts';
import type {Refusal} from '../../domain/refusal.ts';
import {sanitise} from '../../domain/text.ts';
import {isAskable} from './leads.ts';
import type {TableName} from './port.ts';
import type {Table} from './table.ts';

/** What a table of CloudTrail cannot show, beyond what stands in domain/blind-spots.ts. */
const lossy: BlindSpot = {
	what: 'fields that the table does not declare',
	why: 'the records are put together from its columns; the files in the bucket are the originals',
};

const noServices: BlindSpot = {
	what: 'calls that services made for the lineage',
	why: 'the table declares no invokedby or no creationdate in useridentity',
};

const tooLate: BlindSpot = {
	what: 'files delivered more than a day late',
	why: 'a query reads the days of its time and the one after, and files lie under the day of their delivery',
};

function unproven(fields: readonly string[]): BlindSpot {
	return {
		what: 'some who came in without a key that a record hands out',
		why: `they are told by ${fields.join(', ')}, which the table does not declare`,
	};
}

function unaskable({name}: Door): BlindSpot {
	return {
		what: `who came in by ${name}`,
		why: 'the name has characters that are not safe to show, and was not asked for: read the files as well',
	};
}

/** @param doors By what somebody may have come in. */
export function blindSpotsOf(
	{layout, showsServices, lacks}: Table,
	doors: readonly Door[],
): readonly BlindSpot[] {
	return [
		lossy,
		...(layout.dayKey === null ? [] : [tooLate]),
		...(showsServices ? [] : [noServices]),
		...(lacks.length === 0 ? [] : [unproven(lacks)]),
		...doors.filter(door => !isAskable(door)).map(unaskable),
	];
}

/** A table that could not be read. */
export function spotOf({database, table}: TableName, error: Refusal): BlindSpot {
	return {what: sanitise(`${database}.${table}`), why: error.message};
}
