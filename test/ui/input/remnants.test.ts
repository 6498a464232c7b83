import {describe, expect, it} from 'vitest';
import {createRemnantFilter} from '../../../source/ui/input/remnants.ts';
import {noKey} from '../stage.ts';

/** Feeds events `gap` ms apart and returns those that come through; `ESC` is the escape key. */
function through(gap: number, ...events: readonly string[]): readonly string[] {
	const isRemnant = createRemnantFilter();
	return events.filter((event, index) => {
		const key = {...noKey, escape: event === 'ESC', meta: event === 'M-O'};
		return !isRemnant(event === 'ESC' ? '' : event.replace('M-', ''), key, index * gap, false);
	});
}

describe('torn escape sequences', () => {
	it('swallows the rest of an arrow key behind its escape', () => {
		expect(through(25, 'ESC', '[A', 'j')).toEqual(['ESC', 'j']);
		expect(through(25, 'ESC', '[', 'D', 'j')).toEqual(['ESC', 'j']);
	});

	it('swallows Delete and F1 torn in two', () => {
		expect(through(25, '[', '3~', 'j')).toEqual(['j']);
		expect(through(25, 'M-O', 'P', 'j')).toEqual(['j']);
	});

	it('lets keys through that come later than any rest of a sequence', () => {
		expect(through(200, 'ESC', 'd')).toEqual(['ESC', 'd']);
		expect(through(200, '[', 'A')).toEqual(['A']);
	});

	it('lets an ordinary key behind escape through at once', () => {
		expect(through(5, 'ESC', 'j', 'O')).toEqual(['ESC', 'j', 'O']);
	});

	it('leaves a [ to the text field that is typed into', () => {
		const isRemnant = createRemnantFilter();
		expect(isRemnant('[', noKey, 0, true)).toBe(false);
		expect(isRemnant('a', noKey, 10, true)).toBe(false);
	});
});
