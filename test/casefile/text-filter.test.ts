import {describe, expect, it} from 'vitest';
import {invalidText, readTextFilter} from '../../source/casefile/text-filter.ts';

describe('the text of a filter', () => {
	it('is a substring in any case', () => {
		expect(readTextFilter('RunInst')).toEqual({inverted: false, needle: 'runinst', regex: null});
	});

	it('is nothing when empty, and not yet anything after a lone !', () => {
		expect(readTextFilter('')).toBeNull();
		expect(readTextFilter('!')).toBeNull();
	});

	it('is a pattern between slashes; classes keep their case', () => {
		const filter = readTextFilter(String.raw`!/^\S+ EC2:Run\D/`);
		expect(filter?.inverted).toBe(true);
		expect(filter?.regex?.source).toBe(String.raw`^\S+ ec2:run\D`);
	});

	it.each([
		['/(/', 'unterminated group'],
		['/(a)\\1/', 'back-references are not supported'],
		['/a(?=b)/', 'look-around is not supported'],
		['/(?i:a)/', 'look-around is not supported'],
		['/a{1,500}/', 'counts above {16} are not supported'],
		[`/${'a'.repeat(201)}/`, 'a pattern of more than 200 characters'],
	])('%s is not valid: %s', (text, reason) => expect(invalidText(text)).toBe(reason));

	it.each(['', 'a(', '/', '//', '/half', '/a|b/', '!x', String.raw`/\d{1,3}\./`])('%s is valid', text =>
		expect(invalidText(text)).toBeNull());

	it.each(['/^(a+)+$/', '/(x+x+)+y/', '/(a|a)*b/', '/(.*)*:(.*)*!/'])('%s ends on hostile input', text => {
		// Without the engine of linear time each of these takes longer than the universe has.
		const hostile = `${'a'.repeat(500)}${'x'.repeat(500)}`;
		expect(readTextFilter(text)?.regex?.test(hostile)).toBe(false);
	});
});
