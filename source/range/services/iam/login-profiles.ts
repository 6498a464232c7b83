import {createHash} from 'node:crypto';
import type * as api from '@aws-sdk/client-iam';
import type {Call, Operation} from '../../service.ts';
import {now, targetUser} from './entities.ts';
import {alreadyExists, noSuchEntity} from './errors.ts';
import type {LoginProfile} from './state.ts';

function find(userName: string | undefined, call: Call): LoginProfile {
	const user = targetUser(userName, call);
	const profile = call.world.iam.loginProfiles.get(user.userName);
	if (profile) return profile;
	throw noSuchEntity(`Login Profile for User ${user.userName} cannot be found.`);
}

const describe = ({userName, createDate, passwordResetRequired}: LoginProfile): api.LoginProfile => ({
	UserName: userName,
	CreateDate: createDate,
	PasswordResetRequired: passwordResetRequired,
});

/** The range keeps no passwords, only what tells whether one is right. */
export const digestOf = (password: string): string => createHash('sha256').update(password).digest('base64');

export const CreateLoginProfile: Operation<api.CreateLoginProfileRequest, api.CreateLoginProfileResponse> = {
	handle({UserName, Password = '', PasswordResetRequired = false}, call) {
		const {userName} = targetUser(UserName, call);
		const {loginProfiles} = call.world.iam;
		if (loginProfiles.get(userName))
			throw alreadyExists(`Login Profile for user ${userName} already exists.`);
		const profile = {
			userName,
			createDate: now(call),
			passwordResetRequired: PasswordResetRequired,
			digest: digestOf(Password),
		};
		loginProfiles.set(userName, profile);
		return {LoginProfile: describe(profile)};
	},
};

export const GetLoginProfile: Operation<api.GetLoginProfileRequest, api.GetLoginProfileResponse> = {
	handle: ({UserName}, call) => ({LoginProfile: describe(find(UserName, call))}),
};

export const UpdateLoginProfile: Operation<api.UpdateLoginProfileRequest, void> = {
	handle({UserName, Password, PasswordResetRequired}, call) {
		const profile = find(UserName, call);
		call.world.iam.loginProfiles.set(profile.userName, {
			...profile,
			passwordResetRequired: PasswordResetRequired ?? profile.passwordResetRequired,
			digest: Password === undefined ? profile.digest : digestOf(Password),
		});
	},
};

export const DeleteLoginProfile: Operation<api.DeleteLoginProfileRequest, void> = {
	handle({UserName}, call) {
		call.world.iam.loginProfiles.delete(find(UserName, call).userName);
	},
};
