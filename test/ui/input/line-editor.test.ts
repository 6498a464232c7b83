import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {edit, emptyField, fieldOf, insert} from '../../../source/ui/input/line-editor.ts';
import {graphemes} from '../../../source/ui/text/width.ts';

const key = (name: string) => ({key: name, text: null, fresh: true});
const typed = (text: string) => ({key: text, text, fresh: true});

describe('a text field', () => {
	it('types, goes back and deletes by what people see as characters', () => {
		const field = [typed('a'), typed('e\u0301'), typed('b'), key('left'), key('backspace')].reduce(
			edit,
			emptyField,
		);
		expect(field).toEqual({text: 'ab', at: 1});
	});

	it('deletes a word, and everything before the cursor', () => {
		expect(edit(fieldOf('terminate 7'), key('ctrl-w'))).toEqual({text: 'terminate ', at: 10});
		expect(edit(fieldOf('terminate 7'), key('ctrl-u'))).toEqual({text: '', at: 0});
	});

	it('takes only the first line of a paste, and nothing that a terminal would obey', () => {
		expect(insert(emptyField, 'i-1\rterminate').text).toBe('i-1');
		expect(insert(emptyField, 'a\u001b[31mb').text).toBe('a\ufffd[31mb');
	});

	it('keeps its cursor inside the text, whatever is pressed', () => {
		const press = fc.oneof(
			fc
				.constantFrom('left', 'right', 'home', 'end', 'backspace', 'delete', 'ctrl-u', 'ctrl-w', 'f5')
				.map(key),
			fc.string({unit: 'grapheme', minLength: 1, maxLength: 3}).map(typed),
		);
		fc.assert(
			fc.property(fc.array(press), presses => {
				const {text, at} = presses.reduce(edit, emptyField);
				expect(at).toBeGreaterThanOrEqual(0);
				expect(at).toBeLessThanOrEqual(graphemes(text).length);
			}),
		);
	});
});
