import type {Coverage} from '../../domain/coverage.ts';
import type {State} from '../../investigation/state.ts';
import {plural} from '../text/names.ts';
import {type Line, line, row} from '../text/span.ts';
import {stamp} from '../text/time.ts';
import type {View} from '../view/state.ts';

/** How far each region's history was read, never more than that. */
export function coverageLines({coverage}: State, view: View, width: number): readonly Line[] {
	if (coverage.length === 0) return [line('nothing has been read yet', 'dim')];
	return coverage.map(area =>
		row([
			{text: area.region, width: 16},
			{text: rangeOf(area, view), width: 44, tone: 'dim'},
			{text: stateOf(area), width: Math.max(0, width - 62), tone: area.error === null ? 'text' : 'warn'},
		]),
	);
}

function rangeOf({from, to}: Coverage, {zone}: View): string {
	if (from === null || to === null) return 'nothing read';
	return `${stamp(from, zone)} – ${stamp(to, zone)}`;
}

function stateOf({complete, error, events}: Coverage): string {
	return error ?? `${complete ? 'complete' : 'still reading'}, ${plural(events, 'event')}`;
}
