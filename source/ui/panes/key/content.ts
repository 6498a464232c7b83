import type {State} from '../../../investigation/state.ts';
import type {Line} from '../../text/span.ts';
import {wrap} from '../../text/width.ts';
import {layoutOf} from '../../view/layout.ts';
import type {View} from '../../view/state.ts';
import {type Fact, factsOf} from './facts.ts';
import {afterLines, bannerLines} from './key-lines.ts';
import {factsFromLog} from './log-facts.ts';
import {selectedFacts, selectedKey} from './selected.ts';

/** Cells of the table's first column and the blanks around the columns. */
const labelWidth = 10;
const gaps = 6;

/** What scrolls under the banner: the rows of the table, then the lines after it. Long values take several rows. */
export function keyContent(
	state: State,
	view: View,
): {readonly facts: readonly Fact[]; readonly after: readonly Line[]} {
	const {width} = layoutOf(view.size, view.files).panes.key;
	const room = Math.max(10, width - labelWidth - gaps);
	return {
		facts: allFacts(state, view).flatMap(fact =>
			wrap(fact.value, room).map((value, index) => ({...fact, label: index === 0 ? fact.label : '', value})),
		),
		after: afterLines(state, view, width),
	};
}

/** What AWS says; on files, what the log says. */
function allFacts(state: State, view: View): readonly Fact[] {
	const facts = selectedFacts(state, view);
	if (facts !== null) return factsOf(facts, state, view);
	const credential = state.credentials.find(({id}) => id === selectedKey(state, view));
	return credential === undefined || state.setting !== 'logs' ? [] : factsFromLog(credential, view.zone);
}

/** The banner, tall where it leaves enough room. */
export function keyBanner(state: State, view: View): readonly Line[] {
	const {width, height} = layoutOf(view.size, view.files).panes.key;
	return bannerLines(state, view, width, height >= 22);
}

/** Rows left for what scrolls. */
export function keyRoom(state: State, view: View): number {
	const {height} = layoutOf(view.size, view.files).panes.key;
	return Math.max(1, height - 1 - keyBanner(state, view).length);
}
