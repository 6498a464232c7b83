import type {Column, TableDescription} from './port.ts';

/** How a table is cut up by day: one partition key that holds the date, or three. Null: it is not, or in a way that cannot be read. */
export type DayKey =
	| {readonly kind: 'date'; readonly column: string; readonly format: string | null}
	| {readonly kind: 'parts'; readonly numeric: boolean};

/** By which keys a query can be kept from reading everything. */
export interface Layout {
	readonly regionKey: string | null;
	/** Regions that the table projects; null: not known. */
	readonly regions: readonly string[] | null;
	/** Whether the table refuses queries that do not name regions (`injected` projection). */
	readonly regionNeeded: boolean;
	readonly dayKey: DayKey | null;
	/** ms since the epoch. No partition is younger than this. */
	readonly today: number;
	/** ms since the epoch: where the projection begins; null: not known. */
	readonly since: number | null;
	/** Another key that every query would have to name. */
	readonly unknownKey: string | null;
}

const regionNames = /^(aws_?)?region(_?name)?$/;

/** Java's letters, year first, so that the texts sort like the days; with the hour where partitions are hourly. */
const sortable = /^yyyy\W?MM\W?dd(\W?HH)?$/;

/** Reads the partition keys: `region` and a projected date, the classic region/year/month/day, others' variants, or none. */
export function layoutOf({partitions, parameters}: TableDescription, now: number): Layout {
	const projected = parameters['projection.enabled']?.trim().toLowerCase() === 'true';
	const setting = (column: string, name: string) =>
		projected ? (parameters[`projection.${column}.${name}`] ?? null) : null;
	const region = partitions.find(({name}) => regionNames.test(name))?.name ?? null;
	const dayKey = dayKeyOf(partitions, setting);
	const kindOf = (column: string) => setting(column, 'type')?.trim().toLowerCase();
	const injected = (column: string) => kindOf(column) === 'injected';
	return {
		regionKey: region,
		// A space belongs to the value, which then is no region, and leads to no files.
		regions:
			region !== null && kindOf(region) === 'enum'
				? (setting(region, 'values') ?? '').split(',').filter(value => /^[a-z\d-]+$/.test(value))
				: null,
		regionNeeded: region !== null && injected(region),
		dayKey,
		today: now,
		since:
			dayKey?.kind === 'date' && dayKey.format !== null
				? startOf(setting(dayKey.column, 'range'), dayKey.format, now)
				: null,
		unknownKey: partitions.find(({name}) => name !== region && injected(name))?.name ?? null,
	};
}

function dayKeyOf(
	partitions: readonly Column[],
	setting: (column: string, name: string) => string | null,
): DayKey | null {
	const parts = ['year', 'month', 'day'].map(part => partitions.find(({name}) => name === part));
	if (parts.every(part => part !== undefined)) {
		const numeric = parts.map(part => /int$/.test(part.type));
		return numeric.some(yes => yes !== numeric[0]) ? null : {kind: 'parts', numeric: numeric[0] === true};
	}
	for (const {name, type} of partitions) {
		if (type === 'date') return {kind: 'date', column: name, format: null};
		const format = setting(name, 'format');
		if (setting(name, 'type')?.trim().toLowerCase() === 'date' && format !== null && sortable.test(format)) {
			return {kind: 'date', column: name, format};
		}
	}
	return null;
}

/** Days that a unit of a relative range has at least, so that a start is never claimed too early. */
const unitDays: Readonly<Record<string, number>> = {YEAR: 365, MONTH: 28, WEEK: 7, DAY: 1};

/** ms since the epoch of where `2020/01/01,NOW` or `NOW-3YEARS,NOW` begins; null where that is unreadable. */
function startOf(range: string | null, format: string, now: number): number | null {
	const start = range?.split(',')[0]?.trim() ?? '';
	const [, count, unit = ''] = /^NOW-(\d+)(YEAR|MONTH|WEEK|DAY)S?$/i.exec(start) ?? [];
	if (count !== undefined) return now - Number(count) * (unitDays[unit.toUpperCase()] ?? 0) * 86_400_000;
	const digits = start.replace(/\D/g, '');
	if (digits.length !== format.replace(/\W/g, '').length) return null;
	const time = Date.parse(`${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}T00:00:00Z`);
	return Number.isNaN(time) ? null : time;
}
