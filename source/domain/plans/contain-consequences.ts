import {namesGone} from '../containment/documents.ts';
import {type PrincipalState, unreadOf} from '../containment/state.ts';
import type {Credential} from '../credential.ts';
import type {LeftOut} from '../plan.ts';
import {keepsKey} from './contain-user.ts';

/** What containment breaks, what it does not reach, and what could not be read: one line each. */
export function consequencesOf(
	states: readonly PrincipalState[],
	leftOut: readonly LeftOut[],
	{
		credentials,
		keep = new Set(),
		gaps = [],
	}: {
		readonly credentials: readonly Credential[];
		readonly keep?: ReadonlySet<string>;
		readonly gaps?: readonly string[];
	},
): readonly string[] {
	const users = states.flatMap(state => (state.kind === 'user' ? [state] : []));
	const roles = states.flatMap(state => (state.kind === 'role' ? [state] : []));
	const innocent = states.filter(({principal}) => !principal.made).map(({principal}) => principal.name);
	const orphaned = roles.filter(({trust}) => trust.value !== null && namesGone(trust.value));
	const kept = users.filter(user => keepsKey(user, keep));
	const passwords = users.filter(({password}) => password.value !== null);
	const roots = credentials.filter(({status}) => status === 'unrevocable');
	return [
		...(innocent.length === 0
			? []
			: [`applications and people that work as ${innocent.join(', ')} stop as well`]),
		'IAM takes some seconds to obey, and whoever has IAM rights can use them to undo a step: the state is read back, and what came loose is planned again',
		'leave the denials for 36 hours at least: tokens live that long',
		...kept.map(
			({principal}) =>
				`${principal.name} itself is not denied, so that its key that is kept works: if the leaked one is switched on again it works too`,
		),
		...passwords.map(
			({principal}) =>
				`the password of ${principal.name} stays: under the denial it opens nothing, and removing it, a plan of its own, could not be taken back`,
		),
		...orphaned.map(
			({principal}) =>
				`${principal.name} is denied everything rather than closed: its trust policy names somebody deleted, and AWS would not take it back`,
		),
		...(roots.length === 0
			? []
			: [`no policy of the account ends a session of the root user: ${ids(roots)}`]),
		...leftOut.map(({what, why}) => `left out: ${what}: ${why}`),
		...[...gaps, ...states.flatMap(unreadOf)].map(gap => `not known: ${gap}`),
	];
}

function ids(credentials: readonly Credential[]): string {
	return credentials.map(({id}) => id).join(', ');
}
