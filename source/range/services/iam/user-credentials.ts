import type {Call} from '../../service.ts';
import {targetUser} from './entities.ts';
import {invalid, noSuchEntity} from './errors.ts';
import type {UserCredential} from './state.ts';
import type {Table} from './table.ts';

/** The credentials of a kind that a user has. Throws NoSuchEntity where there is no such user. */
export function credentialsOf<T extends UserCredential>(
	table: Table<T>,
	name: string | undefined,
	call: Call,
): T[] {
	const {userName} = targetUser(name, call);
	return table.values().filter(credential => credential.userName === userName);
}

/** Throws NoSuchEntity unless the user has a credential of that id. */
export function credentialOf<T extends UserCredential>(
	table: Table<T>,
	name: string | undefined,
	id: string | undefined,
	what: string,
	call: Call,
): T {
	const found = credentialsOf(table, name, call).find(credential => credential.id === id);
	if (found === undefined) throw noSuchEntity(`The ${what} with id ${id} cannot be found.`);
	return found;
}

export function statusOf(text: string | undefined): 'Active' | 'Inactive' {
	if (text === 'Active' || text === 'Inactive') return text;
	throw invalid(
		`Value '${text}' at 'status' failed to satisfy constraint: Member must be Active or Inactive`,
	);
}
