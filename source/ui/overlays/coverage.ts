import type {Coverage} from '../../domain/coverage.ts';
import {logEnd} from '../../investigation/selectors.ts';
import type {State} from '../../investigation/state.ts';
import {plural} from '../text/names.ts';
import {type Line, line, row} from '../text/span.ts';
import * as time from '../text/time.ts';
import {wrap} from '../text/width.ts';
import type {Tone} from '../theme/tones.ts';
import type {View} from '../view/state.ts';

/** Up to when what the log says holds, in a sentence: a call may have been made that it does not show yet. */
export function logLines(state: State, {now, zone}: View, width: number): readonly Line[] {
	const {to, unread, newest} = logEnd(state);
	const read =
		to === null
			? 'The log is not read everywhere yet.'
			: `The log is read up to ${time.moment(to, now, zone)}, ${time.ago(to, now)}, in every region that can be read.`;
	const youngest =
		newest === null
			? 'No record was read.'
			: `The newest record in it is of ${time.moment(newest, now, zone)}, ${time.ago(newest, now)}.`;
	return [
		...wrap(read, width).map(part => line(part, to === null ? 'warn' : 'text')),
		...wrap(youngest, width).map(part => line(part)),
		...(unread === 0 ? [] : [line(`${plural(unread, 'region')} cannot be read.`, 'warn')]),
	];
}

/** How far each region's history was read, never more than that, and how old the newest record in it is. */
export function coverageLines(state: State, view: View, width: number): readonly Line[] {
	const {coverage} = state;
	if (coverage.length === 0) return [line('nothing has been read yet', 'dim')];
	return [head(view), ...coverage.flatMap(area => areaLines(area, state, view, width))];
}

/** Cells of the columns, in their order. */
const columns = {region: 14, from: 10, to: 11, age: 6, newest: 13, events: 6, state: 8} as const;

function head({zone}: View): Line {
	return cells(
		{
			region: 'region',
			from: 'read from',
			to: zone === 'utc' ? 'to, UTC' : 'to, local',
			age: 'age',
			newest: 'newest record',
			events: 'events',
			state: '',
		},
		'dim',
	);
}

function areaLines(area: Coverage, state: State, {now, zone}: View, width: number): readonly Line[] {
	const {region, from, to, complete, events, error} = area;
	const newest = state.events.newest.get(region);
	const slowed = error === null ? state.trace.progress?.slowed?.get(region) : undefined;
	const why =
		error ?? (slowed === undefined ? null : `AWS throttles it: asked every ${time.interval(slowed)}`);
	const texts = {
		region,
		from: from === null ? 'nothing' : time.stamp(from, zone).slice(0, 10),
		to: to === null ? '' : time.compactClock(to, now, zone),
		age: to === null ? '' : time.span(now - to),
		newest: newest === undefined ? 'none' : time.ago(newest, now),
		events: String(events),
		state: error === null ? (complete ? 'complete' : 'reading') : 'BLIND',
	};
	return [
		cells(texts, why === null ? 'text' : 'warn'),
		...(why === null ? [] : wrap(why, width - 4).map(part => line(`    ${part}`, 'warn'))),
	];
}

function cells(texts: Readonly<Record<keyof typeof columns, string>>, tone: Tone): Line {
	const right = ['age', 'newest', 'events'];
	return row(
		(Object.keys(columns) as (keyof typeof columns)[]).map(name => ({
			text: texts[name],
			width: columns[name],
			tone: name === 'region' || name === 'state' ? tone : 'dim',
			align: right.includes(name) ? 'right' : 'left',
		})),
	);
}
