import {readTextFilter, type TextFilter} from '../../../casefile/text-filter.ts';
import {type Resource, resourceKey} from '../../../domain/resource.ts';
import type {State} from '../../../investigation/state.ts';
import type {Sort, View} from '../../view/state.ts';

/** What the lineage made and is there to stay: neither gone nor on its way out. */
export function madeByLineage(state: State): readonly Resource[] {
	return [...state.resources.values()].filter(
		resource => !resource.gone && !isLeaving(resource) && state.provenance.has(resourceKey(resource)),
	);
}

/** Whether AWS is removing it already, in EC2's and Lightsail's words. */
export function isLeaving({state}: Resource): boolean {
	return state === 'shutting-down' || state === 'deleting';
}

/** The pane's rows: filtered, and in order. What is gone goes to the end of its group. */
export function resourceRows(state: State, {sort, filter}: View['resources']): readonly Resource[] {
	const wanted = readTextFilter(filter);
	const rows = [...state.resources.values()].filter(resource => wanted === null || matches(wanted, resource));
	const made = (resource: Resource) => (state.provenance.has(resourceKey(resource)) ? 0 : 1);
	return rows.toSorted((one, other) => compare(sort, made, one, other) || tie(one, other));
}

/** As events are filtered: over everything that the row shows. */
function matches(
	{inverted, needle, regex}: TextFilter,
	{id, name, region, kind, type, state}: Resource,
): boolean {
	const text = [kind, id, name, region, type, state].join(' ').toLowerCase();
	return (regex === null ? text.includes(needle) : regex.test(text)) !== inverted;
}

function compare(sort: Sort, made: (resource: Resource) => number, one: Resource, other: Resource): number {
	switch (sort) {
		case 'lineage':
			return Number(one.gone) - Number(other.gone) || made(one) - made(other);
		case 'age':
			return (other.created ?? 0) - (one.created ?? 0);
		case 'kind':
			return 0;
		case 'state':
			return one.state < other.state ? -1 : Number(one.state > other.state);
	}
}

function tie(one: Resource, other: Resource): number {
	const [first, second] = [resourceKey(one), resourceKey(other)];
	return first < second ? -1 : Number(first > second);
}
