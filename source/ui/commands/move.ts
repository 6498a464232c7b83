import {resourceKey} from '../../domain/resource.ts';
import {contentOf, roomOf} from '../overlays/content.ts';
import {jsonLines} from '../overlays/record/json-lines.ts';
import {moveBy, moveToEnd} from '../panes/events/page.ts';
import {keyContent, keyRoom} from '../panes/key/content.ts';
import {resourceRows} from '../panes/resources/rows.ts';
import {treeOf} from '../panes/sessions/tree.ts';
import {dialogBox, listHeight, overlayHeight} from '../view/layout.ts';
import {isDialog, topOf} from '../view/overlay.ts';
import {moved} from '../view/place.ts';
import type {Scene} from '../view/scene.ts';
import {crumbOf} from '../view/state.ts';
import {goTo} from './events.ts';
import type {Handlers} from './handler.ts';

const far = 1_000_000_000;

/** Moves the cursor, or scrolls, by rows; what moves is whatever lies on top. */
function move(scene: Scene, by: number) {
	if (scene.view.overlay !== null) return moveOverlay(scene, by);
	const {view, state, dispatch, session} = scene;
	switch (view.pane) {
		case 'key': {
			const {facts, after} = keyContent(state, view);
			const last = Math.max(0, facts.length + after.length - keyRoom(state, view));
			return dispatch({type: 'key/scroll', top: clamp(view.key.top + by, last)});
		}
		case 'sessions': {
			const ids = treeOf(state.credentials).map(({credential}) => credential.id);
			return dispatch({type: 'sessions/place', place: moved(ids, view.sessions, by)});
		}
		case 'resources': {
			const ids = resourceRows(state, view.resources).map(resourceKey);
			return dispatch({type: 'resources/place', place: moved(ids, view.resources.place, by)});
		}
		case 'events': {
			const height = listHeight(view, 'events');
			if (by <= -far) return goTo(scene, {cursor: null, top: null});
			const crumb = crumbOf(view);
			const to =
				by >= far ? moveToEnd(session.events, crumb, height) : moveBy(session.events, crumb, by, height);
			return goTo(scene, to);
		}
	}
}

function moveOverlay({view, state, session, dispatch}: Scene, by: number) {
	const overlay = view.overlay;
	if (overlay?.kind === 'record') {
		const lines = jsonLines(session.events.record(overlay.eventId), overlay.folded, view.size.columns - 4);
		return dispatch({
			type: 'overlay/update',
			overlay: {...overlay, cursor: clamp(overlay.cursor + by, lines.length - 1)},
		});
	}
	if (overlay?.kind === 'journal') {
		const cursor = clamp(overlay.cursor + by, state.journal.length - 1);
		return dispatch({type: 'overlay/update', overlay: {...overlay, cursor}});
	}
	if (overlay === null || !('top' in overlay)) return;
	const {lines} = contentOf(overlay, {state, view, session});
	const top = clamp(topOf(overlay) + by, Math.max(0, lines.length - roomOf(overlay, view, lines.length)));
	dispatch({type: 'overlay/update', overlay: {...overlay, top}});
}

function clamp(value: number, last: number): number {
	return Math.max(0, Math.min(value, last));
}

function page({view}: Scene): number {
	if (view.overlay === null) return listHeight(view, view.pane);
	return isDialog(view.overlay) ? dialogBox(view.size, far).room : overlayHeight(view);
}

export const moveHandlers = {
	down: scene => move(scene, 1),
	up: scene => move(scene, -1),
	'half-down': scene => move(scene, Math.ceil(page(scene) / 2)),
	'half-up': scene => move(scene, -Math.ceil(page(scene) / 2)),
	'page-down': scene => move(scene, page(scene)),
	'page-up': scene => move(scene, -page(scene)),
	first: scene => move(scene, -far),
	last: scene => move(scene, far),
	'scroll-plan-down': scene => move(scene, 1),
	'scroll-plan-up': scene => move(scene, -1),
	'scroll-typed-down': scene => move(scene, 1),
	'scroll-typed-up': scene => move(scene, -1),
	'scroll-execution-down': scene => move(scene, 1),
	'scroll-execution-up': scene => move(scene, -1),
	'scroll-plan-page-down': scene => move(scene, page(scene)),
	'scroll-plan-page-up': scene => move(scene, -page(scene)),
	'scroll-typed-page-down': scene => move(scene, page(scene)),
	'scroll-typed-page-up': scene => move(scene, -page(scene)),
	'scroll-execution-page-down': scene => move(scene, page(scene)),
	'scroll-execution-page-up': scene => move(scene, -page(scene)),
} as const satisfies Handlers;
