import {isDeepStrictEqual} from 'node:util';
import type {ContainmentState} from './containment/state.ts';

/** What AWS answered when the state was read back, from the first reading that said so to the last: none between said otherwise. */
export interface ReadBack {
	/** ms since the epoch at which the plan ended that it reads back; null: no plan of ours ran before. */
	readonly since: number | null;
	/** ms since the epoch of the last reading that gave the same answer. The first is `state.time`. */
	readonly last: number;
	/** How many readings gave it. */
	readonly times: number;
	readonly state: ContainmentState;
}

/** The readings with one more: the newest grows by it where AWS says the same as before. */
export function withReading(
	readBacks: readonly ReadBack[],
	state: ContainmentState,
	since: number | null,
): readonly ReadBack[] {
	const newest = readBacks.at(-1);
	const same = newest?.since === since && isDeepStrictEqual(newest.state.principals, state.principals);
	return same
		? readBacks.with(-1, {...newest, last: state.time, times: newest.times + 1})
		: [...readBacks, {since, last: state.time, times: 1, state}];
}

/** How often the state was read back since the last plan ended. */
export function readingsSince(readBacks: readonly ReadBack[], since: number | null): number {
	return readBacks.filter(each => each.since === since).reduce((sum, {times}) => sum + times, 0);
}

/** How many of the readings that a plan is due were made after it: at once, after 5 seconds, … (`at`, in ms). */
export function readBacksMade(
	readBacks: readonly ReadBack[],
	since: number | null,
	at: readonly number[],
): number {
	const newest = readBacks.at(-1);
	if (since === null || newest?.since !== since) return 0;
	return at.filter(ms => since + ms <= newest.last).length;
}
