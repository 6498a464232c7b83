import type * as api from '@aws-sdk/client-iam';
import {accessKeyId, secretAccessKey} from '../../credential-ids.ts';
import type {Call, Operation} from '../../service.ts';
import {now, targetUser} from './entities.ts';
import {invalid, limitExceeded, noSuchEntity} from './errors.ts';
import {page} from './page.ts';
import type {AccessKey} from './state.ts';

/** A user's two slots; rotation is blocked when both are taken (field guide §10). */
const quota = 2;

/** Whose keys a call is about: a user's, or those of root (null) when root names nobody. */
function ownerOf(name: string | undefined, call: Call): string | null {
	return name === undefined && call.caller.kind === 'root' ? null : targetUser(name, call).userName;
}

function keysOf(owner: string | null, {world}: Call): AccessKey[] {
	return world.iam.accessKeys.values().filter(({userName}) => userName === owner);
}

function findKey(id = '', owner: string | null, {world}: Call): AccessKey {
	const key = world.iam.accessKeys.get(id);
	if (key?.userName !== owner) throw noSuchEntity(`The Access Key with id ${id} cannot be found.`);
	return key;
}

const named = (owner: string | null) => (owner === null ? {} : {UserName: owner});

export const CreateAccessKey: Operation<api.CreateAccessKeyRequest, api.CreateAccessKeyResponse> = {
	handle({UserName}, call) {
		const {world} = call;
		const owner = ownerOf(UserName, call);
		if (keysOf(owner, call).length >= quota) {
			throw limitExceeded(`Cannot exceed quota for AccessKeysPerUser: ${quota}`);
		}
		const key: AccessKey = {
			accessKeyId: accessKeyId(world.random, world.accountId, 'AKIA'),
			secretAccessKey: secretAccessKey(world.random),
			userName: owner,
			status: 'Active',
			createDate: now(call),
		};
		world.iam.accessKeys.set(key.accessKeyId, key);
		return {
			AccessKey: {
				UserName: owner ?? undefined,
				AccessKeyId: key.accessKeyId,
				Status: key.status,
				SecretAccessKey: key.secretAccessKey,
				CreateDate: key.createDate,
			},
		};
	},
};

export const ListAccessKeys: Operation<api.ListAccessKeysRequest, api.ListAccessKeysResponse> = {
	handle(input, call) {
		const owner = ownerOf(input.UserName, call);
		const byAge = keysOf(owner, call).toSorted(
			(one, other) => Number(one.createDate) - Number(other.createDate),
		);
		const {items, rest} = page(byAge, input);
		const metadata = items.map(({accessKeyId: id, status, createDate}) => ({
			...named(owner),
			AccessKeyId: id,
			Status: status,
			CreateDate: createDate,
		}));
		return {AccessKeyMetadata: metadata, ...rest};
	},
};

export const UpdateAccessKey: Operation<api.UpdateAccessKeyRequest, void> = {
	handle({UserName, AccessKeyId, Status}, call) {
		const key = findKey(AccessKeyId, ownerOf(UserName, call), call);
		if (Status !== 'Active' && Status !== 'Inactive') {
			throw invalid(
				`Value '${Status}' at 'status' failed to satisfy constraint: Member must be Active or Inactive`,
			);
		}
		call.world.iam.accessKeys.set(key.accessKeyId, {...key, status: Status});
	},
};

export const DeleteAccessKey: Operation<api.DeleteAccessKeyRequest, void> = {
	handle({UserName, AccessKeyId}, call) {
		const key = findKey(AccessKeyId, ownerOf(UserName, call), call);
		call.world.iam.accessKeys.delete(key.accessKeyId);
	},
};

/** Tells user and last use of any key of the account; a deleted key is gone, an inactive one is not (field guide §3). */
export const GetAccessKeyLastUsed: Operation<
	api.GetAccessKeyLastUsedRequest,
	api.GetAccessKeyLastUsedResponse
> = {
	handle({AccessKeyId: id = ''}, {world}) {
		const key = world.iam.accessKeys.get(id);
		if (key === undefined) throw noSuchEntity(`The Access Key with id ${id} cannot be found.`);
		const used = world.iam.lastUsed.get(id);
		return {
			...named(key.userName),
			AccessKeyLastUsed: used
				? {LastUsedDate: used.time, ServiceName: used.service, Region: used.region}
				: {LastUsedDate: undefined, ServiceName: 'N/A', Region: 'N/A'},
		};
	},
};
