import {describe, expect, it} from 'vitest';
import {pressesOf} from '../../../source/ui/input/press.ts';
import {noKey} from '../stage.ts';

const keys = (input: string, key = {}) => pressesOf(input, {...noKey, ...key}).map(press => press.key);

describe('presses', () => {
	it('takes a burst apart, and says that nothing in it came alone', () => {
		expect(pressesOf('jjj', noKey)).toEqual([
			{key: 'j', text: 'j', fresh: false},
			{key: 'j', text: 'j', fresh: false},
			{key: 'j', text: 'j', fresh: false},
		]);
		expect(pressesOf('j', noKey)).toEqual([{key: 'j', text: 'j', fresh: true}]);
	});

	it('names enter, tab and space inside a burst', () => {
		expect(keys('a \t\r')).toEqual(['a', 'space', 'tab', 'enter']);
	});

	it('keeps characters that people see as one together', () => {
		expect(keys('é👩‍💻x')).toEqual(['é', '👩‍💻', 'x']);
	});

	it('does not take alt-d or ctrl-d for d', () => {
		expect(keys('d', {meta: true})).toEqual(['alt-d']);
		expect(keys('d', {ctrl: true})).toEqual(['ctrl-d']);
	});

	it('names arrows, and the two tabs', () => {
		expect(keys('', {upArrow: true})).toEqual(['up']);
		expect(keys('', {tab: true})).toEqual(['tab']);
		expect(keys('', {tab: true, shift: true})).toEqual(['shift-tab']);
	});

	it('drops control characters', () => {
		expect(keys('\u0001\u001bx')).toEqual(['x']);
	});
});
