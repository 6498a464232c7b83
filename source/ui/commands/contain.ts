import {isPossible} from '../../domain/plans/index.ts';
import {type Scene, say} from '../view/scene.ts';
import {selectedBranch} from '../view/selection.ts';
import {review, wish} from './dialogs.ts';
import type {Handlers} from './handler.ts';

/** What containment is about: the credential under the cursor of Sessions, else (null) the whole lineage. */
function rootUnder(scene: Scene): string | null {
	if (scene.view.pane !== 'sessions') return null;
	const credential = selectedBranch(scene)?.credential;
	return credential === undefined || (credential.parent === null && scene.state.keys.length === 1)
		? null
		: credential.id;
}

/** Puts the plan up for review once it is there, or says why there is none. */
export function reviewProposal(scene: Scene): void {
	const planned = scene.session.store.get().proposal?.planned ?? null;
	const {overlay} = scene.view;
	if (overlay?.kind !== 'proposal' || overlay.wish !== 'contain' || planned === null) return;
	if (isPossible(planned)) {
		review(scene, planned);
	} else {
		scene.dispatch({type: 'overlay/close'});
		say(scene, `Not possible: ${planned.reason}`, 'warn');
	}
}

export const containHandlers = {
	contain(scene) {
		scene.session.controls.contain(rootUnder(scene));
		wish(scene, 'contain');
	},
} as const satisfies Handlers;
