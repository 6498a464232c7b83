import type {UserState} from '../containment/state.ts';
import {isoTime} from '../event.ts';
import {globalRegion, partitionOfArn} from '../partition.ts';
import type {Planned} from './planned.ts';

/**
 * Removes the console passwords of users. A plan of its own: nothing brings a password back, and a deny on the user
 * leaves nothing that it opens, so containment does without.
 */
export function removePasswords(users: readonly UserState[]): Planned {
	const having = users.filter(({password, present}) => password.value !== null && present.value === true);
	const [first] = having;
	if (first === undefined) return {reason: 'none of these users has a password, as far as IAM tells'};
	const names = having.map(({principal}) => principal.name);
	return {
		title: `Remove the password of ${names.join(', ')}`,
		steps: having.map(({principal, arn, password}) => ({
			id: `password ${principal.name}`,
			call: {
				service: 'iam',
				operation: 'DeleteLoginProfile',
				region: globalRegion(partitionOfArn(arn ?? principal.arn)),
				input: {UserName: principal.name},
			},
			target: principal.name,
			why: 'the console cannot be entered with it any more',
			danger: 'irreversible',
			undo: null,
			after: [],
			before: {created: isoTime(password.value?.created ?? 0)},
		})),
		consequences: [
			'nobody can bring the password back: its owner needs a new one',
			'a console session that is open goes on: only a deny on the user ends it',
		],
		confirmation: having.length === 1 ? first.principal.name : `remove ${having.length}`,
	};
}
