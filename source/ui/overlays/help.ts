import {type Section, sections} from '../keymap/sections.ts';
import {fitLine, type Line, line, span} from '../text/span.ts';
import {fitText, wrap} from '../text/width.ts';
import type {Pane} from '../view/state.ts';

/** Cells of the keys before what they do. */
const keysWidth = 19;

/** Two columns where each has as many cells as this. */
const columnFrom = 60;

const gap = 3;

/** The key table, the present pane's part first, then the signs; side by side where there is room. */
export function helpLines(pane: Pane, width: number): readonly Line[] {
	const own = sections.filter(({scopes}) => scopes.includes(pane));
	const rest = sections.filter(({scopes}) => !scopes.includes(pane));
	const half = Math.floor((width - gap) / 2);
	const each = half < columnFrom ? width : half;
	const blocks = [...[...own, ...rest].map(section => sectionLines(section, each)), legend];
	return each === width ? blocks.flat() : sideBySide(blocks, each);
}

function sectionLines({title, keys}: Section, width: number): readonly Line[] {
	return [
		line(title, 'strong'),
		...keys.flatMap(key =>
			wrap(key.title, width - keysWidth).map((part, index) => [
				span(fitText(index === 0 ? ` ${key.keys}` : '', keysWidth), 'accent'),
				span(part),
			]),
		),
		line(''),
	];
}

/** Blocks stay whole; the left column takes them until it has half of the rows. */
function sideBySide(blocks: readonly (readonly Line[])[], width: number): readonly Line[] {
	const total = blocks.flat().length;
	const left: Line[] = [];
	const right: Line[] = [];
	for (const block of blocks) (right.length === 0 && left.length < total / 2 ? left : right).push(...block);
	return Array.from({length: Math.max(left.length, right.length)}, (_, index) => [
		...fitLine(left[index] ?? [], width + gap),
		...(right[index] ?? []),
	]);
}

const legend: readonly Line[] = [
	line('Signs', 'strong'),
	...[
		['◆ ▲ • ·', 'critical, high, medium, low'],
		['IAM CPU ORG', 'identity created, compute started, organization changed'],
		['R W D ?', 'reads, writes, deletes, not said by the record'],
		['! x', 'after the letter: denied, failed'],
		['●', 'marked'],
		['term stop ?', 'protected from termination, from stopping, not known'],
	].map(([sign = '', meaning = '']) => [span(fitText(` ${sign}`, keysWidth), 'accent'), span(meaning)]),
];
