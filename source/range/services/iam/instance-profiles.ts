import type * as api from '@aws-sdk/client-iam';
import type {Call, Operation} from '../../service.ts';
import {arnOf, newId, now, roles} from './entities.ts';
import {alreadyExists, checkName, deleteConflict, limitExceeded, noSuchEntity} from './errors.ts';
import {page} from './page.ts';
import {describeRole} from './roles.ts';
import type {InstanceProfile} from './state.ts';
import {tagsOf} from './tags.ts';

function find(name = '', {world}: Call): InstanceProfile {
	const profile = world.iam.instanceProfiles.get(name);
	if (profile === undefined) throw noSuchEntity(`Instance Profile ${name} cannot be found.`);
	return profile;
}

function describe(profile: InstanceProfile, call: Call): api.InstanceProfile {
	const {roles: table} = call.world.iam;
	const role = profile.roleName === undefined ? undefined : table.get(profile.roleName);
	return {
		Path: profile.path,
		InstanceProfileName: profile.instanceProfileName,
		InstanceProfileId: profile.instanceProfileId,
		Arn: profile.arn,
		CreateDate: profile.createDate,
		Roles: role ? [describeRole(role, call)] : [],
		...(profile.tags.length > 0 ? {Tags: [...profile.tags]} : {}),
	};
}

export const CreateInstanceProfile: Operation<
	api.CreateInstanceProfileRequest,
	api.CreateInstanceProfileResponse
> = {
	handle({InstanceProfileName: name = '', Path: path = '/', Tags}, call) {
		checkName('instanceProfileName', name, 128);
		const {instanceProfiles} = call.world.iam;
		if (instanceProfiles.get(name)) throw alreadyExists(`Instance Profile ${name} already exists.`);
		const profile: InstanceProfile = {
			instanceProfileName: name,
			instanceProfileId: newId(call, 'AIPA'),
			arn: arnOf(call, 'instance-profile', path, name),
			path,
			createDate: now(call),
			tags: tagsOf(Tags),
		};
		instanceProfiles.set(name, profile);
		return {InstanceProfile: describe(profile, call)};
	},
};

export const GetInstanceProfile: Operation<api.GetInstanceProfileRequest, api.GetInstanceProfileResponse> = {
	handle: ({InstanceProfileName}, call) => ({
		InstanceProfile: describe(find(InstanceProfileName, call), call),
	}),
};

export const ListInstanceProfiles: Operation<
	api.ListInstanceProfilesRequest,
	api.ListInstanceProfilesResponse
> = {
	handle(input, call) {
		const {items, rest} = page(call.world.iam.instanceProfiles.values(), input);
		return {InstanceProfiles: items.map(profile => describe(profile, call)), ...rest};
	},
};

export const ListInstanceProfilesForRole: Operation<
	api.ListInstanceProfilesForRoleRequest,
	api.ListInstanceProfilesForRoleResponse
> = {
	handle(input, call) {
		const {roleName} = roles.find(call, input.RoleName);
		const found = call.world.iam.instanceProfiles.values().filter(profile => profile.roleName === roleName);
		const {items, rest} = page(found, input);
		return {InstanceProfiles: items.map(profile => describe(profile, call)), ...rest};
	},
};

export const AddRoleToInstanceProfile: Operation<api.AddRoleToInstanceProfileRequest, void> = {
	handle({InstanceProfileName, RoleName}, call) {
		const profile = find(InstanceProfileName, call);
		const {roleName} = roles.find(call, RoleName);
		if (profile.roleName !== undefined) {
			throw limitExceeded('Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1');
		}
		call.world.iam.instanceProfiles.set(profile.instanceProfileName, {...profile, roleName});
	},
};

export const RemoveRoleFromInstanceProfile: Operation<api.RemoveRoleFromInstanceProfileRequest, void> = {
	handle({InstanceProfileName, RoleName}, call) {
		const {roleName, ...profile} = find(InstanceProfileName, call);
		if (roleName !== RoleName) throw noSuchEntity(`Role ${RoleName} is not in the instance profile.`);
		call.world.iam.instanceProfiles.set(profile.instanceProfileName, profile);
	},
};

export const DeleteInstanceProfile: Operation<api.DeleteInstanceProfileRequest, void> = {
	handle({InstanceProfileName}, call) {
		const profile = find(InstanceProfileName, call);
		if (profile.roleName) {
			throw deleteConflict('Cannot delete entity, must remove roles from instance profile first.');
		}
		call.world.iam.instanceProfiles.delete(profile.instanceProfileName);
	},
};
