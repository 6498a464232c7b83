import type * as api from '@aws-sdk/client-iam';
import {parsePolicy} from '../../policy/document.ts';
import type {Call, Operation} from '../../service.ts';
import {arnOf, encode, newId, now, roles} from './entities.ts';
import {alreadyExists, checkName, deleteConflict, malformedPolicy} from './errors.ts';
import {page} from './page.ts';
import type {Role} from './state.ts';
import {tagsOf, untagged, withTags} from './tags.ts';
import {shownTrust, trustedIds} from './trusted.ts';
import {boundary} from './users.ts';

export function describeRole(role: Role, {world: {iam}}: Call): api.Role {
	return {
		Path: role.path,
		RoleName: role.roleName,
		RoleId: role.roleId,
		Arn: role.arn,
		CreateDate: role.createDate,
		AssumeRolePolicyDocument: encode(shownTrust(role, iam)),
		MaxSessionDuration: role.maxSessionDuration,
		...(role.description ? {Description: role.description} : {}),
		...(role.permissionsBoundary ? {PermissionsBoundary: boundary(role.permissionsBoundary)} : {}),
		...(role.tags.length > 0 ? {Tags: [...role.tags]} : {}),
	};
}

/** GetRole adds when the role was last used; ListRoles does not. */
function withLastUse(role: Role, call: Call): api.Role {
	const used = call.world.iam.rolesUsed.get(role.roleId);
	return {
		...describeRole(role, call),
		RoleLastUsed: used ? {LastUsedDate: used.time, Region: used.region} : {},
	};
}

function checkTrust(document: string): void {
	const statements = parsePolicy(document);
	if (!statements?.every(({principals, notPrincipals}) => principals ?? notPrincipals))
		throw malformedPolicy();
}

export const CreateRole: Operation<api.CreateRoleRequest, api.CreateRoleResponse> = {
	handle(input, call) {
		const {RoleName: roleName = '', Path: path = '/', AssumeRolePolicyDocument: trust = ''} = input;
		checkName('roleName', roleName);
		checkTrust(trust);
		const {roles: table} = call.world.iam;
		if (table.get(roleName)) throw alreadyExists(`Role with name ${roleName} already exists.`);
		const role: Role = {
			roleName,
			roleId: newId(call, 'AROA'),
			arn: arnOf(call, 'role', path, roleName),
			path,
			createDate: now(call),
			trust,
			trustedIds: trustedIds(trust, call.world),
			maxSessionDuration: input.MaxSessionDuration ?? 3600,
			inline: {},
			attached: [],
			tags: tagsOf(input.Tags),
			...(input.Description ? {description: input.Description} : {}),
			...(input.PermissionsBoundary ? {permissionsBoundary: input.PermissionsBoundary} : {}),
		};
		table.set(roleName, role);
		return {Role: describeRole(role, call)};
	},
};

export const GetRole: Operation<api.GetRoleRequest, api.GetRoleResponse> = {
	handle: ({RoleName}, call) => ({Role: withLastUse(roles.find(call, RoleName), call)}),
};

export const ListRoles: Operation<api.ListRolesRequest, api.ListRolesResponse> = {
	handle(input, call) {
		const found = call.world.iam.roles.values().filter(role => role.path.startsWith(input.PathPrefix ?? '/'));
		const {items, rest} = page(found, input);
		return {Roles: items.map(role => describeRole({...role, tags: []}, call)), ...rest};
	},
};

/** Changes who may take the role from now on. Sessions already taken go on (field guide §1). */
export const UpdateAssumeRolePolicy: Operation<api.UpdateAssumeRolePolicyRequest, void> = {
	handle({RoleName, PolicyDocument: trust = ''}, call) {
		const role = roles.find(call, RoleName);
		checkTrust(trust);
		const ids = trustedIds(trust, call.world);
		call.world.iam.roles.set(role.roleName, {...role, trust, trustedIds: ids});
	},
};

export const UpdateRole: Operation<api.UpdateRoleRequest, api.UpdateRoleResponse> = {
	handle({RoleName, Description, MaxSessionDuration}, call) {
		const role = roles.find(call, RoleName);
		call.world.iam.roles.set(role.roleName, {
			...role,
			...(Description === undefined ? {} : {description: Description}),
			maxSessionDuration: MaxSessionDuration ?? role.maxSessionDuration,
		});
		return {};
	},
};

export const DeleteRole: Operation<api.DeleteRoleRequest, void> = {
	handle({RoleName}, call) {
		const role = roles.find(call, RoleName);
		const {iam} = call.world;
		if (iam.instanceProfiles.values().some(profile => profile.roleName === role.roleName)) {
			throw deleteConflict('Cannot delete entity, must remove roles from instance profile first.');
		}
		if (role.attached.length > 0)
			throw deleteConflict('Cannot delete entity, must detach all policies first.');
		if (Object.keys(role.inline).length > 0)
			throw deleteConflict('Cannot delete entity, must delete policies first.');
		iam.roles.delete(role.roleName);
	},
};

export const TagRole: Operation<api.TagRoleRequest, void> = {
	handle({RoleName, Tags}, call) {
		const role = roles.find(call, RoleName);
		call.world.iam.roles.set(role.roleName, withTags(role, Tags));
	},
};

export const UntagRole: Operation<api.UntagRoleRequest, void> = {
	handle({RoleName, TagKeys}, call) {
		const role = roles.find(call, RoleName);
		call.world.iam.roles.set(role.roleName, untagged(role, TagKeys));
	},
};

export const ListRoleTags: Operation<api.ListRoleTagsRequest, api.ListRoleTagsResponse> = {
	handle(input, call) {
		const {items, rest} = page(roles.find(call, input.RoleName).tags, input);
		return {Tags: items, ...rest};
	},
};
