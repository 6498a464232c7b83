import type {KeyFacts} from '../../domain/key-facts.ts';
import {
	deleteKey,
	disableKey,
	enableKey,
	isPossible,
	type Planned,
	removePasswords,
	removeResources,
	replaceKey,
} from '../../domain/plans/index.ts';
import {type Resource, resourceKey} from '../../domain/resource.ts';
import {containedUsers} from '../../investigation/selectors.ts';
import {descendants} from '../panes/key/selected.ts';
import {resourceRows} from '../panes/resources/rows.ts';
import {actingOn, isLoading} from '../view/acting-on.ts';
import {type Scene, say} from '../view/scene.ts';
import {selectedResource} from '../view/selection.ts';
import {review, wish} from './dialogs.ts';
import type {Handler, Handlers} from './handler.ts';

/** Opens the review of a plan about the key; the plan holds the ids as they are at this moment. */
function onKey(plan: (facts: KeyFacts, scene: Scene) => Planned): Handler {
	return scene => {
		const facts = actingOn(scene);
		if (typeof facts === 'string') say(scene, facts, 'warn');
		else propose(scene, plan(facts, scene));
	};
}

function propose(scene: Scene, planned: Planned): void {
	if (isPossible(planned)) review(scene, planned);
	else say(scene, `Not possible: ${planned.reason}`, 'warn');
}

const lineageOf = ({id}: KeyFacts, {state}: Scene) => descendants(state.credentials, id);

/** What is marked, in the order of the screen; else what is under the cursor. */
function toRemove(scene: Scene): readonly Resource[] {
	const {marks} = scene.view.resources;
	const marked = [...scene.state.resources.values()].filter(
		resource => marks.has(resourceKey(resource)) && !resource.gone,
	);
	if (marked.length > 0) {
		const order = resourceRows(scene.state, {...scene.view.resources, filter: ''}).map(resourceKey);
		return marked.toSorted(
			(one, other) => order.indexOf(resourceKey(one)) - order.indexOf(resourceKey(other)),
		);
	}
	const current = selectedResource(scene);
	return current === null ? [] : [current];
}

export const actionHandlers = {
	'disable-key'(scene, press) {
		if (isLoading(scene)) wish(scene, 'disable-key');
		else onKey((facts, now) => disableKey(facts, lineageOf(facts, now)))(scene, press);
	},
	'enable-key': onKey(facts => enableKey(facts)),
	'replace-key': onKey(facts => replaceKey(facts)),
	'delete-key': onKey((facts, scene) => deleteKey(facts, lineageOf(facts, scene))),
	'remove-passwords': scene => propose(scene, removePasswords(containedUsers(scene.session.store.get()))),
	remove: scene => propose(scene, removeResources(toRemove(scene))),
} as const satisfies Handlers;
