import {fitLine, type Line, recolour, span} from '../text/span.ts';
import {glyphs} from '../theme/glyphs.ts';

/** A row of a list: the cursor's row is inverted where its pane has the keys, and pointed at everywhere. */
export function cursorLine(
	spans: Line,
	{here, focused}: {readonly here: boolean; readonly focused: boolean},
	width: number,
): Line {
	const row = [span(here ? `${glyphs.cursor} ` : '  ', here ? 'accent' : 'text'), ...spans];
	return here && focused ? recolour(fitLine(row, width), 'cursor') : row;
}
