import type {KeyFacts} from '../key-facts.ts';
import {aboutUser} from './key-calls.ts';
import type {Planned} from './planned.ts';

/** AWS's limit, which nothing raises (field guide §10). */
const keysPerUser = 2;

/** Creates a second key for the user, so that an application can move before the leaked one is disabled. */
export function replaceKey(facts: KeyFacts): Planned {
	const call = aboutUser(facts, 'CreateAccessKey');
	if ('reason' in call) return call;
	const {userName, keys, quarantine} = facts;
	if (keys.value !== null && keys.value.length >= keysPerUser) {
		const others = keys.value.filter(({id}) => id !== facts.id).map(({id, status}) => `${id} (${status})`);
		return {
			reason: `${userName} has two keys, and AWS allows no third: delete ${others.join(', ')} or the leaked one first`,
		};
	}
	return {
		title: `Create a new key for ${userName}`,
		steps: [
			{
				id: 'create',
				call,
				target: userName ?? facts.id,
				why: 'gives the application a key that did not leak',
				danger: 'reversible',
				// Deleting it takes it back, but its id is known only afterwards.
				undo: null,
				after: [],
			},
		],
		consequences: [
			'the secret is shown once and kept nowhere: have the place ready where it goes',
			'the new key works after some 10 seconds',
			`${facts.id} goes on working until it is disabled`,
			...(quarantine === null ? [] : [`${quarantine} is on the user and holds for the new key too`]),
			...(keys.error === null
				? []
				: [`not known how many keys ${userName} has: AWS allows two (${keys.error})`]),
		],
		confirmation: null,
	};
}
