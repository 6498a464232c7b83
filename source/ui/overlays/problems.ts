import type {State} from '../../investigation/state.ts';
import {type Line, line, span} from '../text/span.ts';
import {stamp} from '../text/time.ts';
import {wrap} from '../text/width.ts';
import type {View} from '../view/state.ts';
import {coverageLines} from './coverage.ts';

/** Everything that went wrong, newest first, then what the history cannot show and how far it was read. */
export function problemLines(state: State, view: View, width: number): readonly Line[] {
	const problems = state.problems
		.toReversed()
		.flatMap(({time, text}) => [
			line(stamp(time, view.zone), 'dim'),
			...wrap(text, width - 2).map(part => line(`  ${part}`, 'warn')),
		]);
	const spots = state.blindSpots.flatMap(({what, why}) =>
		wrap(`${what}: ${why}`, width - 2).map((part, index) => [
			span(index === 0 ? '• ' : '  ', 'dim'),
			span(part),
		]),
	);
	return [
		...(problems.length === 0 ? [line('Nothing went wrong so far.', 'good')] : problems),
		line(''),
		line('What the history cannot show', 'strong'),
		...(spots.length === 0 ? [line('nothing is known to be missing', 'dim')] : spots),
		line(''),
		line('How far the history was read', 'strong'),
		...coverageLines(state, view, width),
	];
}
