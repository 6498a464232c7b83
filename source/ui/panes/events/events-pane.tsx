import {useMemo} from 'react';
import {isReading} from '../../../investigation/selectors.ts';
import type {State} from '../../../investigation/state.ts';
import {cursorLine} from '../../components/cursor-line.ts';
import {detailLines} from '../../components/detail.ts';
import {Lines} from '../../components/lines.tsx';
import {paneTitle} from '../../components/pane-title.ts';
import {plural} from '../../text/names.ts';
import {type Line, line, span} from '../../text/span.ts';
import {useIncident, useStage, useView} from '../../view/context.tsx';
import {detailRows, layoutOf, listHeight} from '../../view/layout.ts';
import {crumbOf} from '../../view/state.ts';
import {trailLabel} from './crumbs.ts';
import {eventColumns, eventDetail, eventHead, eventLine} from './event-line.ts';
import {type EventPage, pageOf} from './page.ts';
import {useSearch} from './use-search.ts';

/** The stream of events, newest first; it follows unless the reader has moved away. */
export function EventsPane() {
	const {session} = useStage();
	const view = useView(whole => whole);
	const state = useIncident(whole => whole);
	const {width, height} = layoutOf(view.size, view.files).panes.events;
	const room = listHeight(view, 'events');
	const crumb = crumbOf(view);
	const focused = view.pane === 'events';
	const {version} = state.events;
	const searched = useSearch(session.events, crumb.filter, version);
	// biome-ignore lint/correctness/useExhaustiveDependencies: version and searched tell when the case file answers anew
	const page = useMemo(() => pageOf(session.events, crumb, room), [session, crumb, room, version, searched]);
	// biome-ignore lint/correctness/useExhaustiveDependencies: the case file counts anew when version or searched changes
	const count = useMemo(() => session.events.count(crumb.filter), [session, crumb.filter, version, searched]);
	const title = paneTitle(
		{
			number: 3,
			name: 'Events',
			detail: trailLabel(view.trail),
			right: rightOf(page, count, searched, state.trace.state !== 'done'),
			focused,
		},
		width,
	);
	if (page.rows.length === 0)
		return (
			<Lines
				lines={[title, line(''), line(`  ${emptyText(state, searched)}`, 'dim')]}
				width={width}
				height={height}
			/>
		);
	const columns = eventColumns(width, view.zone, view.now);
	const rows = page.rows.map((event, index) =>
		cursorLine(eventLine(event, columns), {here: index === page.cursor, focused}, width),
	);
	const current = page.rows[page.cursor];
	const detail = current === undefined ? [] : detailLines(eventDetail(current, view), width, detailRows);
	const blank = Array.from({length: room - rows.length}, () => line(''));
	return (
		<Lines
			lines={[title, [span('  '), ...eventHead(columns)], ...rows, ...blank, ...detail]}
			width={width}
			height={height}
		/>
	);
}

/** @param searched 0 to 1; below 1 the count is of what has been found so far. */
function rightOf({newer, following}: EventPage, count: number, searched: number, live: boolean): Line {
	const found = span(plural(count, 'event'), 'dim');
	if (searched < 1)
		return [span(`searching ${Math.floor(searched * 100)} %`, 'warn'), span(` ${count}+ events`, 'dim')];
	if (newer > 0) return [span(`▲ ${newer} new, f follows`, 'badge-warn'), span(' '), found];
	// What has been read to its end follows nothing.
	if (!live) return [found];
	return [span(following ? 'following' : 'scrolled', following ? 'good' : 'dim'), span(' '), found];
}

function emptyText({events, trace}: State, searched: number): string {
	if (searched < 1) return 'Nothing found yet, still searching …';
	if (events.total > 0) return 'No event matches. esc goes back, a shows the whole lineage.';
	if (isReading({trace}))
		return `Reading the history${trace.progress?.current == null ? '' : `: ${trace.progress.current}`} …`;
	if (trace.state === 'failed') return 'The history could not be read: press ! for why.';
	return 'The history shows no event of the key. It can lie back further, or in data events: press ! for what cannot be seen.';
}
