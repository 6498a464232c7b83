import type * as api from '@aws-sdk/client-iam';
import type {Call, Operation} from '../../service.ts';
import {arnOf, groups, newId, now, users} from './entities.ts';
import {alreadyExists, checkName, deleteConflict, limitExceeded} from './errors.ts';
import {page} from './page.ts';
import type {Group, User} from './state.ts';
import {describeUser} from './users.ts';

/** Groups that one user can be in. */
const quota = 10;

export const describeGroup = (group: Group): api.Group => ({
	Path: group.path,
	GroupName: group.groupName,
	GroupId: group.groupId,
	Arn: group.arn,
	CreateDate: group.createDate,
});

const members = (name: string, {world}: Call): User[] =>
	world.iam.users.values().filter(user => user.groups.includes(name));

export const CreateGroup: Operation<api.CreateGroupRequest, api.CreateGroupResponse> = {
	handle({GroupName: groupName = '', Path: path = '/'}, call) {
		checkName('groupName', groupName, 128);
		const {groups: table} = call.world.iam;
		if (table.get(groupName)) throw alreadyExists(`Group with name ${groupName} already exists.`);
		const group: Group = {
			groupName,
			groupId: newId(call, 'AGPA'),
			arn: arnOf(call, 'group', path, groupName),
			path,
			createDate: now(call),
			inline: {},
			attached: [],
		};
		table.set(groupName, group);
		return {Group: describeGroup(group)};
	},
};

export const GetGroup: Operation<api.GetGroupRequest, api.GetGroupResponse> = {
	handle(input, call) {
		const group = groups.find(call, input.GroupName);
		const {items, rest} = page(members(group.groupName, call), input);
		return {Group: describeGroup(group), Users: items.map(describeUser), ...rest};
	},
};

export const ListGroups: Operation<api.ListGroupsRequest, api.ListGroupsResponse> = {
	handle(input, {world}) {
		const {items, rest} = page(world.iam.groups.values(), input);
		return {Groups: items.map(describeGroup), ...rest};
	},
};

export const ListGroupsForUser: Operation<api.ListGroupsForUserRequest, api.ListGroupsForUserResponse> = {
	handle(input, call) {
		const {items, rest} = page(users.find(call, input.UserName).groups, input);
		return {Groups: items.map(name => describeGroup(groups.find(call, name))), ...rest};
	},
};

export const AddUserToGroup: Operation<api.AddUserToGroupRequest, void> = {
	handle({GroupName, UserName}, call) {
		const {groupName} = groups.find(call, GroupName);
		const user = users.find(call, UserName);
		const joined = [...new Set([...user.groups, groupName])];
		if (joined.length > quota) throw limitExceeded(`Cannot exceed quota for GroupsPerUser: ${quota}`);
		call.world.iam.users.set(user.userName, {...user, groups: joined});
	},
};

export const RemoveUserFromGroup: Operation<api.RemoveUserFromGroupRequest, void> = {
	handle({GroupName, UserName}, call) {
		const {groupName} = groups.find(call, GroupName);
		const user = users.find(call, UserName);
		call.world.iam.users.set(user.userName, {
			...user,
			groups: user.groups.filter(name => name !== groupName),
		});
	},
};

export const DeleteGroup: Operation<api.DeleteGroupRequest, void> = {
	handle({GroupName}, call) {
		const group = groups.find(call, GroupName);
		if (members(group.groupName, call).length > 0) {
			throw deleteConflict('Cannot delete entity, must remove users from group first.');
		}
		if (group.attached.length > 0)
			throw deleteConflict('Cannot delete entity, must detach all policies first.');
		if (Object.keys(group.inline).length > 0)
			throw deleteConflict('Cannot delete entity, must delete policies first.');
		call.world.iam.groups.delete(group.groupName);
	},
};
