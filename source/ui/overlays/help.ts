import {sections} from '../keymap/sections.ts';
import {type Line, line, row, span} from '../text/span.ts';
import type {Pane} from '../view/state.ts';

/** The key table, the present pane's part first, then the glyphs. */
export function helpLines(pane: Pane, width: number): readonly Line[] {
	const own = sections.filter(({scopes}) => scopes.includes(pane));
	const rest = sections.filter(({scopes}) => !scopes.includes(pane));
	return [...own, ...rest]
		.flatMap(section => [
			line(section.title, 'strong'),
			...section.keys.map(({keys, title}) =>
				row([
					{text: ` ${keys}`, width: 18, tone: 'accent'},
					{text: title, width: Math.max(0, width - 19)},
				]),
			),
			line(''),
		])
		.concat(legend);
}

const legend: readonly Line[] = [
	line('Signs', 'strong'),
	[span(' ◆ ▲ • ·   ', 'accent'), span('critical, high, medium, low')],
	[span(' IAM CPU ORG ', 'accent'), span('identity created, compute started, organization changed')],
	[span(' R W D ?   ', 'accent'), span('reads, writes, deletes, not said by the record')],
	[span(' ! x       ', 'accent'), span('after the letter: denied, failed')],
	[span(' ●         ', 'accent'), span('marked')],
];
