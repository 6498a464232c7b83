import stringWidth from 'string-width';

const segmenter = new Intl.Segmenter('en', {granularity: 'grapheme'});

/** The text's user-perceived characters. */
export function graphemes(text: string): readonly string[] {
	return isAscii(text) ? text.split('') : Array.from(segmenter.segment(text), part => part.segment);
}

/** Cells that the text takes on a terminal. */
export function widthOf(text: string): number {
	return isAscii(text) ? text.length : stringWidth(text);
}

/** Cuts the text to at most `width` cells, with `…` where something was cut. */
export function truncate(text: string, width: number): string {
	if (width <= 0) return '';
	if (widthOf(text) <= width) return text;
	let kept = '';
	let used = 0;
	for (const part of graphemes(text)) {
		const cells = widthOf(part);
		if (used + cells > width - 1) break;
		kept += part;
		used += cells;
	}
	return `${kept}…`;
}

/** Cuts or pads the text to exactly `width` cells. */
export function fitText(text: string, width: number, align: 'left' | 'right' = 'left'): string {
	if (width <= 0) return '';
	const cut = truncate(text, width);
	const padding = ' '.repeat(width - widthOf(cut));
	return align === 'left' ? cut + padding : padding + cut;
}

/** Breaks the text into lines of at most `width` cells, between words where it can. */
export function wrap(text: string, width: number): readonly string[] {
	if (width <= 0) return [];
	const lines: string[] = [];
	let line = '';
	for (const word of text.split(' ').flatMap(word => pieces(word, width))) {
		const joined = line === '' ? word : `${line} ${word}`;
		if (widthOf(joined) <= width) {
			line = joined;
			continue;
		}
		lines.push(line);
		line = word;
	}
	lines.push(line);
	return lines;
}

/** A text that is too long for a line in pieces that fit, nothing lost: after a comma or blank where there is one late. */
export function pieces(word: string, width: number): readonly string[] {
	if (widthOf(word) <= width) return [word];
	const parts: string[] = [];
	let part: string[] = [];
	let used = 0;
	for (const grapheme of graphemes(word)) {
		const cells = widthOf(grapheme);
		if (used + cells > width && part.length > 0) {
			const end = breakIn(part);
			parts.push(part.slice(0, end).join(''));
			part = part.slice(end);
			used = widthOf(part.join(''));
		}
		part.push(grapheme);
		used += cells;
	}
	return [...parts, part.join('')];
}

/** How many graphemes of a full row stay on it. */
function breakIn(row: readonly string[]): number {
	const last = row.findLastIndex(grapheme => ' ,;&'.includes(grapheme));
	return last >= row.length / 2 ? last + 1 : row.length;
}

/** The fast path: nearly everything that AWS sends is printable ASCII (terminal guide §3.20). */
function isAscii(text: string): boolean {
	return /^[\x20-\x7e]*$/.test(text);
}
