import type {Credential, CredentialStatus} from '../../../domain/credential.ts';
import {principalName, shortId} from '../../text/names.ts';
import {type Line, row} from '../../text/span.ts';
import {dayClock, span} from '../../text/time.ts';
import type {Tone} from '../../theme/tones.ts';
import type {View} from '../../view/state.ts';

const tones: Readonly<Record<CredentialStatus, Tone>> = {
	alive: 'bad',
	unrevocable: 'critical',
	unknown: 'warn',
	inactive: 'good',
	revoked: 'good',
	expired: 'dim',
};

const kinds: Readonly<Record<Credential['kind'], string>> = {
	'user-key': 'key',
	session: 'session',
	federation: 'federation',
	console: 'console',
	service: 'service',
};

/** Widths of the columns; a narrow pane leaves the less telling ones out, and the detail under the list tells them. */
export function sessionColumns(width: number) {
	const room = (needed: number, columns: number) => (width >= needed ? columns : 0);
	const fixed = {
		id: room(76, width >= 134 ? 20 : 9),
		status: 11,
		calls: 5,
		denied: width < 96 ? 3 : 6,
		regions: room(96, 7),
		first: room(112, 14),
		last: width >= 112 ? 14 : 6,
		expires: 7,
	};
	const used = Object.values(fixed).filter(cells => cells > 0);
	return {...fixed, who: Math.max(12, width - used.reduce((sum, cells) => sum + cells + 1, 0))};
}

export type SessionColumns = ReturnType<typeof sessionColumns>;

export function sessionHead(columns: SessionColumns): Line {
	const cell = (text: string, width: number, align: 'left' | 'right' = 'left') => ({
		text,
		width,
		align,
		tone: 'dim' as const,
	});
	return row([
		cell('credential', columns.who),
		cell('key id', columns.id),
		cell('status', columns.status),
		cell('calls', columns.calls, 'right'),
		cell(columns.denied < 6 ? 'den' : 'denied', columns.denied, 'right'),
		cell('regions', columns.regions, 'right'),
		cell('first seen', columns.first),
		columns.last < 14 ? cell('last', columns.last, 'right') : cell('last seen', columns.last),
		cell('expires', columns.expires, 'right'),
	]);
}

/** One credential: whose it is, whether it still works, what it did. */
export function sessionLine(
	credential: Credential,
	prefix: string,
	columns: SessionColumns,
	{now, zone}: Pick<View, 'now' | 'zone'>,
): Line {
	const {kind, id, status, calls, denied, regions, firstSeen, lastSeen, expires} = credential;
	const narrow = columns.last < 14;
	const seen = (time: number | null) => (time === null ? '-' : dayClock(time, zone));
	return row([
		{text: `${prefix}${kinds[kind]} ${nameOf(credential)}`, width: columns.who},
		{text: columns.id < 20 ? shortId(id) : id, width: columns.id, tone: 'dim'},
		{text: status, width: columns.status, tone: tones[status]},
		{text: String(calls), width: columns.calls, align: 'right'},
		{
			text: denied === 0 ? '-' : String(denied),
			width: columns.denied,
			align: 'right',
			tone: denied === 0 ? 'dim' : 'warn',
		},
		{text: String(regions.length), width: columns.regions, align: 'right'},
		{text: seen(firstSeen), width: columns.first, tone: 'dim'},
		narrow
			? {
					text: lastSeen === null ? '-' : span(now - lastSeen),
					width: columns.last,
					align: 'right',
					tone: 'dim',
				}
			: {text: seen(lastSeen), width: columns.last, tone: 'dim'},
		{text: expiry(expires, now), width: columns.expires, align: 'right', tone: 'dim'},
	]);
}

/** The kind stands before it already: a federated user is not told twice that it is one. */
function nameOf({kind, principal, id}: Credential): string {
	const name = principalName(principal) || id;
	return kind === 'federation' ? name.replace(/^federated\//, '') : name;
}

function expiry(expires: number | null, now: number): string {
	if (expires === null) return '-';
	return expires <= now ? 'over' : span(expires - now);
}
