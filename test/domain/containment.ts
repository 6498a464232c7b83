import type {Principal} from '../../source/domain/containment/principal.ts';
import type {
	ContainmentState,
	PrincipalState,
	RoleState,
	UserState,
} from '../../source/domain/containment/state.ts';
import {read} from './plans/facts.ts';

export const account = '111122223333';

export const trusting =
	'{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root","Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}';

function principal(kind: 'user' | 'role', name: string, part: Partial<Principal> = {}): Principal {
	const arn = `arn:aws:iam::${account}:${kind}/${name}`;
	return {kind, name, account, arn, made: false, why: [], lastTaken: null, regions: [], ...part};
}

/** A user that nothing holds back, but for what is given. */
export function userOf(
	name: string,
	part: Partial<UserState> = {},
	about: Partial<Principal> = {},
): UserState {
	const of = principal('user', name, about);
	return {
		kind: 'user',
		principal: of,
		arn: of.arn,
		present: read(true),
		attached: read([]),
		inline: read([]),
		boundary: read(null),
		keys: read([]),
		password: read(null),
		serviceCredentials: read([]),
		sshKeys: read([]),
		certificates: read([]),
		groups: read([]),
		...part,
	};
}

/** A role that anybody of the account may take, but for what is given. */
export function roleOf(
	name: string,
	part: Partial<RoleState> = {},
	about: Partial<Principal> = {},
): RoleState {
	const of = principal('role', name, about);
	return {
		kind: 'role',
		principal: of,
		arn: of.arn,
		present: read(true),
		attached: read([]),
		inline: read([]),
		boundary: read(null),
		path: read('/'),
		trust: read(trusting),
		lastUsed: read(null),
		...part,
	};
}

export function stateOf(principals: readonly PrincipalState[], time = 0): ContainmentState {
	return {time, principals, quotas: {attachedPerUser: 10, attachedPerRole: 10}};
}
