import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {Splitter} from '../../../source/history/logs/splitter.ts';

function split(text: string, chunks: readonly number[] = []) {
	const splitter = new Splitter();
	const records: string[] = [];
	let at = 0;
	for (const length of chunks) {
		records.push(...splitter.push(text.slice(at, at + length)));
		at += length;
	}
	records.push(...splitter.push(text.slice(at)));
	return {records: records.map(record => JSON.parse(record) as unknown), splitter};
}

const items = [{eventName: 'A', nested: {Records: [1, {b: '}]{["'}]}}, {eventName: 'B\\"\n{"'}];
const lines = items.map(item => JSON.stringify(item));

const shapes: Record<string, string> = {
	'an envelope': JSON.stringify({Records: items}),
	'an envelope over several lines': JSON.stringify({Records: items}, null, 2),
	'LookupEvents’ output': JSON.stringify({NextToken: 'x', Events: items, After: {more: []}}),
	'a bare array': JSON.stringify(items),
	'an array with one record a line': `[\n${lines.join(',\n')}\n]`,
	'one record a line': `${lines.join('\n')}\n`,
	'one record a line, with the line ends of Windows': `${lines.join('\r\n')}\r\n`,
	'records behind one another': lines.join(' '),
	'envelopes behind one another': lines.map(line => `{"Records":[${line}]}`).join('\n'),
};

describe('the splitter', () => {
	for (const [name, text] of Object.entries(shapes)) {
		it(`takes ${name} apart, wherever the chunks end`, () => {
			fc.assert(
				fc.property(fc.array(fc.nat({max: 9}), {maxLength: 80}), chunks => {
					const {records, splitter} = split(text, chunks);
					expect(records).toEqual(items);
					expect([splitter.open, splitter.damaged]).toEqual([false, 0]);
				}),
			);
		});

		it(`gives every complete record of ${name} that is cut off`, () => {
			fc.assert(
				fc.property(fc.nat({max: text.trimEnd().length - 1}), fc.nat({max: 30}), (end, first) => {
					const {records, splitter} = split(text.slice(0, end), [first]);
					const ends = lines.map(line => (text.includes(line) ? text.indexOf(line) + line.length : Infinity));
					const complete = ends.filter(at => at <= end).length;
					expect(records).toEqual(items.slice(0, Math.max(complete, records.length)));
					const inOnePiece = /^[[{]/.test(text) && !name.includes('one record a') && !name.includes('behind');
					if (inOnePiece && end > 0) expect(splitter.open).toBe(true);
				}),
			);
		});
	}

	it('goes on with the next line where one was cut off, wherever the chunks end', () => {
		const text = `${lines[0]}\n{"eventName":"cut off in a te\n${lines[1]}\n{"a":{"b":1\n${lines[0]}\n`;
		for (let at = 0; at <= text.length; at += 1) {
			const {records, splitter} = split(text, [at]);
			expect(records).toEqual([items[0], items[1], items[0]]);
			expect(splitter.damaged).toBe(2);
		}
	});

	it('finds the list in an envelope only, not inside of records', () => {
		expect(split('{"a":{"Records":[{"x":1}]}}').records).toEqual([{a: {Records: [{x: 1}]}}]);
	});

	it('passes over what is too deep for a record, and gives what comes behind it', () => {
		const deep = `${'{"a":'.repeat(1000)}1${'}'.repeat(1000)}`;
		for (const text of [`{"Records":[${deep},{"x":1}]}`, `[${deep},{"x":1}]`, `${deep}\n{"x":1}\n`]) {
			const {records, splitter} = split(text);
			expect(records).toEqual([{x: 1}]);
			expect([splitter.damaged, splitter.open]).toEqual([1, false]);
		}
	});

	it('passes over what is too long for a record, without holding it, and gives what comes behind it', () => {
		for (const start of ['{"Records":[{"a":"', '{"Records":[{"a":["']) {
			const splitter = new Splitter();
			expect(splitter.push(start)).toEqual([]);
			for (let mb = 0; mb < 40; mb += 1) {
				const filling = start.endsWith('["') ? 'x","'.repeat(256 * 1024) : 'x'.repeat(1024 * 1024);
				expect(splitter.push(filling)).toEqual([]);
			}
			expect(splitter.push(`"${start.endsWith('["') ? ']' : ''}},{"x":1}]}`)).toEqual(['{"x":1}']);
			expect([splitter.damaged, splitter.open]).toEqual([1, false]);
		}
	});

	it('never throws on short text of any kind', () => {
		fc.assert(
			fc.property(
				fc.string({unit: fc.constantFrom('{', '}', '[', ']', '"', '\\', '\n', ',', ':', 'a', ' ')}),
				text => {
					new Splitter().push(text);
				},
			),
		);
	});
});
