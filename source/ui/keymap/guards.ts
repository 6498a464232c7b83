import type {KeyStatus} from '../../domain/key-facts.ts';
import type {Handover} from '../../domain/plan.ts';
import {containedUsers} from '../../investigation/selectors.ts';
import {selectedFacts} from '../panes/key/selected.ts';
import {actingOn, isLoading} from '../view/acting-on.ts';
import {rotationNow} from '../view/rotating.ts';
import type {Scene} from '../view/scene.ts';
import {crumbOf} from '../view/state.ts';

/** Whether anything may be changed at all; the write gate decides, this only explains it. */
export function writable({session}: Pick<Scene, 'session'>): true | string {
	// As of now, paused or not.
	const state = session.store.get();
	if (state.setting === 'logs') return 'Read from files: there is no account to change.';
	if (state.readOnly) return 'Read-only: leaktui was started with --read-only.';
	return notRunning({session});
}

export function notRunning(scene: Pick<Scene, 'session'>): true | string {
	return isRunning(scene) ? 'A plan is running: wait for it (w shows it).' : true;
}

export function isRunning({session}: Pick<Scene, 'session'>): boolean {
	const {execution} = session.store.get();
	return execution !== null && !execution.finished;
}

/** Whether the key that a verb would act on can be changed, and is in a state that the change starts from. */
export function keyIs(...wanted: readonly KeyStatus[]): (scene: Scene) => true | string {
	return scene => {
		const may = writable(scene);
		if (may !== true) return may;
		const facts = actingOn(scene);
		if (typeof facts === 'string') return facts;
		const {value, error} = facts.status;
		if (value === null) return `The state of ${facts.id} could not be read: ${error}`;
		if (value === 'deleted') return `${facts.id} is deleted.`;
		return wanted.includes(value) ? true : `${facts.id} is ${value} already.`;
	};
}

/** As `keyIs('Active')`; a key whose state is still being read can be wished for. */
export function canDisable(scene: Scene): true | string {
	const may = writable(scene);
	return may === true && isLoading(scene) ? true : keyIs('Active')(scene);
}

/** Whether resources can be removed now. */
export function removable(scene: Scene): true | string {
	const may = writable(scene);
	return may === true ? hasResources(scene) : may;
}

export function hasResources({state}: Scene): true | string {
	if (state.setting === 'logs') return 'Files do not say what runs now.';
	return state.resources.size === 0 ? 'There are no resources here.' : true;
}

export function hasCredentials({state}: Scene): true | string {
	return state.credentials.length === 0 ? 'No credential is known yet.' : true;
}

/** Whether the newest events are out of sight. */
export function isAway({view}: Scene): true | string {
	return crumbOf(view).top === null ? 'The newest events are followed already.' : true;
}

/** Whether a record is being searched. */
export function isSearched({view: {overlay}}: Scene): true | string {
	return overlay?.kind === 'record' && overlay.search === ''
		? 'Nothing to search for: / starts a search.'
		: true;
}

export function hasJournal({session}: Pick<Scene, 'session'>): true | string {
	return session.store.get().journal.length === 0 ? 'Nothing has been changed: the journal is empty.' : true;
}

export function hasEvents({state}: Scene): true | string {
	return state.events.total === 0 ? 'No events have been read yet.' : true;
}

/** Whether a plan of containment can be made. Looking at one is no write. */
export function plannable({session}: Scene): true | string {
	const state = session.store.get();
	if (state.setting === 'logs') return 'Read from files: there is no account to change.';
	if (state.credentials.length === 0) return 'The lineage is not known yet: the history is being read.';
	return notRunning({session});
}

/** Whether it is known whose key it is, so that its rotation can be shown. */
export function rotatable(scene: Scene): true | string {
	if (scene.state.setting === 'logs') return 'Read from files: there is no account to change.';
	const facts = selectedFacts(scene.state, scene.view);
	if (facts === null) return 'AWS has not answered yet whose key it is.';
	return facts.userName === null ? 'Only the key of a user can be rotated.' : true;
}

/** Whether the old key may go for good: the rotation must have proved that nobody misses it. */
export function silentEnough(scene: Scene): true | string {
	const may = keyIs('Active', 'Inactive')(scene);
	const {overlay} = scene.view;
	if (may !== true || overlay?.kind !== 'rotation') return may;
	const rotation = rotationNow(scene.state, scene.view, scene.session, overlay.silence);
	if (rotation === null) return 'AWS has not answered yet whose key it is.';
	return rotation.deletable.ready ? true : `Not yet: ${rotation.deletable.reason}.`;
}

export function isContained({session}: Scene): true | string {
	return session.store.get().containment === null ? 'Nothing has been contained yet: K plans it.' : true;
}

/** Whether a contained user has a console password, as of the newest reading. */
export function hasPasswords(scene: Scene): true | string {
	const may = writable(scene);
	if (may !== true) return may;
	const users = containedUsers(scene.session.store.get());
	return users.some(({password}) => password.value !== null)
		? true
		: 'No contained user has a password, as far as was read.';
}

/** What only others can do: by the plan under review, else as of the newest reading of what was contained. */
export function handedOver({view: {overlay}, session}: Scene): readonly Handover[] {
	if (overlay?.kind === 'confirm' || overlay?.kind === 'typed') return overlay.plan.handover ?? [];
	return session.store.get().containment?.handover ?? [];
}

export function hasHandover(scene: Scene): true | string {
	return handedOver(scene).length === 0 ? 'Nothing has to be handed over here.' : true;
}

export function hasUndo(scene: Scene): true | string {
	const may = writable(scene);
	if (may !== true) return may;
	return scene.session.store.get().journal.length === 0
		? 'Nothing has been changed: there is nothing to take back.'
		: true;
}

export function hasSecret({session}: Scene): true | string {
	return session.store.get().execution?.secret == null ? 'There is no secret to copy.' : true;
}

export function hasExecution({session}: Scene): true | string {
	return session.store.get().execution === null ? 'No plan has run, or it was closed.' : true;
}
