import type {Range} from '../../source/range/range.ts';

/** Events on a page of LookupEvents, and calls a second that it allows in a region (field guide §5). */
const pageSize = 50;
const rate = 2;

/** One of the questions that the lineage makes necessary: the attribute that is asked for. */
export type Asked = readonly [key: string, value: string];

/**
 * Seconds that the slowest region takes at its limit, for a reader who knew beforehand who belongs to the lineage and
 * which way of asking is the cheapest in each region.
 *
 * @param asked Every question that the lineage makes necessary. @param since ms since the epoch.
 */
export function floorOf(range: Range, regions: readonly string[], asked: readonly Asked[], since: number) {
	const needs = regions.map(region => {
		const pages = (attribute?: Asked): number =>
			Math.max(1, Math.ceil(count(range, region, since, attribute) / pageSize));
		const each = asked.reduce((sum, attribute) => sum + pages(attribute), 0);
		return {region, calls: Math.min(pages(), each), each, everything: pages()};
	});
	const busiest = needs.reduce((one, other) => (other.calls > one.calls ? other : one));
	return {...busiest, seconds: busiest.calls / rate};
}

function count({world}: Range, region: string, since: number, attribute?: Asked): number {
	const end = {time: Number.POSITIVE_INFINITY, sequence: 0};
	return [...world.trail.newestFirst(region, end, attribute)].filter(({time}) => time >= since).length;
}
