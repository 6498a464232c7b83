import type {DayKey, Layout} from './layout.ts';
import {identifier, literal, literals} from './literal.ts';
import type {Window} from './window.ts';

const day = 24 * 60 * 60_000;

/** No trail is older. */
const cloudTrailBegan = Date.UTC(2013, 10, 13);

/** Files lie under the day on which they were delivered: what happened before midnight can lie under the next. */
const late = 1;

/** The conditions on partition keys under which a query reads only the regions and days that it must; none: everything. */
export function pruned(layout: Layout, regions: readonly string[] | null, window: Window): readonly string[] {
	const conditions: string[] = [];
	if (layout.regionKey !== null && regions !== null) {
		conditions.push(`${identifier(layout.regionKey)} IN (${literals(regions)})`);
	}
	if (layout.dayKey !== null) conditions.push(within(layout.dayKey, daysOf(layout, window)));
	return conditions;
}

/** How many days of the table a query over the window reads; null: all of it, whatever the window. */
export function daysRead(layout: Layout, window: Window): number | null {
	return layout.dayKey === null ? null : daysOf(layout, window).length;
}

/** Midnights (UTC) of the window's days and of those on which its events may have been delivered. */
function daysOf({today, since}: Layout, {from, to}: Window): readonly number[] {
	const first = Math.floor(Math.max(from, since ?? cloudTrailBegan) / day);
	const last = Math.min(Math.floor(to / day) + late, Math.floor(today / day));
	return Array.from({length: Math.max(1, last - first + 1)}, (_, index) => (first + index) * day);
}

function within(key: DayKey, days: readonly number[]): string {
	if (key.kind === 'parts') return `(${months(days, key.numeric).join(' OR ')})`;
	const column = identifier(key.column);
	const [first = 0] = days;
	const end = (days.at(-1) ?? first) + day;
	return `${column} >= ${dateLiteral(first, key.format)} AND ${column} < ${dateLiteral(end, key.format)}`;
}

function dateLiteral(time: number, format: string | null): string {
	const [date = ''] = new Date(time).toISOString().split('T');
	if (format === null) return `DATE '${date}'`;
	const [year = '', month = '', dayOfMonth = ''] = date.split('-');
	return literal(
		format.replace('yyyy', year).replace('MM', month).replace('dd', dayOfMonth).replace('HH', '00'),
	);
}

/** One condition a month; a month of which all days are wanted is not told day by day. */
function months(days: readonly number[], numeric: boolean): readonly string[] {
	const byMonth = Map.groupBy(days, time => new Date(time).toISOString().slice(0, 7));
	return Array.from(byMonth, ([month, wanted]) => {
		const [year = 0, number = 0] = month.split('-').map(Number);
		const conditions = [`"year" IN (${forms(year, numeric)})`, `"month" IN (${forms(number, numeric)})`];
		if (wanted.length < new Date(Date.UTC(year, number, 0)).getUTCDate()) {
			const numbers = wanted.map(time => forms(new Date(time).getUTCDate(), numeric));
			conditions.push(`"day" IN (${numbers.join(', ')})`);
		}
		return `(${conditions.join(' AND ')})`;
	});
}

/** `7` is written `'07'` by most, `'7'` by some. */
function forms(number: number, numeric: boolean): string {
	if (numeric) return String(number);
	return literals([...new Set([String(number).padStart(2, '0'), String(number)])]);
}
