import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {CaseFile} from '../../source/casefile/case-file.ts';
import {openDatabase} from '../../source/casefile/database.ts';
import {
	type EventFilter,
	type EventPages,
	type EventRow,
	everything,
} from '../../source/casefile/event-query.ts';
import {searchText, showRow} from '../../source/casefile/event-row.ts';
import {EventSearch} from '../../source/casefile/event-search.ts';
import {countSql, isIndexed, pageSql, walksOf} from '../../source/casefile/event-select.ts';
import type {Event} from '../../source/domain/event.ts';
import {makeEvent, testKey} from '../make-event.ts';

const credentials = ['A', 'B', 'C'].map(name => testKey('ASIA', name));
const addresses = ['203.0.113.1', '203.0.113.2'];

const anyEvent = fc
	.record({
		id: fc.string({unit: fc.constantFrom('a', 'b', 'Z', 'é', '😀'), minLength: 1, maxLength: 3}),
		time: fc.integer({min: 1, max: 4}).map(second => second * 1000),
		credential: fc.constantFrom(null, ...credentials),
		onBehalfOf: fc.option(fc.constantFrom(...credentials), {nil: undefined, freq: 4}),
		sourceIp: fc.constantFrom(...addresses),
		name: fc.constantFrom('CreateUser', 'GetUser'),
		request: fc.constantFrom(null, {userName: 'eve'}),
	})
	.map(({onBehalfOf, ...parts}) =>
		makeEvent({...parts, source: 'iam.amazonaws.com', ...(onBehalfOf === undefined ? {} : {onBehalfOf})}),
	);

const anyFilter: fc.Arbitrary<EventFilter> = fc.record({
	credentials: fc.option(fc.subarray([...credentials, 'ASIASTRANGERSTRANGER'])),
	sourceIp: fc.option(fc.constantFrom(...addresses)),
	target: fc.option(fc.constantFrom('eve', 'bob')),
	flagged: fc.boolean(),
	text: fc.constantFrom('', 'createuser', '!createuser', '/create|eve/', '!/^1970.*get/', '/(/', '\u0000'),
});

/** What the filter says, said once more in the plainest way. */
function keeps(filter: EventFilter, row: EventRow): boolean {
	const {credentials: asked, sourceIp, target, flagged, text} = filter;
	if (asked !== null && ![row.credential, row.onBehalfOf].some(id => id !== null && asked.includes(id)))
		return false;
	if (sourceIp !== null && row.sourceIp !== sourceIp) return false;
	if (target !== null && row.target !== target) return false;
	if (flagged && row.severity === null) return false;
	const search = searchText(row);
	const found: Record<string, boolean> = {
		'': true,
		createuser: search.includes('createuser'),
		'!createuser': !search.includes('createuser'),
		'/create|eve/': /create|eve/.test(search),
		'!/^1970.*get/': !/^1970.*get/.test(search),
		'/(/': false,
		'\u0000': false,
	};
	return found[text] === true;
}

function sorted(events: readonly Event[], filter: EventFilter): readonly EventRow[] {
	const unique = [...new Map(events.toReversed().map(event => [event.id, event])).values()];
	return unique
		.map(showRow)
		.filter(row => keeps(filter, row))
		.toSorted(
			(one, other) => other.time - one.time || Buffer.compare(Buffer.from(other.id), Buffer.from(one.id)),
		);
}

describe('pages of events', () => {
	it('hold, put together in either direction, exactly what one sorted list would', () => {
		fc.assert(
			fc.property(
				fc.array(anyEvent, {maxLength: 40}),
				anyFilter,
				fc.integer({min: 1, max: 7}),
				(events, filter, limit) => {
					const {pages, add} = open();
					add(events);
					const expected = sorted(events, filter);
					finish(pages, filter);

					const down = [...pages.from(filter, null, limit)];
					for (let last = down.at(-1); last !== undefined; last = down.at(-1)) {
						const page = pages.olderThan(filter, last, limit);
						if (page.length === 0) break;
						down.push(...page);
					}
					expect(down).toEqual(expected);

					const up = [...pages.olderThan(filter, null, limit)];
					for (let first = up[0]; first !== undefined; first = up[0]) {
						const page = pages.newerThan(filter, first, limit);
						if (page.length === 0) break;
						up.unshift(...page);
					}
					expect(up).toEqual(expected);
				},
			),
			{numRuns: 150},
		);
	});

	it('know how many there are and how many are above the cursor, wherever it jumps', () => {
		fc.assert(
			fc.property(
				fc.array(anyEvent, {maxLength: 30}),
				fc.array(anyEvent, {maxLength: 5}),
				anyFilter,
				fc.array(fc.nat(), {maxLength: 8}),
				(before, after, filter, jumps) => {
					const {pages, add} = open();
					for (const batch of [before, after]) {
						add(batch);
						finish(pages, filter);
						const expected = sorted(batch === before ? before : [...before, ...after], filter);
						expect(pages.count(filter)).toBe(expected.length);
						for (const jump of expected.length === 0 ? [] : jumps) {
							const place = jump % expected.length;
							const row = expected[place];
							if (row === undefined) throw new Error('no row');
							expect(pages.countNewer(filter, row)).toBe(place);
							expect(pages.from(filter, row, 3)).toEqual(expected.slice(place, place + 3));
						}
					}
				},
			),
			{numRuns: 100},
		);
	});

	it('hold while a search is under way what it has found, the newest first, and in the end whatever came in meanwhile', () => {
		fc.assert(
			fc.property(
				fc.array(anyEvent, {maxLength: 30}),
				fc.array(anyEvent, {maxLength: 10}),
				anyFilter,
				fc.nat(12),
				(before, meanwhile, filter, slices) => {
					const {pages, add} = open();
					add(before);
					const expected = sorted(before, filter);
					for (let n = 0; n < slices; n += 1) {
						const found = pages.from(filter, null, 99);
						expect(found).toEqual(expected.slice(0, found.length));
						expect(pages.count(filter)).toBe(found.length);
						pages.search(filter);
					}
					add(meanwhile);
					finish(pages, filter);
					const all = sorted([...before, ...meanwhile], filter);
					expect(pages.from(filter, null, 99)).toEqual(all);
					expect(pages.count(filter)).toBe(all.length);
				},
			),
			{numRuns: 150},
		);
	});

	it('say how far a search is, and that an index needs none', () => {
		const {pages, add} = open();
		add(Array.from({length: 10}, () => makeEvent()));
		const filter = {...everything, text: 'nowhere'};
		expect(pages.searched(everything)).toBe(1);
		expect(pages.searched({...everything, text: '/(/'})).toBe(1);
		expect(pages.searched(filter)).toBe(0.3);
		pages.search(filter);
		expect(pages.searched(filter)).toBe(0.6);
		finish(pages, filter);
		expect(pages.searched(filter)).toBe(1);
		add([makeEvent()]);
		expect(pages.searched(filter)).toBe(1);
	});

	it('keep apart what several filters find, more of them than are kept', () => {
		const {pages, add} = open();
		add(
			['CreateUser', 'GetUser', 'DeleteUser', 'ListUsers', 'TagUser', 'GetRole'].map(name =>
				makeEvent({name}),
			),
		);
		const words = ['create', 'get', 'delete', 'list', 'tag', 'role', 'create', '!get'];
		const counts = words.map(text => {
			const filter = {...everything, text};
			finish(pages, filter);
			return pages.count(filter);
		});
		expect(counts).toEqual([1, 2, 1, 1, 1, 1, 1, 4]);
	});

	it('stop at a row that is not there as well', () => {
		const {pages, add} = open();
		const [old, young] = [makeEvent({id: 'old', time: 1000}), makeEvent({id: 'young', time: 3000})];
		add([old, young]);
		expect(pages.from(everything, {time: 2000, id: 'gone'}, 5).map(({id}) => id)).toEqual(['old']);
		expect(pages.countNewer(everything, {time: 2000, id: 'gone'})).toBe(1);
	});

	it('say why a filter is not valid', () => {
		expect(open().pages.invalid('/(/')).toBe('unterminated group');
		expect(open().pages.invalid('anything')).toBeNull();
	});
});

describe('every query of the events pane', () => {
	const set = <T>(value: T) => [null, value];
	const filters = set(credentials).flatMap(some =>
		set('203.0.113.1').flatMap(sourceIp =>
			set('eve').flatMap(target =>
				[true, false].flatMap(flagged =>
					['', 'x', '!/x/'].map(text => ({credentials: some, sourceIp, target, flagged, text})),
				),
			),
		),
	);
	const database = openDatabase(':memory:');
	database.raw.function('matches', (_pattern, _text) => 1);
	const plans = (sqls: readonly {text: string; values: readonly unknown[]}[]) =>
		sqls.flatMap(({text, values}) =>
			database.all(`EXPLAIN QUERY PLAN ${text}`, ...(values as string[])).map(row => String(row['detail'])),
		);
	const anchor = {time: 1, id: 'x'};
	/** The walks that the pane pages along under this filter. */
	const paged = (filter: EventFilter) =>
		isIndexed(filter) ? walksOf(filter) : new EventSearch(database, filter, 'found', 0, 1).walks;

	it('starts at the anchor', () => {
		for (const filter of filters) {
			for (const walks of [paged(filter), walksOf(filter)]) {
				const details = plans([pageSql(walks, 'older', anchor, 50)]).filter(detail =>
					/ (events|temp.found) /.test(detail),
				);
				expect(details.length).toBeGreaterThan(0);
				for (const detail of details)
					expect(detail).toMatch(/^SEARCH (events|temp.found) .*\(time,id\)<\(\?,\?\)/);
			}
		}
	});

	it('walks along an index and sorts nothing', () => {
		for (const filter of filters) {
			for (const walks of [paged(filter), walksOf(filter)]) {
				const details = plans([
					pageSql(walks, 'from', null, 50),
					...(['from', 'older', 'newer'] as const).map(direction => pageSql(walks, direction, anchor, 50)),
					...countSql(walks, anchor, null),
				]);
				expect(details.join('\n')).not.toMatch(/TEMP B-TREE|AUTOMATIC/);
				const steps = details.filter(detail => / (events|temp.found)( |$)/.test(detail));
				expect(steps.length).toBeGreaterThan(4);
				for (const step of steps)
					expect(step).toMatch(/USING (COVERING )?INDEX events_|(SCAN|SEARCH) temp.found/);
			}
		}
	});

	it('passes by no event that does not count, but for those between two credentials', () => {
		for (const filter of filters.filter(isIndexed)) {
			const details = walksOf(filter).flatMap(({conditions}) => conditions.map(({text}) => text));
			expect(
				details.every(text =>
					/^(\w+ = \?|severity IS NOT NULL|credential = \? AND on_behalf_of .*)$/.test(text),
				),
			).toBe(true);
		}
	});
});

function open(): {pages: EventPages; add: (events: readonly Event[]) => void} {
	// Slices so small that every search takes several.
	const case_ = new CaseFile(':memory:', 3);
	return {pages: case_.pages, add: events => case_.add(events)};
}

function finish(pages: EventPages, filter: EventFilter): void {
	while (pages.searched(filter) < 1) pages.search(filter);
}
