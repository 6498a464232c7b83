import {isClosed} from './containment/documents.ts';
import {
	deniedBy,
	deniesSessions,
	type PrincipalState,
	type RoleState,
	roleRevokedUntil,
	type Switchable,
	type UserState,
	unreadOf,
} from './containment/state.ts';
import {isoTime} from './event.ts';
import type {Read} from './key-facts.ts';

/** Everything of a user that can be switched off, by what it is called. */
export function switchesOf(user: UserState): Readonly<Record<string, Read<readonly Switchable[]>>> {
	return {
		key: user.keys,
		'service-specific credential': user.serviceCredentials,
		'SSH key': user.sshKeys,
		'signing certificate': user.certificates,
	};
}

/** What AWS answered about a user or role, as far as containment goes, one line each; what it refused to tell as well. */
export function answerOf(state: PrincipalState): readonly string[] {
	if (state.present.value === false) return ['it does not exist'];
	const unread = [
		...(state.present.error === null ? [] : [`not read whether it exists: ${state.present.error}`]),
		...unreadOf(state).map(line => `not read: ${line}`),
	];
	return [
		deniedBy(state) ?? 'nothing that was read denies it everything',
		...(state.kind === 'user' ? ofUser(state) : ofRole(state)),
		...unread,
	];
}

function ofUser(state: UserState): readonly string[] {
	const {password} = state;
	const switches = Object.entries(switchesOf(state)).flatMap(([noun, {value}]) =>
		(value ?? []).map(({id, status}) => `${noun} ${id} is ${status}`),
	);
	return [
		...(deniesSessions(state) ? ['its sessions are denied everything'] : []),
		...switches,
		...(password.error !== null
			? []
			: [
					password.value === null
						? 'no password'
						: `a password${password.value.created === null ? '' : ` of ${isoTime(password.value.created)}`}`,
				]),
	];
}

function ofRole(state: RoleState): readonly string[] {
	const until = roleRevokedUntil(state);
	return [
		...(state.trust.value === null
			? []
			: [isClosed(state.trust.value) ? 'nobody can take it' : 'its trust policy lets it be taken']),
		...(until === null ? [] : [`sessions before ${isoTime(until)} are revoked`]),
	];
}
