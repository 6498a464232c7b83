import {sanitise} from '../../domain/text.ts';
import {graphemes} from '../text/width.ts';
import type {Press} from './press.ts';

/** A text field of one line. */
export interface Field {
	readonly text: string;
	/** The cursor's place, counted in graphemes. */
	readonly at: number;
}

export const emptyField: Field = {text: '', at: 0};

/** More than any filter or id needs; a paste beyond it is cut. */
const limit = 500;

export function fieldOf(text: string): Field {
	return {text, at: graphemes(text).length};
}

/** Puts text in at the cursor; of a paste only the first line. */
export function insert(field: Field, text: string): Field {
	const added = sanitise(text.split(/[\r\n]/, 1)[0] ?? '');
	const parts = graphemes(field.text);
	const before = graphemes(parts.slice(0, field.at).join('') + added).slice(0, limit);
	const after = parts.slice(field.at);
	return {text: [...before, ...after].slice(0, limit).join(''), at: before.length};
}

/** What a key does to the field; the same field back if it does nothing. */
export function edit(field: Field, press: Press): Field {
	if (press.text !== null) return insert(field, press.text);
	const parts = graphemes(field.text);
	const without = (from: number, to: number): Field => ({
		text: [...parts.slice(0, from), ...parts.slice(to)].join(''),
		at: from,
	});
	switch (press.key) {
		case 'backspace':
			return field.at === 0 ? field : without(field.at - 1, field.at);
		case 'delete':
			return field.at === parts.length ? field : without(field.at, field.at + 1);
		case 'ctrl-u':
			return without(0, field.at);
		case 'ctrl-w':
			return without(wordStart(parts, field.at), field.at);
		case 'left':
			return {...field, at: Math.max(0, field.at - 1)};
		case 'right':
			return {...field, at: Math.min(parts.length, field.at + 1)};
		case 'home':
		case 'ctrl-a':
			return {...field, at: 0};
		case 'end':
		case 'ctrl-e':
			return {...field, at: parts.length};
		default:
			return field;
	}
}

function wordStart(parts: readonly string[], at: number): number {
	let start = at;
	while (start > 0 && parts[start - 1] === ' ') start -= 1;
	while (start > 0 && parts[start - 1] !== ' ') start -= 1;
	return start;
}
