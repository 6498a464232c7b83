import {fieldOf} from '../input/line-editor.ts';
import {foldPaths, jsonLines, matches} from '../overlays/record/json-lines.ts';
import type {RecordView} from '../view/overlay.ts';
import {type Scene, say} from '../view/scene.ts';
import type {Handler, Handlers} from './handler.ts';
import {copy} from './panes.ts';

/** Runs only while a record is open. */
function onRecord(act: (scene: Scene, overlay: RecordView, record: unknown) => void): Handler {
	return scene => {
		const overlay = scene.view.overlay;
		if (overlay?.kind === 'record') act(scene, overlay, scene.session.events.record(overlay.eventId));
	};
}

/** Goes to the next row that holds the search text, all unfolded; `here`: the present row counts too. */
export function findMatch(scene: Scene, direction: 1 | -1, here = false): void {
	onRecord((_, overlay, record) => {
		if (overlay.search === '') return say(scene, 'Nothing to search for: / starts a search.');
		const lines = jsonLines(record, new Set(), scene.view.size.columns - 4);
		const found = matches(lines, overlay.search);
		const ahead = found.filter(index =>
			direction === 1 ? index > overlay.cursor || (here && index === overlay.cursor) : index < overlay.cursor,
		);
		const next = direction === 1 ? (ahead[0] ?? found[0]) : (ahead.at(-1) ?? found.at(-1));
		if (next === undefined) return say(scene, `No match for “${overlay.search}”.`, 'warn');
		scene.dispatch({type: 'overlay/update', overlay: {...overlay, folded: new Set(), cursor: next}});
	})(scene, {key: '', text: null, fresh: true});
}

export const recordHandlers = {
	fold: onRecord(({dispatch, view}, overlay, record) => {
		const path = jsonLines(record, overlay.folded, view.size.columns - 4)[overlay.cursor]?.fold;
		if (path == null) return;
		const folded = new Set(overlay.folded);
		if (!folded.delete(path)) folded.add(path);
		const after = jsonLines(record, folded, view.size.columns - 4);
		const cursor = after.findIndex(({fold}) => fold === path);
		dispatch({type: 'overlay/update', overlay: {...overlay, folded, cursor: Math.max(0, cursor)}});
	}),
	'fold-all': onRecord(({dispatch}, overlay, record) =>
		dispatch({type: 'overlay/update', overlay: {...overlay, folded: foldPaths(record), cursor: 0}}),
	),
	'unfold-all': onRecord(({dispatch}, overlay) =>
		dispatch({type: 'overlay/update', overlay: {...overlay, folded: new Set(), cursor: 0}}),
	),
	search: onRecord(({dispatch}, {search}) =>
		dispatch({type: 'entry/open', entry: {purpose: 'record', field: fieldOf(search), before: search}}),
	),
	'next-match': scene => findMatch(scene, 1),
	'previous-match': scene => findMatch(scene, -1),
	'copy-record': onRecord((scene, {eventId}, record) =>
		copy(scene, JSON.stringify(record, null, 2), `the record of ${eventId}`),
	),
} as const satisfies Handlers;
