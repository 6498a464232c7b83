import type {Key} from 'ink';
import {graphemes} from '../text/width.ts';

/** One key, as bindings name it. */
export interface Press {
	/** `j`, `G`, `enter`, `shift-tab`, `ctrl-d`, `alt-x` */
	readonly key: string;
	/** What it types into a text field; null for keys that type nothing. */
	readonly text: string | null;
	/** Whether it came alone. Held keys over SSH arrive as one burst, and a burst must confirm nothing. */
	readonly fresh: boolean;
}

const named = [
	['upArrow', 'up'],
	['downArrow', 'down'],
	['leftArrow', 'left'],
	['rightArrow', 'right'],
	['pageUp', 'pageup'],
	['pageDown', 'pagedown'],
	['home', 'home'],
	['end', 'end'],
	['return', 'enter'],
	['escape', 'esc'],
	['backspace', 'backspace'],
	['delete', 'delete'],
] as const satisfies readonly (readonly [keyof Key, string])[];

const typed: Readonly<Record<string, string>> = {
	'\r': 'enter',
	'\n': 'enter',
	'\r\n': 'enter',
	'\t': 'tab',
	' ': 'space',
};

/** What Ink reports as one input event, key by key: `jjj` is three presses (terminal guide §3.4). */
export function pressesOf(input: string, key: Key): readonly Press[] {
	if (key.eventType === 'release') return [];
	for (const [flag, name] of named) {
		if (key[flag]) return [{key: name, text: null, fresh: true}];
	}
	if (key.tab) return [{key: key.shift ? 'shift-tab' : 'tab', text: null, fresh: true}];
	if (key.ctrl) return [{key: `ctrl-${input}`, text: null, fresh: true}];
	if (key.meta) return [{key: `alt-${input}`, text: null, fresh: true}];
	const parts = graphemes(input);
	return parts.flatMap(part => pressOf(part, parts.length === 1));
}

function pressOf(part: string, fresh: boolean): readonly Press[] {
	const name = typed[part];
	if (name !== undefined) return [{key: name, text: name === 'space' ? ' ' : null, fresh}];
	return /^\p{Cc}/u.test(part) ? [] : [{key: part, text: part, fresh}];
}
