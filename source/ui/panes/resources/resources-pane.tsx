import {resourceKey} from '../../../domain/resource.ts';
import type {State} from '../../../investigation/state.ts';
import {cursorLine} from '../../components/cursor-line.ts';
import {detailLines} from '../../components/detail.ts';
import {Lines} from '../../components/lines.tsx';
import {paneTitle} from '../../components/pane-title.ts';
import {plural} from '../../text/names.ts';
import {type Line, line, span} from '../../text/span.ts';
import {useIncident, useView} from '../../view/context.tsx';
import {detailRows, layoutOf, listHeight} from '../../view/layout.ts';
import {indexOf, windowTop} from '../../view/place.ts';
import type {View} from '../../view/state.ts';
import {filterLabel} from '../events/crumbs.ts';
import {regionStrip} from './region-strip.ts';
import {makerOf, resourceColumns, resourceDetail, resourceHead, resourceLine} from './resource-line.ts';
import {madeByLineage, resourceRows} from './rows.ts';

/** What runs in the account, in all regions, what the lineage made first. */
export function ResourcesPane() {
	const view = useView(whole => whole);
	const state = useIncident(whole => whole);
	const {width, height} = layoutOf(view.size, view.files).panes.resources;
	return <Lines lines={resourcesLines(state, view, width)} width={width} height={height} />;
}

function resourcesLines(state: State, view: View, width: number): readonly Line[] {
	const focused = view.pane === 'resources';
	const {marks, place, sort, filter} = view.resources;
	const rows = resourceRows(state, view.resources);
	const marked = rows.filter(row => marks.has(resourceKey(row))).length;
	const how = [`by ${sort}`, ...(filter === '' ? [] : [filterLabel(filter)])].join(' › ');
	const title = paneTitle(
		{number: 4, name: 'Resources', detail: how, right: rightOf(state, marked), focused},
		width,
	);
	const strip: Line = [span('  '), ...regionStrip(state)];
	if (rows.length === 0) return [title, strip, line(''), line(`  ${emptyText(state, filter)}`, 'dim')];
	const columns = resourceColumns(width);
	const cursor = indexOf(rows.map(resourceKey), place);
	const room = listHeight(view, 'resources');
	const top = windowTop(rows.length, cursor, room);
	const lines = rows.slice(top, top + room).map((resource, index) => {
		const facts = {marked: marks.has(resourceKey(resource)), maker: makerOf(state, resource), now: view.now};
		return cursorLine(resourceLine(resource, facts, columns), {here: top + index === cursor, focused}, width);
	});
	const current = rows[cursor];
	const detail =
		current === undefined
			? []
			: detailLines(resourceDetail(current, makerOf(state, current)), width, detailRows);
	const blank = Array.from({length: Math.max(0, room - lines.length)}, () => line(''));
	return [title, strip, [span('  '), ...resourceHead(columns)], ...lines, ...blank, ...detail];
}

function rightOf(state: State, marked: number): Line {
	const made = madeByLineage(state).length;
	return [
		...(marked === 0 ? [] : [span(` ${marked} marked `, 'badge-warn'), span(' ')]),
		...(made === 0 ? [] : [span(`${made} by the lineage`, 'bad'), span(' of ', 'dim')]),
		span(plural(state.resources.size, 'resource'), 'dim'),
	];
}

function emptyText({setting, scans}: State, filter: string): string {
	if (setting === 'logs') return 'Files do not say what runs now.';
	if (filter !== '') return 'No resource matches. esc takes the filter away.';
	if ([...scans.values()].some(({scan}) => scan.state === 'reading') || scans.size === 0)
		return 'Looking in every region …';
	return 'No instance and no function in any region that could be read.';
}
