import {holderOf} from './containment/principal.ts';
import {type Event, isDenied, isoTime, plainName} from './event.ts';
import {valueAt} from './record.ts';
import {textOf} from './text.ts';
import type {Use} from './uses.ts';

/** Who takes a role that a plan closes, as far as the history was asked. */
export interface Takers {
	/** Name of the role. */
	readonly role: string;
	/** Those who are not of the lineage, the busiest first. */
	readonly others: readonly Use[];
	/** ms since the epoch from which on each region was read. */
	readonly read: readonly {readonly region: string; readonly from: number}[];
	readonly unread: readonly {readonly region: string; readonly why: string}[];
	/** Regions that have not answered yet. */
	readonly pending: readonly string[];
}

/** For so long back it is asked, in ms: no session of a role lives longer than 12 hours. */
export const askedBack = 24 * 3_600_000;

/** The calls by which somebody takes the role, among those that the history lists under it. */
export function takesRole(event: Event, arn: string): boolean {
	if (event.source !== 'sts.amazonaws.com' || !plainName(event.name).startsWith('AssumeRole')) return false;
	return textOf(valueAt(event.record, 'requestParameters.roleArn')) === arn;
}

/** How each of those who took a role did so, the busiest first. @param account The role's own. */
export function takersOf(events: Iterable<Event>, account: string): readonly Use[] {
	const found = new Map<string, Use>();
	for (const event of events) {
		const who = nameOf(event, account);
		const known = found.get(who);
		found.set(who, {
			who,
			sourceIp: event.sourceIp,
			userAgent: event.userAgent,
			calls: (known?.calls ?? 0) + 1,
			refused: (known?.refused ?? 0) + (isDenied(event) ? 1 : 0),
			last: Math.max(known?.last ?? 0, event.time),
		});
	}
	return [...found.values()].toSorted((one, other) => other.calls - one.calls || other.last - one.last);
}

/** The name of the session that is asked for: an instance's id, a function's name. */
export function sessionNameOf(event: Event): string | null {
	return textOf(valueAt(event.record, 'requestParameters.roleSessionName'));
}

/** A service takes roles for what runs with them; people and roles are told from those of another account. */
function nameOf(event: Event, account: string): string {
	const {principal, invokedBy, username, sourceIp} = event;
	const holder = holderOf(principal);
	if (holder !== null) {
		const from = holder.account === account ? '' : ` of account ${holder.account}`;
		return `${holder.kind} ${holder.name}${from}`;
	}
	if (principal === null && invokedBy !== null) {
		const session = sessionNameOf(event);
		return session === null ? invokedBy : `${invokedBy} for ${session}`;
	}
	return principal ?? username ?? sourceIp ?? 'unknown';
}

/** So many are named; of the others it is said that there are some. */
const named = 4;

/**
 * Who else takes the role, in one line: it says "nobody" only of what was read, and what was not read with the reason.
 *
 * @param now ms since the epoch.
 */
export function describeTakers({role, others, read, unread, pending}: Takers, now: number): string {
	const back = Math.max(now - askedBack, ...read.map(({from}) => from));
	const hours = Math.max(1, Math.round((now - back) / 3_600_000));
	const where = `in the last ${hours} h in ${read.map(({region}) => region).join(', ')}`;
	const found = others
		.slice(0, named)
		.map(({who, calls, last}) => `${who} ${times(calls)}, the last at ${isoTime(last)}`);
	const more = others.length > named ? [`${others.length - named} others`] : [];
	const said =
		read.length === 0
			? []
			: [
					found.length === 0
						? `nobody else took it ${where}`
						: `${[...found, ...more].join('; ')} (${where})`,
				];
	const reasons = Map.groupBy(unread, ({why}) => why);
	const gaps = Array.from(
		reasons,
		([why, of]) => `not known in ${of.map(({region}) => region).join(', ')}: ${why}`,
	);
	const waiting = pending.length === 0 ? [] : [`asking the history of ${pending.join(', ')} …`];
	return `${role}: ${[...said, ...gaps, ...waiting].join('; ') || 'not asked'}`;
}

function times(count: number): string {
	return count === 1 ? 'once' : `${count} times`;
}
