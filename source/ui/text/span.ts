import type {Tone} from '../theme/tones.ts';
import {fitText, truncate, widthOf} from './width.ts';

/** A piece of a line with one meaning. */
export interface Span {
	readonly text: string;
	readonly tone: Tone;
}

/** One row of the screen; never holds a newline. */
export type Line = readonly Span[];

export function span(text: string, tone: Tone = 'text'): Span {
	return {text, tone};
}

export function line(text: string, tone: Tone = 'text'): Line {
	return [span(text, tone)];
}

/** Cells that the line takes. */
export function lineWidth(spans: Line): number {
	return spans.reduce((sum, {text}) => sum + widthOf(text), 0);
}

/** Cuts or pads the line to exactly `width` cells. */
export function fitLine(spans: Line, width: number): Line {
	const fitted: Span[] = [];
	let left = width;
	for (const {text, tone} of spans) {
		const cells = widthOf(text);
		if (cells > left) {
			if (left > 0) fitted.push({text: truncate(text, left), tone});
			left -= left > 0 ? widthOf(truncate(text, left)) : 0;
			break;
		}
		fitted.push({text, tone});
		left -= cells;
	}
	return left > 0 ? [...fitted, span(' '.repeat(left))] : fitted;
}

/** Two lines on one row: `left` is cut where `right` would not fit. */
export function justify(left: Line, right: Line, width: number): Line {
	const room = Math.max(0, width - lineWidth(right));
	return fitLine([...fitLine(left, room), ...right], width);
}

/** The same text in one tone: a cursor row has no other colours. */
export function recolour(spans: Line, tone: Tone): Line {
	return [span(spans.map(({text}) => text).join(''), tone)];
}

/** The line as plain text. */
export function plainText(spans: Line): string {
	return spans.map(({text}) => text).join('');
}

/** A cell of a table row. Width 0 hides the column. */
export interface Cell {
	readonly text: string;
	readonly width: number;
	readonly tone?: Tone;
	readonly align?: 'left' | 'right';
}

/** Lays cells side by side, one blank between them. */
export function row(cells: readonly Cell[]): Line {
	const shown = cells.filter(({width}) => width > 0);
	return shown.flatMap(({text, width, tone, align}, index) => [
		span(fitText(text, width, align), tone),
		...(index < shown.length - 1 ? [span(' ')] : []),
	]);
}
