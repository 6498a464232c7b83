import type {State} from '../../investigation/state.ts';
import {cursorLine} from '../components/cursor-line.ts';
import {Lines} from '../components/lines.tsx';
import {type Line, line, span} from '../text/span.ts';
import {useIncident, useView} from '../view/context.tsx';
import {layoutOf, overlayHeight} from '../view/layout.ts';
import type {Overlay} from '../view/overlay.ts';
import {windowTop} from '../view/place.ts';
import {journalEntries, journalHead} from './journal.ts';

/** Every write, and what AWS said; the one under the cursor can be taken back. */
export function JournalOverlay({shown}: {readonly shown: Extract<Overlay, {kind: 'journal'}>}) {
	const view = useView(whole => whole);
	const state = useIncident(whole => whole);
	const {width, height} = layoutOf(view.size).body;
	const entries = journalEntries(state, view, width - 4);
	const each = entries[0]?.lines.length ?? 1;
	// The column heads take a row of their own.
	const room = Math.max(1, Math.floor((overlayHeight(view) - 1) / each));
	const cursor = Math.min(shown.cursor, entries.length - 1);
	const top = windowTop(entries.length, cursor, room);
	const rows: readonly Line[] = entries
		.slice(top, top + room)
		.flatMap(({lines}, index) =>
			lines.map((spans, part) =>
				cursorLine(spans, {here: part === 0 && top + index === cursor, focused: true}, width),
			),
		);
	const title = [
		span('─▸ ', 'accent'),
		span('Journal: every write, and what AWS said', 'strong'),
		span(entries.length === 0 ? '' : `  ${cursor + 1}/${entries.length}`, 'dim'),
		span('  ↶ can be taken back', 'dim'),
	];
	const body =
		entries.length === 0
			? [line('  Nothing has been changed: the journal is empty.', 'dim')]
			: [[span('  '), ...journalHead(view, width - 4)], ...rows];
	return <Lines lines={[title, distrustLine(state), ...body]} width={width} height={height} />;
}

/** Whether the journal can be trusted; blank where it can. */
function distrustLine({distrusted}: State): Line {
	return distrusted === null ? line('') : line(`  It cannot be trusted: ${distrusted.problem}.`, 'critical');
}
