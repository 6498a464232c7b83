import {type Resource, resourceKey} from '../../../domain/resource.ts';
import type {State} from '../../../investigation/state.ts';
import type {Sort, View} from '../../view/state.ts';

/** What the lineage made and is still there. */
export function madeByLineage(state: State): readonly Resource[] {
	return [...state.resources.values()].filter(
		resource => !resource.gone && state.provenance.has(resourceKey(resource)),
	);
}

/** The pane's rows: filtered, and in order. What is gone goes to the end of its group. */
export function resourceRows(state: State, {sort, filter}: View['resources']): readonly Resource[] {
	const needle = filter.toLowerCase();
	const rows = [...state.resources.values()].filter(
		({id, name, region, kind, type, state: now}) =>
			needle === '' || [id, name, region, kind, type, now].some(text => text?.toLowerCase().includes(needle)),
	);
	const made = (resource: Resource) => (state.provenance.has(resourceKey(resource)) ? 0 : 1);
	return rows.toSorted((one, other) => compare(sort, made, one, other) || tie(one, other));
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

/** The resource under the cursor and its place; null in an empty list. */
export function resourceIds(rows: readonly Resource[]): readonly string[] {
	return rows.map(resourceKey);
}
