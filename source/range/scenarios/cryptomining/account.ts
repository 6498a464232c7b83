import {
	AddRoleToInstanceProfileCommand,
	AttachRolePolicyCommand,
	CreateInstanceProfileCommand,
	CreateUserCommand,
	PutRolePolicyCommand,
	PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import type {Keys} from '../../actors/wire.ts';
import type {Range} from '../../range.ts';
import {founding, managed, policy, roleArn, type StaffKeys} from '../company/founding.ts';
import {NAMES} from './cast.ts';

/** The keys that the account's people and machines hold before anything happens. */
export interface AccountKeys extends StaffKeys {
	readonly leaked: Keys;
}

/** Builds the company's account, on the wire as its administrator: users, roles, the organization. */
export async function foundAccount(range: Range): Promise<AccountKeys> {
	const {accountId} = range.world;
	const {iam, role, keyOf, ...founder} = founding(range);

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

	const keys: AccountKeys = {leaked, ...(await founder.staff())};
	await founder.organize();
	founder.close();
	return keys;
}
