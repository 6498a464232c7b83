import type {Credential} from '../credential.ts';
import {isoTime} from '../event.ts';
import type {KeyFacts} from '../key-facts.ts';

/**
 * What goes on working when the key stops, one line each (field guide §1): sessions and keys minted from it, and the
 * user's other credentials. What could not be read is said, never left out.
 *
 * @param lineage The credentials known of the key's lineage.
 */
export function survivors(facts: KeyFacts, lineage: readonly Credential[]): readonly string[] {
	const others = lineage.filter(
		({id, status}) => id !== facts.id && status !== 'expired' && status !== 'inactive',
	);
	return [
		...sessions(others.filter(({kind, status}) => kind !== 'user-key' && status !== 'revoked')),
		...keys(others.filter(({kind}) => kind === 'user-key').map(({id}) => id)),
		...ofUser(facts),
		...(facts.gaps ?? []).map(gap => `not known: ${gap}`),
	];
}

function sessions(alive: readonly Credential[]): readonly string[] {
	if (alive.length === 0) return [];
	const ends = alive.map(({expires}) => expires);
	const last = ends.includes(null) ? null : Math.max(...ends.map(end => end ?? 0));
	const until = last === null ? '' : `, the last until ${isoTime(last)}`;
	const roots = alive.filter(({status}) => status === 'unrevocable').length;
	return [
		`${counted(alive.length, 'session')} minted from it ${alive.length === 1 ? 'goes' : 'go'} on until revoked or expired${until}`,
		...(roots === 0
			? []
			: [`${counted(roots, 'session')} of the root user: no policy can stop a root session`]),
	];
}

function keys(ids: readonly string[]): readonly string[] {
	if (ids.length === 0) return [];
	return [
		`${counted(ids.length, 'key')} made with it ${ids.length === 1 ? 'stays' : 'stay'}: ${ids.join(', ')}`,
	];
}

function ofUser({id, userName, keys: all, otherCredentials}: KeyFacts): readonly string[] {
	const active = all.value?.filter(key => key.id !== id && key.status === 'Active') ?? [];
	const listed = otherCredentials.value?.filter(({kind}) => kind !== 'MFA device') ?? [];
	return [
		...active.map(key => `${key.id}, another key of ${userName}, stays active`),
		...listed.map(({kind, id: name, status}) =>
			kind === 'password'
				? `the password of ${userName} stays: the console can be entered with it`
				: `${kind} ${name} of ${userName} stays (${status})`,
		),
		...(all.error === null ? [] : [`not known: other keys of ${userName}: ${all.error}`]),
		...(otherCredentials.error === null
			? []
			: [`not known: passwords and the like: ${otherCredentials.error}`]),
	];
}

function counted(count: number, word: string): string {
	return `${count} ${word}${count === 1 ? '' : 's'}`;
}
