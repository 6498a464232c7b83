import {
	AddRoleToInstanceProfileCommand,
	AttachRolePolicyCommand,
	AttachUserPolicyCommand,
	CreateAccessKeyCommand,
	CreateInstanceProfileCommand,
	CreateRoleCommand,
	CreateUserCommand,
	IAMClient,
	PutRolePolicyCommand,
	PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import {CreateOrganizationCommand, OrganizationsClient} from '@aws-sdk/client-organizations';
import {type Keys, Wire} from '../../actors/wire.ts';
import type {Range} from '../../range.ts';
import {NAMES, ORIGINS} from './cast.ts';

/** The keys that the account's people and machines hold before anything happens. */
export interface AccountKeys {
	readonly leaked: Keys;
	readonly alice: Keys;
	readonly bruno: Keys;
	readonly chiara: Keys;
}

/** Builds the company's account, on the wire as its administrator: users, roles, the organization. */
export async function foundAccount(range: Range): Promise<AccountKeys> {
	const wire = new Wire(range.url, ORIGINS.office);
	const iam = wire.client(IAMClient, range.responder, 'us-east-1');
	const {accountId} = range.world;
	const managed = (name: string) => `arn:aws:iam::aws:policy/${name}`;

	const person = async (UserName: string, policy: string): Promise<Keys> => {
		await iam.send(new CreateUserCommand({UserName}));
		await iam.send(new AttachUserPolicyCommand({UserName, PolicyArn: managed(policy)}));
		return keyOf(UserName);
	};
	const keyOf = async (UserName: string): Promise<Keys> => {
		const {AccessKey} = await iam.send(new CreateAccessKeyCommand({UserName}));
		return {accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? ''};
	};
	const role = (RoleName: string, principal: object, extra: object = {}) =>
		iam.send(
			new CreateRoleCommand({
				RoleName,
				AssumeRolePolicyDocument: policy({Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole'}),
				...extra,
			}),
		);

	await iam.send(new CreateUserCommand({UserName: NAMES.leakedUser, Path: '/ci/'}));
	await iam.send(
		new PutUserPolicyCommand({
			UserName: NAMES.leakedUser,
			PolicyName: 'build-and-deploy',
			PolicyDocument: policy(
				{
					Effect: 'Allow',
					Action: ['ec2:*', 'lambda:*', 'lightsail:*', 'iam:Get*', 'iam:List*'],
					Resource: '*',
				},
				{
					Effect: 'Allow',
					Action: ['sts:AssumeRole', 'iam:PassRole'],
					Resource: roleArn(accountId, NAMES.deployRole),
				},
				{Effect: 'Allow', Action: 'sts:GetFederationToken', Resource: '*'},
			),
		}),
	);
	const leaked = await keyOf(NAMES.leakedUser);

	const leakedArn = `arn:aws:iam::${accountId}:user/ci/${NAMES.leakedUser}`;
	await role(
		NAMES.deployRole,
		{AWS: [leakedArn, `arn:aws:iam::${accountId}:root`]},
		{MaxSessionDuration: 43_200},
	);
	await iam.send(
		new AttachRolePolicyCommand({RoleName: NAMES.deployRole, PolicyArn: managed('AdministratorAccess')}),
	);
	await role(NAMES.organizationRole, {AWS: roleArn(accountId, NAMES.deployRole)});
	await iam.send(
		new PutRolePolicyCommand({
			RoleName: NAMES.organizationRole,
			PolicyName: 'organization',
			PolicyDocument: policy({Effect: 'Allow', Action: ['organizations:*', 'account:*'], Resource: '*'}),
		}),
	);
	await role(NAMES.functionRole, {Service: 'lambda.amazonaws.com'});
	await role(NAMES.serverRole, {Service: 'ec2.amazonaws.com'});
	await iam.send(new CreateInstanceProfileCommand({InstanceProfileName: NAMES.serverRole}));
	await iam.send(
		new AddRoleToInstanceProfileCommand({InstanceProfileName: NAMES.serverRole, RoleName: NAMES.serverRole}),
	);

	const keys: AccountKeys = {
		leaked,
		alice: await person('alice.meyer', 'AdministratorAccess'),
		bruno: await person('bruno.costa', 'PowerUserAccess'),
		chiara: await person('chiara.neri', 'ReadOnlyAccess'),
	};
	await wire
		.client(OrganizationsClient, range.responder, 'us-east-1')
		.send(new CreateOrganizationCommand({}));
	wire.close();
	return keys;
}

/** The text of a policy with these statements. */
export function policy(...Statement: readonly object[]): string {
	return JSON.stringify({Version: '2012-10-17', Statement});
}

export function roleArn(accountId: string, name: string): string {
	return `arn:aws:iam::${accountId}:role/${name}`;
}
