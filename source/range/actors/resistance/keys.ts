import {
	CreateAccessKeyCommand,
	CreateLoginProfileCommand,
	IAMClient,
	ListAccessKeysCommand,
	ListServiceSpecificCredentialsCommand,
	UpdateAccessKeyCommand,
	UpdateLoginProfileCommand,
	UpdateServiceSpecificCredentialCommand,
} from '@aws-sdk/client-iam';
import type {Actor, Hand} from '../actor.ts';
import type {Stronghold} from './stronghold.ts';

/** Switches on again what was switched off of a user, and makes a key where none is left. */
export async function reviveUser(UserName: string, hand: Hand, actor: Actor): Promise<void> {
	const iam = hand.client(IAMClient);
	await Promise.all([reviveKeys(UserName, iam, hand, actor), reviveServices(UserName, iam)]);
}

async function reviveKeys(UserName: string, iam: IAMClient, hand: Hand, actor: Actor): Promise<void> {
	const {AccessKeyMetadata: keys = []} = await iam.send(new ListAccessKeysCommand({UserName}));
	const own = keys.filter(({AccessKeyId = ''}) => actor.holds(AccessKeyId));
	for (const {AccessKeyId, Status} of own) {
		if (Status === 'Inactive') {
			await iam.send(new UpdateAccessKeyCommand({UserName, AccessKeyId, Status: 'Active'}));
		}
	}
	if (own.length > 0) return;
	const {AccessKey} = await iam.send(new CreateAccessKeyCommand({UserName}));
	hand.take(`key of ${UserName}`, 'user-key', AccessKey);
}

async function reviveServices(UserName: string, iam: IAMClient): Promise<void> {
	const {ServiceSpecificCredentials: found = []} = await iam.send(
		new ListServiceSpecificCredentialsCommand({UserName}),
	);
	for (const {ServiceSpecificCredentialId, Status} of found) {
		if (Status === 'Inactive') {
			await iam.send(
				new UpdateServiceSpecificCredentialCommand({
					UserName,
					ServiceSpecificCredentialId,
					Status: 'Active',
				}),
			);
		}
	}
}

/** Gives the user a password again: the one that the attacker knows. */
export async function revivePassword({login: {userName, password}}: Stronghold, hand: Hand): Promise<void> {
	const iam = hand.client(IAMClient);
	const profile = {UserName: userName, Password: password, PasswordResetRequired: false};
	try {
		await iam.send(new UpdateLoginProfileCommand(profile));
	} catch {
		await iam.send(new CreateLoginProfileCommand(profile));
	}
}
