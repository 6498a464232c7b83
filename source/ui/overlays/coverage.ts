import type {Coverage} from '../../domain/coverage.ts';
import {logEnd} from '../../investigation/selectors.ts';
import type {State} from '../../investigation/state.ts';
import {plural} from '../text/names.ts';
import {type Line, line, row} from '../text/span.ts';
import * as time from '../text/time.ts';
import {wrap} from '../text/width.ts';
import type {View} from '../view/state.ts';

/** Up to when what the log says holds, in a sentence: a call may have been made that it does not show yet. */
export function logLines(state: State, {now, zone}: View, width: number): readonly Line[] {
	const {to, unread} = logEnd(state);
	const {newest} = state.events;
	const read =
		to === null
			? 'The log is not read everywhere yet'
			: `The log is read up to ${time.clock(to, zone)}, ${time.ago(to, now)}, in every region that can be read`;
	const youngest =
		newest === null ? '' : `; its newest record is of ${time.clock(newest, zone)}, ${time.ago(newest, now)}`;
	return [
		...wrap(`${read}${youngest}.`, width).map(part => line(part, to === null ? 'warn' : 'text')),
		...(unread === 0 ? [] : [line(`${plural(unread, 'region')} cannot be read.`, 'warn')]),
	];
}

/** How far each region's history was read, never more than that. */
export function coverageLines(state: State, view: View, width: number): readonly Line[] {
	const {coverage} = state;
	if (coverage.length === 0) return [line('nothing has been read yet', 'dim')];
	const slowed = state.trace.progress?.slowed;
	return coverage.map(area => {
		const throttled = area.error === null ? slowed?.get(area.region) : undefined;
		return row([
			{text: area.region, width: 15},
			{text: rangeOf(area, view), width: 34, tone: 'dim'},
			{
				text:
					throttled === undefined
						? stateOf(area)
						: `throttled, asked every ${time.span(throttled)}; ${stateOf(area)}`,
				width: Math.max(0, width - 51),
				tone: area.error === null && throttled === undefined ? 'text' : 'warn',
			},
		]);
	});
}

function rangeOf({from, to}: Coverage, {zone, now}: View): string {
	if (from === null || to === null) return 'nothing read';
	return `${time.stamp(from, zone).slice(0, 10)} to ${time.clock(to, zone)}, ${time.ago(to, now)}`;
}

function stateOf({complete, error, events}: Coverage): string {
	return error ?? `${complete ? 'complete' : 'reading'}, ${plural(events, 'event')}`;
}
