import type {EventRow} from '../../../casefile/event-query.ts';
import {missionCategories} from '../../../domain/detection.ts';
import {isDenied, plainName} from '../../../domain/event.ts';
import {principalName, serviceOf, shortRegion} from '../../text/names.ts';
import {type Line, row} from '../../text/span.ts';
import {compactClock, dayClock, moment, type Zone} from '../../text/time.ts';
import {severityMarks} from '../../theme/glyphs.ts';
import type {Tone} from '../../theme/tones.ts';
import type {View} from '../../view/state.ts';

/** Calls that take things away; CloudTrail's own flag knows only reads and the rest. */
const destructive = /^(Delete|Terminate|Remove|Detach|Disable|Deregister|Revoke|Leave|Stop|Cancel|Purge)/;

/** `W`, `R` or `D` (deletes), `?` where the record does not say; with `!` when denied and `x` when it failed. */
export function outcomeOf(event: EventRow): string {
	const letter =
		event.readOnly === null ? '?' : event.readOnly ? 'R' : destructive.test(event.name) ? 'D' : 'W';
	if (event.errorCode === null) return letter;
	return isDenied(event) ? `${letter}!` : `${letter}x`;
}

/** What the mission singles out, as a tag before the call. */
const tags: Readonly<Record<string, string>> = {'iam-persistence': 'IAM', compute: 'CPU', org: 'ORG'};

/** Widths of the columns, and what all rows share. Times are ms since the epoch. */
export function eventColumns(width: number, zone: Zone, now: number) {
	const fixed = {
		mark: 1,
		time: width >= 120 ? 14 : 11,
		outcome: 2,
		tag: 3,
		region: width >= 92 ? 14 : 5,
		address: width >= 70 ? 15 : 0,
		who: width >= 130 ? 22 : 0,
		error: width >= 150 ? 18 : 0,
	};
	const used = Object.values(fixed).filter(cells => cells > 0);
	// The cursor's two cells, and the blank between call and target.
	const left = width - 2 - used.reduce((sum, cells) => sum + cells + 1, 0) - 1;
	const call = Math.max(14, Math.min(34, Math.floor(left * 0.65)));
	return {...fixed, zone, now, call, target: Math.max(0, left - call)};
}

export type EventColumns = ReturnType<typeof eventColumns>;

export function eventHead(columns: EventColumns): Line {
	const cell = (text: string, width: number) => ({text, width, tone: 'dim' as const});
	return row([
		cell(' ', columns.mark),
		cell(columns.zone === 'utc' ? 'time UTC' : 'time', columns.time),
		cell('', columns.outcome),
		cell('', columns.tag),
		cell('service:call', columns.call),
		cell('target', columns.target),
		cell(columns.region < 14 ? 'reg' : 'region', columns.region),
		cell('address', columns.address),
		cell('by', columns.who),
		cell('error', columns.error),
	]);
}

/** One event; one hue at most, and every hue has its letter or glyph. */
export function eventLine(event: EventRow, columns: EventColumns): Line {
	const mark = severityMarks[event.severity ?? 'info'];
	const mission = missionCategories.has(event.category ?? '');
	const tag = mission ? (tags[event.category ?? ''] ?? '') : '';
	const failed = event.errorCode !== null;
	const tone: Tone = failed ? 'dim' : mission ? 'critical' : mark.tone;
	return row([
		{text: mark.glyph, width: columns.mark, tone: mark.tone},
		{text: timeOf(event, columns), width: columns.time, tone: 'dim'},
		{text: outcomeOf(event), width: columns.outcome, tone: failed ? 'warn' : 'dim'},
		{text: tag, width: columns.tag, tone: tag === '' || failed ? 'dim' : 'badge-warn'},
		{text: `${serviceOf(event.source)}:${plainName(event.name)}`, width: columns.call, tone},
		{text: event.target ?? '', width: columns.target},
		{
			text: columns.region < 14 ? shortRegion(event.region) : event.region,
			width: columns.region,
			tone: 'dim',
		},
		{text: event.sourceIp ?? '', width: columns.address, tone: 'dim'},
		{text: whoOf(event), width: columns.who, tone: 'dim'},
		{text: event.errorCode ?? '', width: columns.error, tone: 'warn'},
	]);
}

/** Everything of one event, part by part. */
export function eventDetail(
	event: EventRow,
	{now, zone}: Pick<View, 'now' | 'zone'>,
): readonly (string | null)[] {
	const {source, name, target, sourceIp, userAgent, region, errorCode} = event;
	const credential = event.onBehalfOf ?? event.credential;
	const who = [whoOf(event), credential].filter(part => part !== null && part !== '').join(' ');
	return [
		`${serviceOf(source)}:${plainName(name)}`,
		errorCode,
		target,
		who === '' ? null : `by ${who}`,
		sourceIp === null ? null : `from ${sourceIp}`,
		`${region}, ${moment(event.time, now, zone)}`,
		userAgent,
	];
}

function timeOf({time}: EventRow, {time: cells, now, zone}: EventColumns): string {
	return cells < 14 ? compactClock(time, now, zone) : dayClock(time, zone);
}

/** Calls that a service made for a credential are marked as the service's doing (field guide §19). */
function whoOf(event: EventRow): string {
	const name = principalName(event.principal);
	return event.onBehalfOf === null ? name : `${name} (service)`;
}
