import {literal} from './literal.ts';
import type {Principal} from './question.ts';

/** Athena takes statements of 256 KB; selection and pruning need some of that. */
const longest = 200_000;

/** An id, its quotes and a comma. */
const idLength = 24;

/** Parts of which each fits into one statement: as few as possible, since every statement is paid for. */
export function idsThatFit<T>(ids: readonly T[]): readonly (readonly T[])[] {
	return cut(ids, () => idLength);
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
