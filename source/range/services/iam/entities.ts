import {uniqueId} from '../../credential-ids.ts';
import type {Call} from '../../service.ts';
import {invalid, noSuchEntity} from './errors.ts';
import type {Group, IamState, PolicyHolder, Role, User} from './state.ts';
import type {Table} from './table.ts';

/** One of the three kinds that carry policies, with what is the same about them. */
export interface HolderKind<T extends PolicyHolder = PolicyHolder> {
	readonly noun: 'user' | 'role' | 'group';
	/** Bytes of all inline policies together, white space not counted. */
	readonly inlineLimit: number;
	/** Throws NoSuchEntity. */
	find(call: Call, name: string | undefined): T;
	/** Replaces what carries the policies; throws NoSuchEntity. */
	edit(
		call: Call,
		name: string | undefined,
		change: Partial<Pick<PolicyHolder, 'inline' | 'attached'>>,
	): void;
	all(call: Call): readonly (T & {readonly name: string; readonly id: string})[];
}

function kind<T extends PolicyHolder>(
	noun: HolderKind['noun'],
	inlineLimit: number,
	tableOf: (iam: IamState) => Table<T>,
	label: (holder: T) => {name: string; id: string},
): HolderKind<T> {
	const find = (call: Call, name = ''): T => {
		const holder = tableOf(call.world.iam).get(name);
		if (holder === undefined) throw noSuchEntity(`The ${noun} with name ${name} cannot be found.`);
		return holder;
	};
	return {
		noun,
		inlineLimit,
		find,
		edit(call, name = '', change) {
			tableOf(call.world.iam).set(name, {...find(call, name), ...change});
		},
		all: call =>
			tableOf(call.world.iam)
				.values()
				.map(holder => ({...holder, ...label(holder)})),
	};
}

export const users: HolderKind<User> = kind(
	'user',
	2048,
	iam => iam.users,
	user => ({name: user.userName, id: user.userId}),
);
export const roles: HolderKind<Role> = kind(
	'role',
	10_240,
	iam => iam.roles,
	role => ({name: role.roleName, id: role.roleId}),
);
export const groups: HolderKind<Group> = kind(
	'group',
	5120,
	iam => iam.groups,
	group => ({name: group.groupName, id: group.groupId}),
);

/** Who has the policy attached, or as their permissions boundary. */
export function holdersOf(kind: HolderKind, arn: string, call: Call, usage = 'PermissionsPolicy') {
	return kind.all(call).filter(holder => {
		const limited = 'permissionsBoundary' in holder && holder.permissionsBoundary === arn;
		return usage === 'PermissionsBoundary' ? limited : holder.attached.includes(arn);
	});
}

/** The user that a call is about: the one that it names, or else the caller. */
export function targetUser(name: string | undefined, call: Call): User {
	const target = name ?? call.caller.userName;
	if (target === undefined) throw invalid('Must specify userName when calling with non-User credentials');
	return users.find(call, target);
}

export const arnOf = ({world}: Call, type: string, path: string, name: string): string =>
	`arn:${world.partition}:iam::${world.accountId}:${type}${path}${name}`;

export const newId = ({world}: Call, prefix: string): string =>
	uniqueId(world.random, world.accountId, prefix);

/** IAM's times have no fractions of a second. */
export const now = ({clock}: Call): Date => new Date(Math.floor(clock.now() / 1000) * 1000);

/** Policy documents come out of IAM percent-encoded (RFC 3986). */
export const encode = (document: string): string =>
	encodeURIComponent(document).replaceAll(
		/[!'()*]/g,
		found => `%${found.charCodeAt(0).toString(16).toUpperCase()}`,
	);
