import type * as api from '@aws-sdk/client-iam';
import {parsePolicy} from '../../policy/document.ts';
import type {Call, Operation} from '../../service.ts';
import {encode, groups, type HolderKind, roles, users} from './entities.ts';
import {checkName, limitExceeded, malformedPolicy, noSuchEntity} from './errors.ts';
import {page} from './page.ts';

/** The three kinds of holders have the same four operations; only the name of the name differs. */
interface Named {
	readonly UserName?: string | undefined;
	readonly RoleName?: string | undefined;
	readonly GroupName?: string | undefined;
	readonly PolicyName?: string | undefined;
}

const nameOf = ({UserName, RoleName, GroupName}: Named): string => UserName ?? RoleName ?? GroupName ?? '';

const sizeOf = (document: string): number => document.replaceAll(/\s/g, '').length;

function put(kind: HolderKind): Operation<Named & {readonly PolicyDocument?: string | undefined}, void> {
	return {
		handle(input, call) {
			const {PolicyName: policyName = '', PolicyDocument: document = ''} = input;
			const name = nameOf(input);
			const holder = kind.find(call, name);
			checkName('policyName', policyName, 128);
			if (parsePolicy(document) === null) throw malformedPolicy();
			const inline = {...holder.inline, [policyName]: document};
			const size = Object.values(inline).reduce((sum, text) => sum + sizeOf(text), 0);
			if (size > kind.inlineLimit) {
				throw limitExceeded(
					`Maximum policy size of ${kind.inlineLimit} bytes exceeded for ${kind.noun} ${name}`,
				);
			}
			kind.edit(call, name, {inline});
		},
	};
}

function documentOf(kind: HolderKind, input: Named, call: Call): string {
	const {PolicyName: policyName = ''} = input;
	const {inline} = kind.find(call, nameOf(input));
	const document = Object.hasOwn(inline, policyName) ? inline[policyName] : undefined;
	if (document !== undefined) return document;
	throw noSuchEntity(`The ${kind.noun} policy with name ${policyName} cannot be found.`);
}

interface Document {
	readonly PolicyName: string;
	readonly PolicyDocument: string;
}

const read = (kind: HolderKind, input: Named, call: Call): Document => ({
	PolicyName: input.PolicyName ?? '',
	PolicyDocument: encode(documentOf(kind, input, call)),
});

function remove(kind: HolderKind): Operation<Named, void> {
	return {
		handle(input, call) {
			documentOf(kind, input, call);
			const inline = {...kind.find(call, nameOf(input)).inline};
			delete inline[input.PolicyName ?? ''];
			kind.edit(call, nameOf(input), {inline});
		},
	};
}

function list(
	kind: HolderKind,
): Operation<
	Named & {Marker?: string | undefined; MaxItems?: number | undefined},
	api.ListUserPoliciesResponse
> {
	return {
		handle(input, call) {
			const {items, rest} = page(Object.keys(kind.find(call, nameOf(input)).inline).toSorted(), input);
			return {PolicyNames: items, ...rest};
		},
	};
}

export const PutUserPolicy = put(users);
export const PutRolePolicy = put(roles);
export const PutGroupPolicy = put(groups);

export const GetUserPolicy: Operation<api.GetUserPolicyRequest, api.GetUserPolicyResponse> = {
	handle: (input, call) => ({UserName: input.UserName, ...read(users, input, call)}),
};
export const GetRolePolicy: Operation<api.GetRolePolicyRequest, api.GetRolePolicyResponse> = {
	handle: (input, call) => ({RoleName: input.RoleName, ...read(roles, input, call)}),
};
export const GetGroupPolicy: Operation<api.GetGroupPolicyRequest, api.GetGroupPolicyResponse> = {
	handle: (input, call) => ({GroupName: input.GroupName, ...read(groups, input, call)}),
};

export const DeleteUserPolicy = remove(users);
export const DeleteRolePolicy = remove(roles);
export const DeleteGroupPolicy = remove(groups);

export const ListUserPolicies = list(users);
export const ListRolePolicies = list(roles);
export const ListGroupPolicies = list(groups);
