import {openDuring} from '../../domain/joins/admit.ts';
import type {Door, Way} from '../../domain/joins/door.ts';
import type {Place} from '../../domain/joins/place.ts';
import {isTemporary} from '../../domain/key.ts';
import type {Lineage} from '../../domain/lineage.ts';
import {skew} from '../../domain/skew.ts';
import {replacement} from '../../domain/text.ts';
import type {Window} from './window.ts';

const hour = 60 * 60_000;

/** No temporary credential lives longer (field guide §1); a day more, for what is logged late. */
export const longestLife = 36 * hour;
export const grace = 24 * hour;

/** Something to look for in the table, and of which time. */
export interface Lead {
	/**
	 * `signed`: calls under a key; `issued`: who handed it out; `entered`: sign-ins at a place; `named`: whatever else is
	 * told of it.
	 */
	readonly by: 'signed' | 'issued' | 'entered' | 'named';
	/** A credential's id, or a place. */
	readonly value: string | Place;
	readonly window: Window;
}

/** Through these come sign-ins alone: every session that a lineage takes opens one, and its name may be a common one. */
const forSignInsOnly: ReadonlySet<Way> = new Set(['token', 'session', 'password']);

/**
 * All that is to be looked for, by what is known of the lineage: the calls of its credentials, whatever may have come in by
 * its doors, where its keys came from; and who handed out what is inferred, since that may show that it is a stranger's.
 *
 * @param span The time that the trace is about.
 */
export function leadsOf(lineage: Lineage, span: Window): readonly Lead[] {
	const leads = [
		...lineage.ids().flatMap(id => ofCredential(id, lineage, span)),
		...lineage.ancestors.map(({credential, hop}) => issueOf(credential, hop.time, hop.time + skew, span)),
		...lineage.doors.filter(isAskable).map(door => ofDoor(door, span)),
	];
	return leads.filter(lead => lead !== null).filter(({window: {from, to}}) => from <= to);
}

/** What was made safe to show is not what the table holds. */
export function isAskable({place}: Door): boolean {
	return !place.includes(replacement);
}

function ofCredential(id: string, lineage: Lineage, span: Window): readonly (Lead | null)[] {
	const minted = lineage.mintingOf(id);
	const since = lineage.livesFrom(id);
	const from = Math.max(span.from, since);
	// A key is joined to the door, not to its issue: nobody knows when it ends.
	const isCertain = minted !== null && minted.reason === null;
	const ends =
		isCertain && isTemporary(id) ? (minted.expires ?? minted.event.time + longestLife) + grace : span.to;
	const calls: Lead = {by: 'signed', value: id, window: {from, to: Math.min(ends, span.to)}};
	return isCertain ? [calls] : [calls, issueOf(id, minted === null ? span.from : since, span.to, span)];
}

/** Who handed out a credential that was in use at some time from `from` on, by `to`. */
function issueOf(id: string | null, from: number, to: number, span: Window): Lead | null {
	const earliest = id !== null && isTemporary(id) ? from - longestLife : span.from;
	return id === null ? null : {by: 'issued', value: id, window: {from: earliest, to: Math.min(to, span.to)}};
}

function ofDoor(door: Door, span: Window): Lead {
	const {from, to} = openDuring(door);
	return {
		by: forSignInsOnly.has(door.way) ? 'entered' : 'named',
		value: door.place,
		window: {from: Math.max(from, span.from), to: Math.min(to, span.to)},
	};
}
