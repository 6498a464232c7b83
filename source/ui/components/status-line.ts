import {isReading, logEnd} from '../../investigation/selectors.ts';
import type {State} from '../../investigation/state.ts';
import {type Line, span} from '../text/span.ts';
import * as time from '../text/time.ts';
import type {View} from '../view/state.ts';

/** How far the log is read, in how many of the regions, and how old its newest record is: what is on screen holds up to there. */
export function statusLine(state: State, {now, zone}: View): Line {
	const {to, regions, read, unread, newest} = logEnd(state);
	if (regions === 0) return [span(' nothing of the log is read yet', 'dim')];
	return [
		to === null
			? span(` log not read everywhere${isReading(state) ? ' yet' : ''}`, 'warn')
			: span(` log read to ${time.moment(to, now, zone)}`, 'dim'),
		span(`, ${read}/${regions} regions`, read === regions ? 'dim' : 'warn'),
		...(unread === 0 ? [] : [span(` (${unread} blind: L)`, 'warn')]),
		...(newest === null ? [] : [span(`, newest record ${time.span(now - newest)} old`, 'dim')]),
	];
}
