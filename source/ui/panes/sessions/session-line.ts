import type {Credential, CredentialStatus} from '../../../domain/credential.ts';
import {principalName} from '../../text/names.ts';
import {type Line, row} from '../../text/span.ts';
import {dayClock, shortClock, span, type Zone} from '../../text/time.ts';
import type {Tone} from '../../theme/tones.ts';
import type {Branch} from './tree.ts';

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

/** Widths of the columns; a narrow pane leaves the less telling ones out. */
export function sessionColumns(width: number) {
	const room = (needed: number, columns: number) => (width >= needed ? columns : 0);
	const fixed = {
		status: 10,
		calls: 5,
		denied: width < 74 ? 3 : 6,
		regions: room(68, width >= 112 ? 7 : 3),
		first: room(68, width >= 112 ? 14 : 5),
		last: room(68, width >= 112 ? 14 : 5),
		expires: room(54, 7),
		id: room(134, 20),
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
		cell(columns.regions < 7 ? 'reg' : 'regions', columns.regions, 'right'),
		cell(columns.first < 10 ? 'first' : 'first seen', columns.first),
		cell(columns.last < 10 ? 'last' : 'last seen', columns.last),
		cell('expires', columns.expires),
	]);
}

/** One credential: whose it is, whether it still works, what it did. */
export function sessionLine(
	{credential, prefix}: Branch,
	columns: SessionColumns,
	now: number,
	zone: Zone,
): Line {
	const {kind, principal, id, status, calls, denied, regions, firstSeen, lastSeen, expires} = credential;
	const who = `${prefix}${kinds[kind]} ${principalName(principal) || id}`;
	const seen = (time: number | null) =>
		time === null ? '-' : (columns.first < 10 ? shortClock : dayClock)(time, zone);
	return row([
		{text: who, width: columns.who},
		{text: id, width: columns.id, tone: 'dim'},
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
		{text: seen(lastSeen), width: columns.last, tone: 'dim'},
		{text: expiry(expires, now), width: columns.expires, tone: 'dim'},
	]);
}

function expiry(expires: number | null, now: number): string {
	if (expires === null) return '-';
	return expires <= now ? 'over' : span(expires - now);
}
