import {
	type Anchor,
	type EventFilter,
	type EventPages,
	type EventRow,
	isNewer,
} from '../../../casefile/event-query.ts';
import type {Crumb} from '../../view/state.ts';

/** What the pane shows of the case: a window, never the whole. */
export interface EventPage {
	readonly rows: readonly EventRow[];
	/** Index of the cursor's row; -1 in an empty page. */
	readonly cursor: number;
	/** How many came in since the reader stopped following; 0 while following. */
	readonly newer: number;
	readonly following: boolean;
}

export function anchorOf({time, id}: EventRow): Anchor {
	return {time, id};
}

/** The window at the crumb's place. */
export function pageOf(pages: EventPages, {filter, cursor, top, seen}: Crumb, height: number): EventPage {
	const rows = pages.from(filter, top, height);
	const found = cursor === null ? 0 : rows.findIndex(({id}) => id === cursor.id);
	return {
		rows,
		cursor: rows.length === 0 ? -1 : Math.max(0, found),
		newer: seen === null ? 0 : pages.countNewer(filter, seen),
		following: top === null,
	};
}

/** Where cursor and window go. Both null: follow the newest. */
export interface Position {
	readonly cursor: Anchor | null;
	readonly top: Anchor | null;
}

/** The position `by` rows further down (up when negative); moving up past the newest follows again. */
export function moveBy(pages: EventPages, crumb: Crumb, by: number, height: number): Position {
	const current = pageOf(pages, crumb, height);
	const row = current.rows[current.cursor];
	if (row === undefined) return {cursor: null, top: null};
	if (by >= 0) {
		const reached = pages.from(crumb.filter, anchorOf(row), by + 1).at(-1) ?? row;
		return placeAt(pages, crumb, anchorOf(reached), height);
	}
	const above = pages.newerThan(crumb.filter, anchorOf(row), -by);
	const first = above[0];
	if (first === undefined) return {cursor: null, top: null};
	return placeAt(pages, crumb, anchorOf(first), height);
}

/** The oldest event. */
export function moveToEnd(pages: EventPages, crumb: Crumb, height: number): Position {
	const last = pages.olderThan(crumb.filter, null, 1).at(-1);
	return last === undefined ? {cursor: null, top: null} : placeAt(pages, crumb, anchorOf(last), height);
}

/** Puts the cursor on an event and moves the window no further than it must. */
export function placeAt(pages: EventPages, {filter, top}: Crumb, cursor: Anchor, height: number): Position {
	const page = pages.from(filter, top, height);
	const first = page[0];
	if (page.some(({id}) => id === cursor.id) && first !== undefined) return {cursor, top: anchorOf(first)};
	if (first !== undefined && isNewer(cursor, first)) return {cursor, top: cursor};
	const above = pages.newerThan(filter, cursor, height - 1);
	return {cursor, top: above[0] === undefined ? cursor : anchorOf(above[0])};
}

/** The newest event of the filter; null where there is none. */
export function newestOf(pages: EventPages, filter: EventFilter): Anchor | null {
	const first = pages.from(filter, null, 1)[0];
	return first === undefined ? null : anchorOf(first);
}
