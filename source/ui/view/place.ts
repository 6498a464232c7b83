import type {Place} from './state.ts';

/** Where a place is in the list now: by id, else the nearest to where it was. -1 in an empty list. */
export function indexOf(ids: readonly string[], place: Place): number {
	const found = place.id === null ? -1 : ids.indexOf(place.id);
	return found >= 0 ? found : Math.min(Math.max(0, place.index), ids.length - 1);
}

/** The place `by` rows further down (up when negative). */
export function moved(ids: readonly string[], place: Place, by: number): Place {
	const index = Math.min(Math.max(0, indexOf(ids, place) + by), ids.length - 1);
	return {id: ids[index] ?? null, index: Math.max(0, index)};
}

/** The first of `height` rows to show so that the cursor is in the middle where the ends allow it. */
export function windowTop(length: number, cursor: number, height: number): number {
	return Math.max(0, Math.min(cursor - Math.floor(height / 2), length - height));
}
