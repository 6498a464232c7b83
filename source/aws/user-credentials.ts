import type {IAM} from '@aws-sdk/client-iam';
import type {OtherCredential} from '../domain/key-facts.ts';
import {Refusal} from '../domain/refusal.ts';
import {sanitise} from '../domain/text.ts';
import {type Parts, readParts} from './readable.ts';

/** The user's credentials besides access keys: none of them is touched by disabling the key (field guide §1). */
export async function readOtherCredentials(
	iam: IAM,
	userName: string,
	signal: AbortSignal,
): Promise<Parts<OtherCredential>> {
	const user = {UserName: userName};
	const abort = {abortSignal: signal};
	return readParts<OtherCredential>({
		password: async () =>
			(await hasPassword(iam, userName, signal)) ? [credential('password', userName, 'Active')] : [],
		'service-specific credentials': async () => {
			const {ServiceSpecificCredentials = []} = await iam.listServiceSpecificCredentials(user, abort);
			return ServiceSpecificCredentials.map(({ServiceSpecificCredentialId, ServiceName, Status}) =>
				credential('service-specific credential', `${ServiceSpecificCredentialId} (${ServiceName})`, Status),
			);
		},
		'SSH public keys': async () => {
			const {SSHPublicKeys = []} = await iam.listSSHPublicKeys(user, abort);
			return SSHPublicKeys.map(({SSHPublicKeyId, Status}) =>
				credential('SSH public key', SSHPublicKeyId, Status),
			);
		},
		'signing certificates': async () => {
			const {Certificates = []} = await iam.listSigningCertificates(user, abort);
			return Certificates.map(({CertificateId, Status}) =>
				credential('signing certificate', CertificateId, Status),
			);
		},
		'MFA devices': async () => {
			const {MFADevices = []} = await iam.listMFADevices(user, abort);
			return MFADevices.map(({SerialNumber}) => credential('MFA device', SerialNumber, 'Active'));
		},
	});
}

/** IAM answers "no such entity" for a user without a password. */
async function hasPassword(iam: IAM, userName: string, signal: AbortSignal): Promise<boolean> {
	try {
		await iam.getLoginProfile({UserName: userName}, {abortSignal: signal});
		return true;
	} catch (error) {
		if (error instanceof Refusal && error.kind === 'not-found') return false;
		throw error;
	}
}

function credential(
	kind: OtherCredential['kind'],
	id: string | undefined,
	status: string | undefined,
): OtherCredential {
	return {kind, id: sanitise(id ?? ''), status: sanitise(status ?? 'unknown')};
}
