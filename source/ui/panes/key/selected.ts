import type {Credential} from '../../../domain/credential.ts';
import type {KeyFacts} from '../../../domain/key-facts.ts';
import type {State} from '../../../investigation/state.ts';
import type {View} from '../../view/state.ts';

/** The key under investigation that the pane shows; null while there is none. */
export function selectedKey(state: State, view: Pick<View, 'key'>): string | null {
	return state.keys[Math.min(view.key.index, state.keys.length - 1)] ?? null;
}

/** What AWS says of the selected key; null while it is being read. */
export function selectedFacts(state: State, view: Pick<View, 'key'>): KeyFacts | null {
	return state.facts.get(selectedKey(state, view) ?? '') ?? null;
}

/** Everything minted from the credential, at any depth, itself not counted. Parents come before their children. */
export function descendants(credentials: readonly Credential[], root: string): readonly Credential[] {
	const family = new Set([root]);
	return credentials.filter(({id, parent}) => {
		if (parent === null || id === root || !family.has(parent)) return false;
		family.add(id);
		return true;
	});
}
