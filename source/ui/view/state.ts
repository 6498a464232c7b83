import {type Anchor, type EventFilter, everything} from '../../casefile/event-query.ts';
import type {State} from '../../investigation/state.ts';
import type {Field} from '../input/line-editor.ts';
import type {Zone} from '../text/time.ts';
import type {Tone} from '../theme/tones.ts';
import type {Overlay} from './overlay.ts';

export const panes = ['key', 'sessions', 'events', 'resources'] as const;

export type Pane = (typeof panes)[number];

export interface Size {
	readonly columns: number;
	readonly rows: number;
}

/** A place in a list that survives the list's changes: the id, and where it was in case it is gone. */
export interface Place {
	readonly id: string | null;
	readonly index: number;
}

/** One step of the way that the reader drilled; the first is the scope. */
export interface Crumb {
	readonly label: string;
	readonly filter: EventFilter;
	/** Null: the newest event, whichever that is. */
	readonly cursor: Anchor | null;
	/** The first row shown; null: the newest, so the pane follows. */
	readonly top: Anchor | null;
	/** The newest event when the reader stopped following; what is newer than that is new. Null: following. */
	readonly seen: Anchor | null;
}

export const sorts = ['lineage', 'age', 'kind', 'state'] as const;

export type Sort = (typeof sorts)[number];

/** A text field in the bottom line, and what it is for. */
export interface Entry {
	readonly purpose: 'events' | 'resources' | 'record';
	readonly field: Field;
	/** What escape brings back. */
	readonly before: string;
}

/** What the reader did to the screen, as against what is true of the incident. */
export interface View {
	readonly size: Size;
	/** Whether the history is read from files: then some panes have little to say, and the others get their room. */
	readonly files: boolean;
	readonly pane: Pane;
	/** ms since the epoch by the investigation's clock, told once a second. */
	readonly now: number;
	readonly zone: Zone;
	/** What the panes show while paused; null: what is true now. */
	readonly frozen: State | null;
	readonly key: {readonly index: number; readonly top: number};
	readonly sessions: Place;
	readonly trail: readonly [Crumb, ...Crumb[]];
	readonly resources: {
		readonly place: Place;
		/** By resourceKey. */
		readonly marks: ReadonlySet<string>;
		readonly sort: Sort;
		readonly filter: string;
	};
	/** How many alarms there were when the reader last looked at them. */
	readonly alarmSeen: number;
	readonly overlay: Overlay | null;
	/** ms on the monotonic clock at which the overlay opened. */
	readonly opened: number;
	readonly entry: Entry | null;
	readonly flash: {readonly text: string; readonly tone: Tone; readonly until: number} | null;
}

export const wholeLineage: Crumb = {
	label: 'whole lineage',
	filter: everything,
	cursor: null,
	top: null,
	seen: null,
};

export function initialView(size: Size, now: number, files = false): View {
	return {
		size,
		files,
		pane: 'key',
		now,
		zone: 'utc',
		frozen: null,
		key: {index: 0, top: 0},
		sessions: {id: null, index: 0},
		trail: [wholeLineage],
		resources: {place: {id: null, index: 0}, marks: new Set(), sort: 'lineage', filter: ''},
		alarmSeen: 0,
		overlay: null,
		opened: 0,
		entry: null,
		flash: null,
	};
}

/** The crumb that the events pane shows. */
export function crumbOf(view: View): Crumb {
	return view.trail.at(-1) ?? view.trail[0];
}
