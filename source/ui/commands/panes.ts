import {isRunning} from '../keymap/guards.ts';
import {newestOf} from '../panes/events/page.ts';
import {type Scene, say} from '../view/scene.ts';
import {selectedId} from '../view/selection.ts';
import {crumbOf, type Pane, panes} from '../view/state.ts';
import {goTo} from './events.ts';
import type {Handlers} from './handler.ts';

function turn({view, dispatch}: Scene, by: number) {
	const index = (panes.indexOf(view.pane) + by + panes.length) % panes.length;
	dispatch({type: 'pane', pane: panes[index] ?? 'key'});
}

function open(pane: Pane): (scene: Scene) => void {
	return ({dispatch}) => dispatch({type: 'pane', pane});
}

/** Copies, and shows what cannot be copied, so that it can be taken by hand. */
export function copy(scene: Scene, text: string, what: string) {
	if (scene.terminal.copy(text)) return say(scene, `Copied ${what}.`, 'good');
	scene.dispatch({
		type: 'overlay/open',
		overlay: {
			kind: 'value',
			title: `${what}: this terminal takes no copy of it, so here it is`,
			text,
			top: 0,
		},
		ticks: scene.ticks(),
	});
}

/** One step back: out of a drilled filter, else out of a text filter, else nothing. */
function back({view, dispatch}: Scene) {
	if (view.pane === 'resources' && view.resources.filter !== '') {
		return dispatch({type: 'resources/filter', text: ''});
	}
	const crumb = view.trail.at(-1);
	if (view.pane !== 'events' || crumb === undefined) return;
	if (crumb.filter.text !== '') return dispatch({type: 'events/text', text: ''});
	if (crumb.filter.flagged) return dispatch({type: 'events/flagged', flagged: false});
	dispatch({type: 'events/back'});
}

function quit(scene: Scene) {
	if (!isRunning(scene)) return scene.terminal.quit();
	scene.dispatch({type: 'overlay/open', overlay: {kind: 'quit'}, ticks: scene.ticks()});
}

/** Holds the events as well: what is opened while paused must be what is seen. */
function pause(scene: Scene) {
	scene.dispatch({type: 'freeze', state: scene.session.store.get()});
	const {filter, top} = crumbOf(scene.view);
	const newest = newestOf(scene.session.events, filter);
	if (top === null && newest !== null) goTo(scene, {cursor: newest, top: newest});
	say(scene, 'Paused: what you see stands still; reading goes on. p resumes.');
}

function resume(scene: Scene) {
	scene.dispatch({type: 'freeze', state: null});
	const {cursor, top, seen} = crumbOf(scene.view);
	if (seen !== null && top?.id === seen.id && cursor?.id === seen.id) goTo(scene, {cursor: null, top: null});
	say(scene, 'Live again.');
}

export const paneHandlers = {
	'pane-key': open('key'),
	'pane-sessions': open('sessions'),
	'pane-events': open('events'),
	'pane-resources': open('resources'),
	'pane-next': scene => turn(scene, 1),
	'pane-previous': scene => turn(scene, -1),
	back,
	quit,
	'quit-now': scene => (scene.view.overlay?.kind === 'quit' ? scene.terminal.quit() : quit(scene)),
	suspend(scene) {
		if (!scene.terminal.suspend()) say(scene, 'This system cannot suspend a program.', 'warn');
	},
	pause: scene => (scene.view.frozen === null ? pause(scene) : resume(scene)),
	refresh(scene) {
		scene.session.controls.refreshKey();
		scene.session.controls.rescan();
		say(scene, 'Reading key and resources again.');
	},
	zone: ({dispatch}) => dispatch({type: 'zone'}),
	copy(scene) {
		const id = selectedId(scene);
		if (id === null) say(scene, 'There is nothing here to copy.', 'warn');
		else copy(scene, id, id);
	},
	'next-key': ({view, state, dispatch}) =>
		dispatch({type: 'key/select', index: (view.key.index + 1) % state.keys.length}),
	'previous-key': ({view, state, dispatch}) =>
		dispatch({type: 'key/select', index: (view.key.index + state.keys.length - 1) % state.keys.length}),
} as const satisfies Handlers;
