import type {IAM} from '@aws-sdk/client-iam';
import type {Password, Switchable, UserState} from '../domain/containment/state.ts';
import {Refusal} from '../domain/refusal.ts';
import {sanitise} from '../domain/text.ts';
import {readable} from './readable.ts';

type Switches = Pick<
	UserState,
	'keys' | 'password' | 'serviceCredentials' | 'sshKeys' | 'certificates' | 'groups'
>;

/** Everything by which a user can get in, and whether it is on (field guide §1). */
export async function readSwitches(iam: IAM, userName: string, signal: AbortSignal): Promise<Switches> {
	const user = {UserName: userName};
	const abort = {abortSignal: signal};
	const [keys, password, serviceCredentials, sshKeys, certificates, groups] = await Promise.all([
		readable(async () => {
			const {AccessKeyMetadata = []} = await iam.listAccessKeys(user, abort);
			return AccessKeyMetadata.map(({AccessKeyId, Status}) => switchable(AccessKeyId, Status));
		}),
		readable(() => passwordOf(iam, userName, signal)),
		readable(async () => {
			const {ServiceSpecificCredentials = []} = await iam.listServiceSpecificCredentials(user, abort);
			return ServiceSpecificCredentials.map(({ServiceSpecificCredentialId, ServiceName, Status}) => ({
				...switchable(ServiceSpecificCredentialId, Status),
				service: sanitise(ServiceName ?? ''),
			}));
		}),
		readable(async () => {
			const {SSHPublicKeys = []} = await iam.listSSHPublicKeys(user, abort);
			return SSHPublicKeys.map(({SSHPublicKeyId, Status}) => switchable(SSHPublicKeyId, Status));
		}),
		readable(async () => {
			const {Certificates = []} = await iam.listSigningCertificates(user, abort);
			return Certificates.map(({CertificateId, Status}) => switchable(CertificateId, Status));
		}),
		readable(async () => {
			const {Groups = []} = await iam.listGroupsForUser(user, abort);
			return Groups.map(({GroupName}) => sanitise(GroupName ?? ''));
		}),
	]);
	return {keys, password, serviceCredentials, sshKeys, certificates, groups};
}

/** IAM answers "no such entity" for a user without a password. */
async function passwordOf(iam: IAM, userName: string, signal: AbortSignal): Promise<Password | null> {
	try {
		const {LoginProfile} = await iam.getLoginProfile({UserName: userName}, {abortSignal: signal});
		return {created: LoginProfile?.CreateDate?.getTime() ?? null};
	} catch (error) {
		if (error instanceof Refusal && error.kind === 'not-found') return null;
		throw error;
	}
}

/** Ids go back to IAM as they came. Service-specific credentials can be Expired as well: those are off. */
function switchable(id: string | undefined, status: string | undefined): Switchable {
	return {id: id ?? '', status: status === 'Active' ? 'Active' : 'Inactive'};
}
