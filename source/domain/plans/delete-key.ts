import type {Credential} from '../credential.ts';
import type {KeyFacts} from '../key-facts.ts';
import {aboutUser} from './key-calls.ts';
import type {Planned} from './planned.ts';
import {survivors} from './survivors.ts';

/**
 * Deletes the key for good. An active one may be deleted too, since a responder may have reasons, but the plan says that
 * disabling comes first: it can be taken back, and it keeps the last use readable (field guide §3).
 */
export function deleteKey(facts: KeyFacts, lineage: readonly Credential[]): Planned {
	const call = aboutUser(facts, 'DeleteAccessKey', {AccessKeyId: facts.id});
	if ('reason' in call) return call;
	const inactive = facts.status.value === 'Inactive';
	return {
		title: `Delete ${facts.id} of ${facts.userName}`,
		steps: [
			{
				id: 'delete',
				call,
				target: facts.id,
				why: 'removes the key: it can never be enabled again',
				danger: 'irreversible',
				undo: null,
				after: [],
			},
		],
		consequences: [
			...(inactive
				? []
				: ['the key is not disabled yet: disabling it first can be taken back, deleting cannot']),
			'IAM forgets when the key was last used: save that first',
			...survivors(facts, lineage),
		],
		confirmation: facts.id,
	};
}
