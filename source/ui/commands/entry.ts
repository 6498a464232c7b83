import type {Field} from '../input/line-editor.ts';
import type {Scene} from '../view/scene.ts';
import type {Handlers} from './handler.ts';
import {findMatch} from './record.ts';

/** Applies what is typed at once; an invalid filter waits until it is valid. */
export function applyEntry(scene: Scene, field: Field): void {
	const {view, session, dispatch} = scene;
	dispatch({type: 'entry/field', field});
	apply(scene, view.entry?.purpose, field.text, session.events.invalid(field.text) === null);
}

function apply({view, dispatch}: Scene, purpose: string | undefined, text: string, valid: boolean): void {
	if (purpose === 'events' && valid) dispatch({type: 'events/text', text});
	if (purpose === 'resources' && valid) dispatch({type: 'resources/filter', text});
	if (purpose === 'record' && view.overlay?.kind === 'record') {
		dispatch({type: 'overlay/update', overlay: {...view.overlay, search: text}});
	}
}

export const entryHandlers = {
	'entry-accept'(scene) {
		const entry = scene.view.entry;
		scene.dispatch({type: 'entry/close'});
		if (entry?.purpose === 'record') findMatch(scene, 1, true);
	},
	'entry-cancel'(scene) {
		const entry = scene.view.entry;
		if (entry !== null) apply(scene, entry.purpose, entry.before, true);
		scene.dispatch({type: 'entry/close'});
	},
} as const satisfies Handlers;
