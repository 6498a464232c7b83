import {describe, expect, test} from 'vitest';
import {layoutOf} from '../../../source/history/athena/layout.ts';
import type {Column} from '../../../source/history/athena/port.ts';
import {daysRead, pruned} from '../../../source/history/athena/prune.ts';

const now = Date.UTC(2026, 10, 24, 12);
const window = {from: Date.UTC(2023, 6, 30, 23), to: Date.UTC(2023, 7, 1, 1)};

function layout(partitions: readonly string[], parameters: Record<string, string> = {}, type = 'string') {
	const columns: Column[] = partitions.map(name => ({name, type}));
	return layoutOf({columns: [], partitions: columns, parameters}, now);
}

const projection = (column: string, format: string) => ({
	'projection.enabled': 'true',
	[`projection.${column}.type`]: 'date',
	[`projection.${column}.format`]: format,
});

describe('a query over two days', () => {
	test('reads these days, and the one on which late files lie, by a projected date', () => {
		const projected = layout(['region', 'timestamp'], projection('timestamp', 'yyyy/MM/dd'));
		expect(pruned(projected, ['us-east-1'], window)).toEqual([
			`"region" IN ('us-east-1')`,
			`"timestamp" >= '2023/07/30' AND "timestamp" < '2023/08/03'`,
		]);
		expect(daysRead(projected, window)).toBe(4);
	});

	test.each([
		['yyyy-MM-dd', `"day" >= '2023-07-30' AND "day" < '2023-08-03'`],
		['yyyy/MM/dd/HH', `"day" >= '2023/07/30/00' AND "day" < '2023/08/03/00'`],
		['yyyyMMdd', `"day" >= '20230730' AND "day" < '20230803'`],
	])('writes the date as the table does: %s', (format, condition) => {
		expect(pruned(layout(['day'], projection('day', format)), null, window)).toEqual([condition]);
	});

	test('reads them by region, year, month and day, however a month is written', () => {
		expect(pruned(layout(['region', 'year', 'month', 'day']), null, window)).toEqual([
			`(("year" IN ('2023') AND "month" IN ('07', '7') AND "day" IN ('30', '31')) OR ` +
				`("year" IN ('2023') AND "month" IN ('08', '8') AND "day" IN ('01', '1', '02', '2')))`,
		]);
		expect(pruned(layout(['year', 'month', 'day'], {}, 'int'), null, window)).toEqual([
			'(("year" IN (2023) AND "month" IN (7) AND "day" IN (30, 31)) OR ("year" IN (2023) AND "month" IN (8) AND "day" IN (1, 2)))',
		]);
	});

	test('reads a partition of type date by dates', () => {
		expect(pruned(layout(['dt'], {}, 'date'), null, window)).toEqual([
			`"dt" >= DATE '2023-07-30' AND "dt" < DATE '2023-08-03'`,
		]);
	});

	test.each([
		['no partitions', []],
		['a text of which nobody says how it is written', ['timestamp']],
	])('reads everything where there is %s: better dear than incomplete', (_, partitions) => {
		expect(pruned(layout(partitions), null, window)).toEqual([]);
		expect(daysRead(layout(partitions), window)).toBeNull();
	});

	test('reads everything where days do not sort as they are written', () => {
		expect(pruned(layout(['day'], projection('day', 'dd-MM-yyyy')), null, window)).toEqual([]);
	});
});

describe('a query', () => {
	test('names whole months without their days', () => {
		const year = {from: Date.UTC(2023, 0, 1), to: Date.UTC(2023, 11, 31, 23)};
		const [condition = ''] = pruned(layout(['year', 'month', 'day']), null, year);
		expect(condition.match(/"month" IN/g)).toHaveLength(13);
		expect(condition.match(/"day" IN/g)).toHaveLength(1);
	});

	test('counts no days before the table begins, nor before there was CloudTrail', () => {
		const settings = {
			...projection('timestamp', 'yyyy/MM/dd'),
			'projection.timestamp.range': '2026/11/20,NOW',
		};
		expect(daysRead(layout(['timestamp'], settings), {from: 0, to: now})).toBe(5);
		const [condition] = pruned(layout(['year', 'month', 'day']), null, {from: 0, to: now});
		expect(condition).toMatch(/^\(\("year" IN \('2013'\) AND "month" IN \('11'\) AND "day" IN \('13'/);
	});

	test('counts no days that are still to come', () => {
		const projected = layout(['timestamp'], projection('timestamp', 'yyyy/MM/dd'));
		expect(daysRead(projected, {from: now, to: now})).toBe(1);
	});
});

describe('a table', () => {
	test('says where it begins, and which regions it has, of which none is written with a space', () => {
		const settings = {
			...projection('timestamp', 'yyyy/MM/dd'),
			'projection.timestamp.range': '2022/05/06,NOW',
			'projection.region.type': 'enum',
			'projection.region.values': 'us-east-1,eu-west-1, sa-east-1',
		};
		const {since, regions} = layout(['region', 'timestamp'], settings);
		expect(since).toBe(Date.UTC(2022, 4, 6));
		expect(regions).toEqual(['us-east-1', 'eu-west-1']);
	});

	test('that goes back a number of years is not believed to go back further', () => {
		const settings = {
			...projection('timestamp', 'yyyy/MM/dd'),
			'projection.timestamp.range': 'NOW-3YEARS,NOW',
		};
		expect(layout(['timestamp'], settings).since).toBe(now - 3 * 365 * 86_400_000);
	});
});
