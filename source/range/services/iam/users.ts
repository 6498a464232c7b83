import type * as api from '@aws-sdk/client-iam';
import type {Operation} from '../../service.ts';
import {arnOf, newId, now, targetUser, users} from './entities.ts';
import {alreadyExists, checkName, deleteConflict} from './errors.ts';
import {page} from './page.ts';
import type {IamState, User} from './state.ts';
import {tagsOf, untagged, withTags} from './tags.ts';

export function describeUser(user: User): api.User {
	return {
		Path: user.path,
		UserName: user.userName,
		UserId: user.userId,
		Arn: user.arn,
		CreateDate: user.createDate,
		...(user.passwordLastUsed ? {PasswordLastUsed: user.passwordLastUsed} : {}),
		...(user.permissionsBoundary ? {PermissionsBoundary: boundary(user.permissionsBoundary)} : {}),
		...(user.tags.length > 0 ? {Tags: [...user.tags]} : {}),
	};
}

export const boundary = (arn: string): api.AttachedPermissionsBoundary => ({
	PermissionsBoundaryType: 'PermissionsBoundaryPolicy',
	PermissionsBoundaryArn: arn,
});

export const CreateUser: Operation<api.CreateUserRequest, api.CreateUserResponse> = {
	handle(input, call) {
		const {UserName: userName = '', Path: path = '/', PermissionsBoundary: permissionsBoundary} = input;
		checkName('userName', userName);
		const {users: table} = call.world.iam;
		if (table.get(userName)) throw alreadyExists(`User with name ${userName} already exists.`);
		const user: User = {
			userName,
			userId: newId(call, 'AIDA'),
			arn: arnOf(call, 'user', path, userName),
			path,
			createDate: now(call),
			inline: {},
			attached: [],
			groups: [],
			tags: tagsOf(input.Tags),
			...(permissionsBoundary ? {permissionsBoundary} : {}),
		};
		table.set(userName, user);
		return {User: describeUser(user)};
	},
};

export const GetUser: Operation<api.GetUserRequest, api.GetUserResponse> = {
	handle: ({UserName}, call) => ({User: describeUser(targetUser(UserName, call))}),
};

export const ListUsers: Operation<api.ListUsersRequest, api.ListUsersResponse> = {
	handle(input, {world}) {
		const found = world.iam.users.values().filter(user => user.path.startsWith(input.PathPrefix ?? '/'));
		const {items, rest} = page(found, input);
		// ListUsers leaves out tags and boundaries; GetUser has them.
		return {Users: items.map(user => describeUser(withoutDetails(user))), ...rest};
	},
};

function withoutDetails({permissionsBoundary: _, ...user}: User): User {
	return {...user, tags: []};
}

/** What stands in the way of a user's deletion, in the order in which IAM complains. */
function obstacles(iam: IamState, {userName, ...user}: User): readonly [boolean, string][] {
	const has = (table: {values(): {userName: string | null}[]}) =>
		table.values().some(each => each.userName === userName);
	return [
		[has(iam.accessKeys), 'must delete access keys first.'],
		[user.attached.length > 0, 'must detach all policies first.'],
		[Object.keys(user.inline).length > 0, 'must delete policies first.'],
		[user.groups.length > 0, 'must remove users from group first.'],
		[iam.loginProfiles.get(userName) !== undefined, 'must delete login profile first.'],
		[has(iam.mfaDevices), 'must delete MFA device first.'],
		[has(iam.signingCertificates), 'must delete signing certificates first.'],
		[has(iam.sshKeys), 'must delete SSH public keys first.'],
		[has(iam.serviceCredentials), 'must delete service specific credentials first.'],
	];
}

export const DeleteUser: Operation<api.DeleteUserRequest, void> = {
	handle({UserName}, call) {
		const user = users.find(call, UserName);
		const obstacle = obstacles(call.world.iam, user).find(([stands]) => stands);
		if (obstacle) throw deleteConflict(`Cannot delete entity, ${obstacle[1]}`);
		call.world.iam.users.delete(user.userName);
	},
};

export const TagUser: Operation<api.TagUserRequest, void> = {
	handle({UserName, Tags}, call) {
		const user = users.find(call, UserName);
		call.world.iam.users.set(user.userName, withTags(user, Tags));
	},
};

export const UntagUser: Operation<api.UntagUserRequest, void> = {
	handle({UserName, TagKeys}, call) {
		const user = users.find(call, UserName);
		call.world.iam.users.set(user.userName, untagged(user, TagKeys));
	},
};

export const ListUserTags: Operation<api.ListUserTagsRequest, api.ListUserTagsResponse> = {
	handle(input, call) {
		const {items, rest} = page(users.find(call, input.UserName).tags, input);
		return {Tags: [...items], ...rest};
	},
};
