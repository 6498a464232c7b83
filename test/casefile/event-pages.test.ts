import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {CaseFile} from '../../source/casefile/case-file.ts';
import {openDatabase} from '../../source/casefile/database.ts';
import {type EventFilter, type EventRow, everything} from '../../source/casefile/event-query.ts';
import {searchText, showRow} from '../../source/casefile/event-row.ts';
import {countSql, pageSql} from '../../source/casefile/event-select.ts';
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
	const plans = (sqls: readonly {text: string; values: readonly unknown[]}[]) => {
		const database = openDatabase(':memory:');
		database.raw.function('matches', (_pattern, _text) => 1);
		return sqls.flatMap(({text, values}) =>
			database.all(`EXPLAIN QUERY PLAN ${text}`, ...(values as string[])).map(row => String(row['detail'])),
		);
	};
	const anchor = {time: 1, id: 'x'};

	it('starts at the anchor', () => {
		for (const filter of filters) {
			const details = plans([pageSql(filter, 'older', anchor, 50)]).filter(detail => / events /.test(detail));
			for (const detail of details) expect(detail).toMatch(/^SEARCH events .*\(time,id\)<\(\?,\?\)/);
		}
	});

	it('walks along an index and sorts nothing', () => {
		for (const filter of filters) {
			const details = plans([
				pageSql(filter, 'from', null, 50),
				...(['from', 'older', 'newer'] as const).map(direction => pageSql(filter, direction, anchor, 50)),
				...countSql(filter, anchor, null),
			]);
			expect(details.join('\n')).not.toMatch(/TEMP B-TREE|AUTOMATIC/);
			const walks = details.filter(detail => / events( |$)/.test(detail));
			expect(walks.length).toBeGreaterThan(4);
			for (const walk of walks) expect(walk).toMatch(/USING (COVERING )?INDEX events_/);
		}
	});
});

function open() {
	const case_ = new CaseFile(':memory:');
	return {pages: case_.pages, add: (events: readonly Event[]) => case_.add(events)};
}
