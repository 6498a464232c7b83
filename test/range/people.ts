import {
	AttachUserPolicyCommand,
	CreateAccessKeyCommand,
	CreateRoleCommand,
	CreateUserCommand,
	PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {AssumeRoleCommand} from '@aws-sdk/client-sts';
import {clientsOf, type Keys, keysOf, policy, type stageRange, trust} from './harness.ts';

const admin = 'arn:aws:iam::aws:policy/AdministratorAccess';

/** Makes users and roles on a range, each under a name of its own. */
export function peopleOf(stage: ReturnType<typeof stageRange>) {
	let count = 0;
	const responder = () => clientsOf(stage.range, stage.range.responder);

	/** A user with full rights and a key. */
	async function makeUser(): Promise<{name: string; keys: Keys}> {
		const name = `user-${count++}`;
		await responder().iam.send(new CreateUserCommand({UserName: name}));
		await responder().iam.send(new AttachUserPolicyCommand({UserName: name, PolicyArn: admin}));
		const {AccessKey} = await responder().iam.send(new CreateAccessKeyCommand({UserName: name}));
		return {
			name,
			keys: {accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? ''},
		};
	}

	/** A role with full rights that the whole account may take, and a session of it taken by `keys`. */
	async function takeRole(keys: Keys): Promise<{name: string; arn: string; session: Keys}> {
		const name = `role-${count++}`;
		const {Role} = await responder().iam.send(
			new CreateRoleCommand({RoleName: name, AssumeRolePolicyDocument: trust(stage.range.world.accountId)}),
		);
		await responder().iam.send(
			new PutRolePolicyCommand({RoleName: name, PolicyName: 'all', PolicyDocument: policy('Allow', '*')}),
		);
		const arn = Role?.Arn ?? '';
		const taken = await clientsOf(stage.range, keys).sts.send(
			new AssumeRoleCommand({RoleArn: arn, RoleSessionName: 'taken'}),
		);
		return {name, arn, session: keysOf(taken)};
	}

	return {makeUser, takeRole};
}
