import type * as api from '@aws-sdk/client-iam';
import type {Operation} from '../../service.ts';
import {roles, users} from './entities.ts';
import {noSuchEntity} from './errors.ts';
import {findPolicy} from './managed-policies.ts';

const unattachable = 'does not exist or is not attachable.';

export const PutUserPermissionsBoundary: Operation<api.PutUserPermissionsBoundaryRequest, void> = {
	handle({UserName, PermissionsBoundary}, call) {
		const user = users.find(call, UserName);
		const {arn} = findPolicy(PermissionsBoundary, call, unattachable);
		call.world.iam.users.set(user.userName, {...user, permissionsBoundary: arn});
	},
};

export const PutRolePermissionsBoundary: Operation<api.PutRolePermissionsBoundaryRequest, void> = {
	handle({RoleName, PermissionsBoundary}, call) {
		const role = roles.find(call, RoleName);
		const {arn} = findPolicy(PermissionsBoundary, call, unattachable);
		call.world.iam.roles.set(role.roleName, {...role, permissionsBoundary: arn});
	},
};

export const DeleteUserPermissionsBoundary: Operation<api.DeleteUserPermissionsBoundaryRequest, void> = {
	handle({UserName = ''}, call) {
		const {permissionsBoundary, ...user} = users.find(call, UserName);
		if (permissionsBoundary === undefined)
			throw noSuchEntity(`User ${UserName} has no permissions boundary.`);
		call.world.iam.users.set(user.userName, user);
	},
};

export const DeleteRolePermissionsBoundary: Operation<api.DeleteRolePermissionsBoundaryRequest, void> = {
	handle({RoleName = ''}, call) {
		const {permissionsBoundary, ...role} = roles.find(call, RoleName);
		if (permissionsBoundary === undefined)
			throw noSuchEntity(`Role ${RoleName} has no permissions boundary.`);
		call.world.iam.roles.set(role.roleName, role);
	},
};
