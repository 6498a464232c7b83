import {isReading} from '../../../investigation/selectors.ts';
import type {State} from '../../../investigation/state.ts';
import {cursorLine} from '../../components/cursor-line.ts';
import {detailLines} from '../../components/detail.ts';
import {Lines} from '../../components/lines.tsx';
import {paneTitle} from '../../components/pane-title.ts';
import {plural} from '../../text/names.ts';
import {type Line, line, span} from '../../text/span.ts';
import {useIncident, useView} from '../../view/context.tsx';
import {detailRows, layoutOf, listHeight} from '../../view/layout.ts';
import {mayWork} from '../../view/may-work.ts';
import {indexOf, windowTop} from '../../view/place.ts';
import type {View} from '../../view/state.ts';
import {sessionDetail} from './session-detail.ts';
import {sessionColumns, sessionHead, sessionLine} from './session-line.ts';
import {drawnPrefixes, treeOf} from './tree.ts';

/** The lineage: every credential minted from the key, as a tree. */
export function SessionsPane() {
	const view = useView(whole => whole);
	const state = useIncident(whole => whole);
	const {width, height} = layoutOf(view.size, view.files).panes.sessions;
	return <Lines lines={sessionsLines(state, view, width)} width={width} height={height} />;
}

function sessionsLines(state: State, view: View, width: number): readonly Line[] {
	const focused = view.pane === 'sessions';
	const alive = state.credentials.filter(mayWork).length;
	const right = [span(alive === 0 ? 'none works' : `${alive} may work`, alive === 0 ? 'good' : 'bad')];
	const title = paneTitle(
		{
			number: 2,
			name: 'Sessions',
			detail: plural(state.credentials.length, 'credential'),
			right: state.credentials.length === 0 ? [] : right,
			focused,
		},
		width,
	);
	if (state.credentials.length === 0) return [title, line(''), line(`  ${emptyText(state)}`, 'dim')];
	const columns = sessionColumns(width - 2);
	const branches = treeOf(state.credentials);
	const cursor = indexOf(
		branches.map(({credential}) => credential.id),
		view.sessions,
	);
	const room = listHeight(view, 'sessions');
	const top = windowTop(branches.length, cursor, room);
	const prefixOf = drawnPrefixes(branches);
	const rows = branches
		.slice(top, top + room)
		.map((branch, index) =>
			cursorLine(
				sessionLine(branch.credential, prefixOf(branch), columns, view),
				{here: top + index === cursor, focused},
				width,
			),
		);
	// A short list leaves the detail more rows.
	const spare = room - rows.length;
	const current = branches[cursor];
	const detail =
		current === undefined
			? []
			: detailLines(sessionDetail(current.credential, view), width, detailRows + spare);
	const blank = Array.from({length: spare + detailRows - detail.length}, () => line(''));
	return [title, [span('  '), ...sessionHead(columns)], ...rows, ...blank, ...detail];
}

function emptyText({trace}: State): string {
	if (trace.state === 'failed') return 'The history could not be read: press ! for why.';
	return isReading({trace}) ? 'Reading the history …' : 'The history shows no credential of the lineage.';
}
