import type {Incident} from './account.ts';

/** Everything that IAM's API tells of the account: what an undo must bring back, to the byte. */
export async function readOut({iam}: Incident): Promise<string> {
	const details = await iam.getAccountAuthorizationDetails({});
	const users = await Promise.all(
		(details.UserDetailList ?? []).map(async ({UserName}) => {
			const user = {UserName};
			const [keys, credentials, ssh, certificates, profile] = await Promise.all([
				iam.listAccessKeys(user),
				iam.listServiceSpecificCredentials(user),
				iam.listSSHPublicKeys(user),
				iam.listSigningCertificates(user),
				iam.getLoginProfile(user).catch(error => ({LoginProfile: (error as Error).name})),
			]);
			return [
				UserName,
				keys.AccessKeyMetadata,
				credentials.ServiceSpecificCredentials,
				ssh.SSHPublicKeys,
				certificates.Certificates,
				profile.LoginProfile,
			];
		}),
	);
	const {UserDetailList, GroupDetailList, RoleDetailList, Policies} = details;
	return JSON.stringify({UserDetailList, GroupDetailList, RoleDetailList, Policies, users}, null, 1);
}
