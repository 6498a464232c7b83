import type {Plan} from '../../domain/plan.ts';
import type {Field} from '../input/line-editor.ts';

/** A plan under review. It was made from ids at the time of opening and does not change while it is read. */
export interface Review {
	readonly kind: 'confirm' | 'typed';
	readonly plan: Plan;
	/** What was typed so far; only where the plan asks for it. */
	readonly field: Field;
	/** Whether enter was pressed on a text that does not match. */
	readonly mismatch: boolean;
	readonly top: number;
	/** Where the plan came from, and where closing it leads; null: to the panes. */
	readonly back: Overlay | null;
}

/** The record of one event, as folding JSON. */
export interface RecordView {
	readonly kind: 'record';
	readonly eventId: string;
	/** Paths of the objects and lists that are folded. */
	readonly folded: ReadonlySet<string>;
	/** Index of the line under the cursor. */
	readonly cursor: number;
	readonly search: string;
}

/** What lies over the panes; it takes the keys. One at a time. */
export type Overlay =
	| Review
	| RecordView
	| {
			readonly kind: 'execution';
			readonly top: number;
			readonly copied: boolean;
			readonly warned: boolean;
			readonly back: Overlay | null;
	  }
	/** The account is being looked at; the plan that was wished for comes up for review when it is there. */
	| {readonly kind: 'proposal'; readonly wish: 'contain' | 'disable-key'}
	| {readonly kind: 'quit'}
	| {readonly kind: 'help'; readonly top: number}
	| {readonly kind: 'palette'; readonly field: Field; readonly cursor: number}
	| {readonly kind: 'problems'; readonly top: number}
	/** `cursor`: index of the entry, the newest first. */
	| {readonly kind: 'journal'; readonly cursor: number}
	| {readonly kind: 'proof'; readonly top: number}
	| {readonly kind: 'coverage'; readonly top: number}
	/** `silence`: ms for which the old key must have been silent before it may be deleted; the reader chooses. */
	| {readonly kind: 'rotation'; readonly silence: number; readonly top: number}
	| {
			readonly kind: 'value';
			readonly title: string;
			readonly text: string;
			readonly top: number;
			/** What closing it brings back. */
			readonly back?: Overlay | null;
	  };

/** Dialogs hold for a moment before they listen, so that keys on the way cannot answer them (terminal guide §1.2). */
export function isDialog(overlay: Overlay | null): boolean {
	return overlay !== null && ['confirm', 'typed', 'proposal', 'execution', 'quit'].includes(overlay.kind);
}

/** What an overlay with a scroll position shows first. */
export function topOf(overlay: Overlay): number {
	return 'top' in overlay ? overlay.top : 0;
}
