import {enableKey, isPossible} from '../../domain/plans/index.ts';
import {actingOn} from '../view/acting-on.ts';
import {silences} from '../view/rotating.ts';
import {type Scene, say} from '../view/scene.ts';
import {actionHandlers} from './actions.ts';
import type {Handlers} from './handler.ts';

function changeSilence({view, dispatch}: Scene, by: 1 | -1): void {
	if (view.overlay?.kind !== 'rotation') return;
	const index = silences.indexOf(view.overlay.silence) + by;
	const silence = silences[Math.max(0, Math.min(index, silences.length - 1))];
	if (silence !== undefined) dispatch({type: 'overlay/update', overlay: {...view.overlay, silence}});
}

export const rotationHandlers = {
	rotation({dispatch, ticks}) {
		// What is rotated is the key under investigation, wherever the cursor was.
		dispatch({type: 'pane', pane: 'key'});
		const overlay = {kind: 'rotation', silence: silences[2] ?? 0, top: 0} as const;
		dispatch({type: 'overlay/open', overlay, ticks: ticks()});
	},
	'rotate-new': actionHandlers['replace-key'],
	'rotate-disable': actionHandlers['disable-key'],
	'rotate-delete': actionHandlers['delete-key'],
	/** An application is down: bringing its key back must not wait for a question. */
	're-enable'(scene) {
		const facts = actingOn(scene);
		const planned = typeof facts === 'string' ? {reason: facts} : enableKey(facts);
		if (isPossible(planned)) {
			scene.session.controls.run(planned);
			say(scene, `${planned.title}: J shows what AWS said.`, 'good');
		} else {
			say(scene, `Not possible: ${planned.reason}`, 'warn');
		}
	},
	'longer-silence': scene => changeSilence(scene, 1),
	'shorter-silence': scene => changeSilence(scene, -1),
} as const satisfies Handlers;
