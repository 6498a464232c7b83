import type * as api from '@aws-sdk/client-iam';
import type {Operation} from '../../service.ts';
import {groups, type HolderKind, holdersOf, roles, users} from './entities.ts';
import {limitExceeded, noSuchEntity} from './errors.ts';
import {findPolicy} from './managed-policies.ts';
import {page} from './page.ts';

/** Managed policies that one user, role or group can have. */
const quota = 10;

interface Named {
	readonly UserName?: string | undefined;
	readonly RoleName?: string | undefined;
	readonly GroupName?: string | undefined;
	readonly PolicyArn?: string | undefined;
}

const nameOf = ({UserName, RoleName, GroupName}: Named): string => UserName ?? RoleName ?? GroupName ?? '';

/** Attaching twice is no error; the quota counts what is attached already. */
function attach(kind: HolderKind): Operation<Named, void> {
	return {
		handle(input, call) {
			const {attached} = kind.find(call, nameOf(input));
			const {arn} = findPolicy(input.PolicyArn, call, 'does not exist or is not attachable.');
			if (attached.includes(arn)) return;
			if (attached.length >= quota) {
				const noun = kind.noun.charAt(0).toUpperCase() + kind.noun.slice(1);
				throw limitExceeded(`Cannot exceed quota for PoliciesPer${noun}: ${quota}`);
			}
			kind.edit(call, nameOf(input), {attached: [...attached, arn]});
		},
	};
}

function detach(kind: HolderKind): Operation<Named, void> {
	return {
		handle(input, call) {
			const {attached} = kind.find(call, nameOf(input));
			const {PolicyArn: arn = ''} = input;
			if (!attached.includes(arn)) throw noSuchEntity(`Policy ${arn} was not found.`);
			kind.edit(call, nameOf(input), {attached: attached.filter(each => each !== arn)});
		},
	};
}

function list(
	kind: HolderKind,
): Operation<
	Named & {PathPrefix?: string | undefined; Marker?: string | undefined; MaxItems?: number | undefined},
	api.ListAttachedUserPoliciesResponse
> {
	return {
		handle(input, call) {
			const policies = kind
				.find(call, nameOf(input))
				.attached.map(arn => findPolicy(arn, call))
				.filter(({path}) => path.startsWith(input.PathPrefix ?? '/'));
			const {items, rest} = page(policies, input);
			return {
				AttachedPolicies: items.map(({policyName, arn}) => ({PolicyName: policyName, PolicyArn: arn})),
				...rest,
			};
		},
	};
}

export const AttachUserPolicy = attach(users);
export const AttachRolePolicy = attach(roles);
export const AttachGroupPolicy = attach(groups);
export const DetachUserPolicy = detach(users);
export const DetachRolePolicy = detach(roles);
export const DetachGroupPolicy = detach(groups);
export const ListAttachedUserPolicies = list(users);
export const ListAttachedRolePolicies = list(roles);
export const ListAttachedGroupPolicies = list(groups);

export const ListEntitiesForPolicy: Operation<
	api.ListEntitiesForPolicyRequest,
	api.ListEntitiesForPolicyResponse
> = {
	handle({PolicyArn, EntityFilter, PolicyUsageFilter}, call) {
		const {arn} = findPolicy(PolicyArn, call);
		const of = (kind: HolderKind, filter: string) =>
			EntityFilter === undefined || EntityFilter === filter
				? holdersOf(kind, arn, call, PolicyUsageFilter)
				: [];
		return {
			PolicyUsers: of(users, 'User').map(({name, id}) => ({UserName: name, UserId: id})),
			PolicyRoles: of(roles, 'Role').map(({name, id}) => ({RoleName: name, RoleId: id})),
			PolicyGroups: of(groups, 'Group').map(({name, id}) => ({GroupName: name, GroupId: id})),
			IsTruncated: false,
		};
	},
};
