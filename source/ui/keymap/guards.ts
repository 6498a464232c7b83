import type {KeyStatus} from '../../domain/key-facts.ts';
import {actingOn} from '../commands/acting-on.ts';
import type {Scene} from '../view/scene.ts';

/** Whether anything may be changed at all; the write gate decides, this only explains it. */
export function writable({state}: Scene): true | string {
	if (state.setting === 'logs') return 'Read from files: there is no account to change.';
	if (state.readOnly) return 'Read-only: leaktui was started with --read-only.';
	if (isRunning({state})) return 'A plan is running: wait for it (w shows it).';
	return true;
}

export function isRunning({state}: Pick<Scene, 'state'>): boolean {
	return state.execution !== null && !state.execution.finished;
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

/** Whether resources can be removed now. */
export function removable(scene: Scene): true | string {
	const may = writable(scene);
	if (may !== true) return may;
	return scene.state.resources.size === 0 ? 'There are no resources here.' : true;
}

export function hasEvents({state}: Scene): true | string {
	return state.events.total === 0 ? 'No events have been read yet.' : true;
}

export function hasSecret({state}: Pick<Scene, 'state'>): true | string {
	return state.execution?.secret == null ? 'There is no secret to copy.' : true;
}
