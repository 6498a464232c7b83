import type {Lead} from './leads.ts';
import {literal} from './literal.ts';
import type {Principal} from './question.ts';

/** Athena takes statements of 256 KB; selection and pruning need some of that. */
const longest = 200_000;

/** How often a lead's value is written down. */
const times: Readonly<Record<Lead['by'], number>> = {signed: 1, issued: 1, entered: 1, named: 3};

/** Parts of which each fits into one statement: as few as possible, since every statement is paid for. */
export function leadsThatFit(leads: readonly Lead[]): readonly (readonly Lead[])[] {
	return cut(leads, ({by, value}) => times[by] * (literal(value).length + 2));
}

/** As above; a principal is named three times, with something around it each time. */
export function principalsThatFit(principals: readonly Principal[]): readonly (readonly Principal[])[] {
	return cut(principals, ({arn}) => 3 * literal(arn).length + 500);
}

function cut<T>(items: readonly T[], length: (item: T) => number): readonly (readonly T[])[] {
	const parts: T[][] = [];
	let room = 0;
	for (const item of items) {
		const needed = length(item);
		if (parts.length === 0 || needed > room) {
			parts.push([]);
			room = longest;
		}
		parts.at(-1)?.push(item);
		room -= needed;
	}
	return parts;
}
