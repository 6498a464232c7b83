import type {State} from '../../../investigation/state.ts';
import type {Line} from '../../text/span.ts';
import {wrap} from '../../text/width.ts';
import {layoutOf} from '../../view/layout.ts';
import type {View} from '../../view/state.ts';
import {type Fact, factsOf} from './facts.ts';
import {afterLines, bannerLines} from './key-lines.ts';
import {selectedFacts} from './selected.ts';

/** Cells of the table's first column and the blanks around the columns. */
const labelWidth = 10;
const gaps = 5;

/** What scrolls under the banner: the rows of the table, then the lines after it. Long values take several rows. */
export function keyContent(
	state: State,
	view: View,
): {readonly facts: readonly Fact[]; readonly after: readonly Line[]} {
	const {width} = layoutOf(view.size).panes.key;
	const facts = selectedFacts(state, view);
	if (facts === null) return {facts: [], after: []};
	const room = Math.max(10, width - labelWidth - gaps);
	return {
		facts: factsOf(facts, state, view).flatMap(fact =>
			wrap(fact.value, room).map((value, index) => ({...fact, label: index === 0 ? fact.label : '', value})),
		),
		after: afterLines(state, view, width),
	};
}

/** The banner, tall where it leaves enough room. */
export function keyBanner(state: State, view: View): readonly Line[] {
	const {width, height} = layoutOf(view.size).panes.key;
	return bannerLines(state, view, width, height >= 22);
}

/** Rows left for what scrolls. */
export function keyRoom(state: State, view: View): number {
	const {height} = layoutOf(view.size).panes.key;
	return Math.max(1, height - 1 - keyBanner(state, view).length);
}
