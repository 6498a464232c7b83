import {Refusal} from '../domain/refusal.ts';
import type {Options} from './options.ts';

/** How long LookupEvents keeps events, in ms (field guide §5): 90 days. */
const lookback = 90 * 86_400_000;

/** From when to when an account's history is read, ms since the epoch; `until` null: on and on. @throws Refusal */
export function accountWindow(
	{since, until, athena}: Options,
	now: number,
): {since: number; until: number | null} {
	if (athena === undefined && until !== undefined && until <= now - lookback) {
		throw new Refusal(
			'failed',
			'--until is more than 90 days ago, and LookupEvents keeps no more: read the files of a trail with --logs, or its table with --athena',
		);
	}
	return checked(since ?? now - lookback, until ?? null);
}

/** From when to when files are read: all of them unless the person says otherwise. @throws Refusal */
export function filesWindow({since, until}: Options): {since: number; until: number | null} {
	return checked(since ?? 0, until ?? null);
}

function checked(since: number, until: number | null): {since: number; until: number | null} {
	if (until !== null && until <= since) {
		throw new Refusal('failed', '--until is not after --since: nothing would be read');
	}
	return {since, until};
}
