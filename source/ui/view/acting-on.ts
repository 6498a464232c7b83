import type {Credential} from '../../domain/credential.ts';
import {isTemporary} from '../../domain/key.ts';
import type {KeyFacts, KeyStatus, Read} from '../../domain/key-facts.ts';
import {selectedFacts, selectedKey} from '../panes/key/selected.ts';
import type {Scene} from './scene.ts';
import {selectedBranch} from './selection.ts';

/**
 * The key that disable, enable, replace and delete act on: in Sessions the one under the cursor, so that keys that the
 * lineage made can be disabled too; elsewhere the key under investigation. A text says why there is none.
 */
export function actingOn(scene: Scene): KeyFacts | string {
	const {state, view} = scene;
	const credential = view.pane === 'sessions' ? selectedBranch(scene)?.credential : undefined;
	const id = credential?.id ?? selectedKey(state, view);
	if (id === null) return 'No key is under investigation.';
	if (isTemporary(id)) return `${id} is temporary: it cannot be disabled, it expires or is revoked.`;
	const facts =
		state.facts.get(id) ?? (credential === undefined ? selectedFacts(state, view) : factsFor(credential));
	return facts ?? 'AWS has not answered yet what state the key is in.';
}

/** Whether it is only a matter of moments until AWS has said whose key it is. */
export function isLoading({state, view}: Scene): boolean {
	const id = selectedKey(state, view);
	return view.pane !== 'sessions' && id !== null && !isTemporary(id) && !state.facts.has(id);
}

const notRead = {value: null, error: 'not read for this key'} as const;

/** As much as the lineage knows of a key that it made: its user and whether it is active. */
function factsFor({id, principal, status, hop}: Credential): KeyFacts {
	return {
		id,
		account: principal?.split(':')[4] ?? null,
		status: statusOf(status),
		userName: /:user\/(?:.*\/)?([^/]+)$/.exec(principal ?? '')?.[1] ?? null,
		userArn: principal,
		created: hop?.time ?? null,
		lastUsed: notRead,
		keys: notRead,
		otherCredentials: notRead,
		policies: notRead,
		quarantine: null,
	};
}

/** Unknown is taken as active: disabling a key twice does no harm. */
function statusOf(status: Credential['status']): Read<KeyStatus> {
	return {value: status === 'inactive' ? 'Inactive' : 'Active', error: null};
}
