import fc from 'fast-check';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {identifier, literal} from '../../../source/history/athena/literal.ts';
import {DuckDb} from './duckdb.ts';

const hostile = fc.oneof(
	fc.string({unit: 'binary'}),
	fc.string({
		unit: fc.constantFrom("'", '"', '\\', ';', '-', '/', '*', '\0', '\n', 'a', 'é', '\u202e', '😀'),
	}),
);

describe('a text in a statement', () => {
	let engine: DuckDb;
	beforeAll(async () => {
		engine = await DuckDb.open();
	});
	afterAll(() => engine.close());

	test('comes back as it went in, whatever it is', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(hostile, {minLength: 1, maxLength: 20}), async texts => {
				const {rows} = await engine.run(`SELECT ${texts.map(literal).join(', ')}`);
				expect(rows[0]).toEqual(texts);
			}),
		);
	});

	test('is plain ASCII on one line, so that nothing on the way can read it differently', () => {
		fc.assert(
			fc.property(hostile, text => {
				expect(literal(text)).toMatch(/^[\x20-\x7e]+$/);
			}),
		);
	});

	test('cannot end its own quotes', () => {
		expect(literal("x' OR '1'='1")).toBe("'x'' OR ''1''=''1'");
		expect(literal("'; DROP TABLE t --")).toBe("'''; DROP TABLE t --'");
	});

	test('as a name keeps its quotes too', async () => {
		const {columns} = await engine.run(`SELECT 1 AS ${identifier('a"b; --')}`);
		expect(columns).toEqual(['a"b; --']);
	});
});
