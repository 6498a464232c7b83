import {replacement, sanitise} from '../domain/text.ts';

/** Longer texts are cut: the JSON report has them whole. */
const longest = 160;

/**
 * A text of the attacker's choice as Markdown that cannot become anything else: no link, no HTML, no table cell of its
 * own. A code span interprets nothing; a `|` inside one would still end a table's cell, so it is shown as `¦`.
 */
export function code(text: string | null): string {
	if (text === null || text === '') return '–';
	const plain = sanitise(text).replaceAll('|', '¦');
	const safe =
		plain.length > longest ? `${plain.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…` : plain;
	const runs = safe.match(/`+/g) ?? [];
	const fence = '`'.repeat(Math.max(0, ...runs.map(({length}) => length)) + 1);
	// Spaces at both ends belong to the fence; a text of spaces alone would lose them all and end the span.
	const body = safe.trim() === '' ? safe.replaceAll(' ', replacement) : safe;
	return runs.length > 0 || body !== body.trim() ? `${fence} ${body} ${fence}` : `${fence}${body}${fence}`;
}

/** A line of prose that holds foreign words: every character that Markdown or HTML could act on is escaped. */
export function prose(text: string): string {
	return sanitise(text)
		.replaceAll('|', '¦')
		.replace(/[\\`*_{}[\]<>()#+!~&$@]/g, '\\$&')
		.replace(/:(?=\/\/)/g, '\\:')
		.replace(/^(\s*)([-=])/, '$1\\$2')
		.replace(/^(\s*\d+)\./, '$1\\.')
		.replace(/\bwww\./gi, 'www\\.');
}

/** A table; no rows, no table. Cells are Markdown already. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
	if (rows.length === 0) return ['None.'];
	return [heads, heads.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`);
}
