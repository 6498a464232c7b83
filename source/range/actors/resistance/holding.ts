import {
	GetAccountAuthorizationDetailsCommand,
	type IAMClient,
	type PolicyDetail,
	type RoleDetail,
	type UserDetail,
} from '@aws-sdk/client-iam';
import {type Keeper, roleKeeper, userKeeper} from './keepers.ts';
import type {Stronghold} from './stronghold.ts';

/** A user or role, with everything on it that can let its credentials live or die. */
export interface Holding {
	readonly keeper: Keeper;
	/** Name to text. */
	readonly inline: ReadonlyMap<string, string>;
	readonly attached: readonly string[];
	readonly boundary: string | undefined;
	readonly groups: readonly string[];
	/** Text; roles only. */
	readonly trust: string | undefined;
}

type Write = (iam: IAMClient) => Promise<unknown>;

/** How the stronghold stands, by ARN: one call reads it all, which is what makes an attacker fast. */
export async function survey(
	iam: IAMClient,
	{users, roles, machineRoles = []}: Stronghold,
): Promise<ReadonlyMap<string, Holding>> {
	const {UserDetailList = [], RoleDetailList = []} = await iam.send(
		new GetAccountAuthorizationDetailsCommand({Filter: ['User', 'Role']}),
	);
	return new Map([
		...UserDetailList.filter(({UserName = ''}) => users.includes(UserName)).map(ofUser),
		...RoleDetailList.filter(({RoleName = ''}) => [...roles, ...machineRoles].includes(RoleName)).map(ofRole),
	]);
}

/** What is to be done so that `now` is as it was `before`. */
export function repairs(before: Holding, now: Holding): Write[] {
	const {keeper} = before;
	return [
		...[...now.inline.keys()].filter(name => !before.inline.has(name)).map(keeper.remove),
		...now.attached.filter(arn => !before.attached.includes(arn)).map(keeper.detach),
		...now.groups.filter(name => !before.groups.includes(name)).map(keeper.leave),
		...[...before.inline]
			.filter(([name, text]) => now.inline.get(name) !== text)
			.map(([name, text]) => keeper.put(name, text)),
		...before.attached.filter(arn => !now.attached.includes(arn)).map(keeper.attach),
		...(now.boundary === before.boundary
			? []
			: [before.boundary === undefined ? keeper.unbind() : keeper.bound(before.boundary)]),
		...(before.trust === undefined || before.trust === now.trust ? [] : [keeper.trust(before.trust)]),
	];
}

const decode = (text = ''): string => decodeURIComponent(text);

const inlineOf = (policies: readonly PolicyDetail[] = []) =>
	new Map(policies.map(({PolicyName = '', PolicyDocument}) => [PolicyName, decode(PolicyDocument)]));

const attachedOf = ({AttachedManagedPolicies = []}: UserDetail | RoleDetail): string[] =>
	AttachedManagedPolicies.map(({PolicyArn = ''}) => PolicyArn);

const ofUser = (user: UserDetail): [string, Holding] => [
	user.Arn ?? '',
	{
		keeper: userKeeper(user.UserName ?? ''),
		inline: inlineOf(user.UserPolicyList),
		attached: attachedOf(user),
		boundary: user.PermissionsBoundary?.PermissionsBoundaryArn,
		groups: user.GroupList ?? [],
		trust: undefined,
	},
];

const ofRole = (role: RoleDetail): [string, Holding] => [
	role.Arn ?? '',
	{
		keeper: roleKeeper(role.RoleName ?? ''),
		inline: inlineOf(role.RolePolicyList),
		attached: attachedOf(role),
		boundary: role.PermissionsBoundary?.PermissionsBoundaryArn,
		groups: [],
		trust: decode(role.AssumeRolePolicyDocument),
	},
];
