import {createHash} from 'node:crypto';
import type * as api from '@aws-sdk/client-iam';
import type {Operation} from '../../service.ts';
import {newId, now, users} from './entities.ts';
import {limitExceeded} from './errors.ts';
import {page} from './page.ts';
import type {SshKey} from './state.ts';
import {credentialOf, credentialsOf, statusOf} from './user-credentials.ts';

const quota = 5;
const what = 'SSH public key';

const describe = (key: SshKey): api.SSHPublicKeyMetadata => ({
	UserName: key.userName,
	SSHPublicKeyId: key.id,
	Status: key.status,
	UploadDate: key.createDate,
});

const fingerprint = (body: string): string =>
	(createHash('md5').update(body).digest('hex').match(/../g) ?? []).join(':');

export const UploadSSHPublicKey: Operation<api.UploadSSHPublicKeyRequest, api.UploadSSHPublicKeyResponse> = {
	handle({UserName, SSHPublicKeyBody: body = ''}, call) {
		const {userName} = users.find(call, UserName);
		const {sshKeys} = call.world.iam;
		if (credentialsOf(sshKeys, userName, call).length >= quota) {
			throw limitExceeded(`Cannot exceed quota for SSHPublicKeysPerUser: ${quota}`);
		}
		const key: SshKey = {
			id: newId(call, 'APKA'),
			userName,
			status: 'Active',
			createDate: now(call),
			fingerprint: fingerprint(body),
			body,
		};
		sshKeys.set(key.id, key);
		return {
			SSHPublicKey: {
				...describe(key),
				SSHPublicKeyBody: body,
				Fingerprint: key.fingerprint,
			} as api.SSHPublicKey,
		};
	},
};

export const ListSSHPublicKeys: Operation<api.ListSSHPublicKeysRequest, api.ListSSHPublicKeysResponse> = {
	handle(input, call) {
		const {items, rest} = page(credentialsOf(call.world.iam.sshKeys, input.UserName, call), input);
		return {SSHPublicKeys: items.map(describe), ...rest};
	},
};

export const UpdateSSHPublicKey: Operation<api.UpdateSSHPublicKeyRequest, void> = {
	handle({UserName, SSHPublicKeyId, Status}, call) {
		const {sshKeys} = call.world.iam;
		const key = credentialOf(sshKeys, UserName, SSHPublicKeyId, what, call);
		sshKeys.set(key.id, {...key, status: statusOf(Status)});
	},
};

export const DeleteSSHPublicKey: Operation<api.DeleteSSHPublicKeyRequest, void> = {
	handle({UserName, SSHPublicKeyId}, call) {
		const {sshKeys} = call.world.iam;
		sshKeys.delete(credentialOf(sshKeys, UserName, SSHPublicKeyId, what, call).id);
	},
};
