import {useMemo} from 'react';
import {cursorLine} from '../../components/cursor-line.ts';
import {Lines} from '../../components/lines.tsx';
import {type Line, line, plainText, recolour, span} from '../../text/span.ts';
import {useStage, useView} from '../../view/context.tsx';
import {layoutOf, overlayHeight} from '../../view/layout.ts';
import type {RecordView} from '../../view/overlay.ts';
import {windowTop} from '../../view/place.ts';
import {jsonLines} from './json-lines.ts';

/** The whole record of an event as folding JSON, with search. */
export function RecordOverlay({shown}: {readonly shown: RecordView}) {
	const {session} = useStage();
	const size = useView(view => view.size);
	const {width, height} = layoutOf(size).body;
	const record = useMemo(() => session.events.record(shown.eventId), [session, shown.eventId]);
	const rows = useMemo(() => jsonLines(record, shown.folded, width - 4), [record, shown.folded, width]);
	const room = overlayHeight({size});
	const cursor = Math.min(shown.cursor, rows.length - 1);
	const top = windowTop(rows.length, cursor, room);
	const needle = shown.search.toLowerCase();
	const found = (spans: Line) => needle !== '' && plainText(spans).toLowerCase().includes(needle);
	const lines = rows
		.slice(top, top + room)
		.map(({spans}, index) =>
			cursorLine(
				found(spans) ? recolour(spans, 'warn') : spans,
				{here: top + index === cursor, focused: true},
				width,
			),
		);
	const hits =
		needle === '' ? '' : `  “${shown.search}”: ${rows.filter(({spans}) => found(spans)).length} rows`;
	const title = [
		span('─▸ ', 'accent'),
		span(`Record ${shown.eventId}`, 'strong'),
		span(hits, 'warn'),
		span(`  ${cursor + 1}/${rows.length}`, 'dim'),
	];
	return (
		<Lines
			lines={[
				title,
				line(''),
				...(record === null ? [line('  The case has no such event.', 'warn')] : lines),
			]}
			width={width}
			height={height}
		/>
	);
}
