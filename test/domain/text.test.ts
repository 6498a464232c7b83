import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {sanitise, textOf} from '../../source/domain/text.ts';

const anyText = fc.oneof(
	fc.string({unit: 'binary'}),
	fc.array(fc.integer({min: 0, max: 0xffff})).map(codes => String.fromCharCode(...codes)),
	fc
		.array(fc.constantFrom('\u001b[2J', '\r', '\n', '\u202e', '\u200b', '\ud800', 'a', '\u2028', '\u009b'))
		.map(parts => parts.join('')),
);

describe('a text of the attacker’s choice', () => {
	it('keeps nothing that a terminal obeys or that hides', () => {
		fc.assert(
			fc.property(anyText, text => {
				expect(sanitise(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
			}),
		);
	});

	it('is the same when sanitised twice', () => {
		fc.assert(
			fc.property(anyText, text => {
				expect(sanitise(sanitise(text))).toBe(sanitise(text));
			}),
		);
	});

	it('shows that something was there', () => {
		expect(sanitise('safe\u001b[31m\u202etxt')).toBe('safe\ufffd[31m\ufffdtxt');
	});

	it('leaves letters of all scripts and emoji alone', () => {
		expect(sanitise('Ünïcode 日本語 🙂')).toBe('Ünïcode 日本語 🙂');
	});

	it('is null where there is none', () => {
		expect([textOf(''), textOf(7), textOf(null), textOf({})]).toEqual([null, null, null, null]);
	});
});
