import {sanitise} from '../../../domain/text.ts';
import {type Line, plainText, span} from '../../text/span.ts';
import {pieces, widthOf} from '../../text/width.ts';
import {glyphs} from '../../theme/glyphs.ts';

/** One row of a record. */
export interface JsonLine {
	/** Of the object or list that enter folds here; null on rows that cannot fold. */
	readonly fold: string | null;
	readonly spans: Line;
}

/** Deeper than any record of AWS; a hostile file may nest without end. */
const deepest = 40;

/** The record row by row, folded parts as one row each. Every text is sanitised; long ones wrap. */
export function jsonLines(record: unknown, folded: ReadonlySet<string>, width: number): readonly JsonLine[] {
	const lines: JsonLine[] = [];
	const write = (value: unknown, name: string | null, path: string, depth: number) => {
		const indent = '  '.repeat(Math.min(depth, deepest));
		const label = name === null ? '' : `${sanitise(name)}: `;
		if (typeof value !== 'object' || value === null) {
			lines.push(...scalar(value, indent, label, width));
			return;
		}
		const entries = Object.entries(value);
		const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
		const shut = folded.has(path) || entries.length === 0 || depth >= deepest;
		const glyph = entries.length === 0 ? ' ' : shut ? glyphs.folded : glyphs.open;
		const count =
			shut && entries.length > 0 ? `${open} ${entries.length} … ${close}` : shut ? open + close : open;
		lines.push({
			fold: entries.length === 0 ? null : path,
			spans: [span(`${indent}${glyph} `, 'dim'), span(label, 'accent'), span(count, 'dim')],
		});
		if (shut) return;
		for (const [key, child] of entries)
			write(child, Array.isArray(value) ? null : key, `${path}/${key}`, depth + 1);
		lines.push({fold: path, spans: [span(`${indent}  ${close}`, 'dim')]});
	};
	write(record, null, '', 0);
	return lines;
}

function scalar(value: unknown, indent: string, label: string, width: number): readonly JsonLine[] {
	const text = typeof value === 'string' ? `"${sanitise(value)}"` : String(value);
	const tone = typeof value === 'string' ? 'text' : 'good';
	const room = Math.max(10, width - indent.length - 4);
	// A long text goes on below, over as many rows as it takes, so that all of it can be read.
	const inline = widthOf(label) + widthOf(text) <= room;
	const head = {
		fold: null,
		spans: [span(`${indent}  `), span(label, 'accent'), span(inline ? text : '', tone)],
	};
	const below = inline ? [] : pieces(text, room);
	return [head, ...below.map(part => ({fold: null, spans: [span(`${indent}    `), span(part, tone)]}))];
}

/** The paths of everything that can be folded below the top. */
export function foldPaths(record: unknown): ReadonlySet<string> {
	const lines = jsonLines(record, new Set(), 10_000);
	return new Set(lines.flatMap(({fold}) => (fold === null || fold === '' ? [] : [fold])));
}

/** Indexes of the rows that hold the text, whatever its case. */
export function matches(lines: readonly JsonLine[], search: string): readonly number[] {
	const needle = search.toLowerCase();
	return lines.flatMap(({spans}, index) => (plainText(spans).toLowerCase().includes(needle) ? [index] : []));
}
