import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {dialogBox, layoutOf, minimum} from '../../../source/ui/view/layout.ts';
import {indexOf, moved, windowTop} from '../../../source/ui/view/place.ts';
import {reduceView} from '../../../source/ui/view/reduce.ts';
import {initialView} from '../../../source/ui/view/state.ts';

describe('a place in a list', () => {
	it('stays on its id when rows come and go, and near its index when the row itself goes', () => {
		const place = moved(['a', 'b', 'c'], {id: 'a', index: 0}, 1);
		expect(place).toEqual({id: 'b', index: 1});
		expect(indexOf(['x', 'y', 'a', 'b'], place)).toBe(3);
		expect(indexOf(['a', 'c'], place)).toBe(1);
		expect(indexOf(['a'], place)).toBe(0);
		expect(indexOf([], place)).toBe(-1);
	});

	it('shows a window that holds the cursor and is never emptier than it must', () => {
		fc.assert(
			fc.property(fc.nat(200), fc.nat(200), fc.integer({min: 1, max: 60}), (length, wanted, height) => {
				const cursor = Math.min(wanted, Math.max(0, length - 1));
				const top = windowTop(length, cursor, height);
				expect(top).toBeGreaterThanOrEqual(0);
				expect(cursor - top).toBeLessThan(height);
				expect(cursor).toBeGreaterThanOrEqual(top);
				if (length > height) expect(top + height).toBeLessThanOrEqual(length);
			}),
		);
	});
});

describe('the layout', () => {
	it('fills the terminal exactly, in one column or two', () => {
		const size = fc.record({
			columns: fc.integer({min: minimum.columns, max: 300}),
			rows: fc.integer({min: minimum.rows, max: 120}),
		});
		fc.assert(
			fc.property(size, terminal => {
				const {panes, wide, body, tooSmall} = layoutOf(terminal);
				expect(tooSmall).toBe(false);
				expect(body.height).toBe(terminal.rows - (wide ? 4 : 5));
				if (!wide) return;
				expect(panes.key.height + panes.sessions.height).toBe(body.height);
				expect(panes.events.height + panes.resources.height).toBe(body.height);
				expect(panes.key.width + 1 + panes.events.width).toBe(terminal.columns);
				for (const {height} of Object.values(panes)) expect(height).toBeGreaterThanOrEqual(5);
			}),
		);
	});

	it('gives the events and sessions of files the room that other panes have no use for', () => {
		const size = {columns: 160, rows: 50};
		const [account, files] = [layoutOf(size).panes, layoutOf(size, true).panes];
		expect(files.events.height).toBeGreaterThan(account.events.height + 10);
		expect(files.sessions.height).toBeGreaterThan(account.sessions.height + 5);
		expect(files.key.height + files.sessions.height).toBe(46);
		expect(files.events.height + files.resources.height).toBe(46);
	});

	it('keeps every dialog inside the body', () => {
		const size = fc.record({columns: fc.integer({min: 80, max: 300}), rows: fc.integer({min: 24, max: 120})});
		fc.assert(
			fc.property(size, fc.nat(200), (terminal, rows) => {
				const box = dialogBox(terminal, rows);
				expect(box.left).toBeGreaterThanOrEqual(0);
				expect(box.left + box.width).toBeLessThanOrEqual(terminal.columns);
				expect(box.top + box.height).toBeLessThanOrEqual(terminal.rows - 2);
				expect(box.room).toBeGreaterThan(0);
			}),
		);
	});
});

describe('messages', () => {
	it('go away after some seconds', () => {
		const view = initialView({columns: 80, rows: 24}, 0);
		const said = reduceView(view, {type: 'flash', text: 'Copied.', tone: 'good', ticks: 1000});
		expect(reduceView(said, {type: 'tick', now: 0, ticks: 3000}).flash?.text).toBe('Copied.');
		expect(reduceView(said, {type: 'tick', now: 0, ticks: 7000}).flash).toBeNull();
	});
});
