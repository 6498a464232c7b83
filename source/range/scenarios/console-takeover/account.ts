import {
	AddRoleToInstanceProfileCommand,
	AttachRolePolicyCommand,
	AttachUserPolicyCommand,
	CreateInstanceProfileCommand,
	CreatePolicyCommand,
	CreateUserCommand,
} from '@aws-sdk/client-iam';
import {CreateAccountCommand, OrganizationsClient} from '@aws-sdk/client-organizations';
import {type Keys, Wire} from '../../actors/wire.ts';
import type {Range} from '../../range.ts';
import {founding, managed, policy, type StaffKeys} from '../company/founding.ts';
import {OFFICE} from '../company/office.ts';
import {NAMES} from './cast.ts';

/** The keys that the account's people and machines hold before anything happens. */
export interface AccountKeys extends StaffKeys {
	readonly leaked: Keys;
}

/** With the company's own policy they are ten: no further one can be attached to the user (field guide §2). */
const READERS = [
	'IAMFullAccess',
	'IAMReadOnlyAccess',
	'IAMUserChangePassword',
	'SecurityAudit',
	'ReadOnlyAccess',
	'AmazonS3ReadOnlyAccess',
	'AmazonEC2FullAccess',
	'AWSLambda_FullAccess',
	'AWSCloudTrail_ReadOnlyAccess',
] as const;

/** Builds the account, on the wire as its administrator. */
export async function foundAccount(range: Range): Promise<AccountKeys> {
	const {accountId} = range.world;
	const {iam, role, keyOf, ...founder} = founding(range);
	const UserName = NAMES.leakedUser;

	await iam.send(new CreateUserCommand({UserName, Path: '/automation/'}));
	const {Policy} = await iam.send(
		new CreatePolicyCommand({
			PolicyName: 'onboarding',
			PolicyDocument: policy({
				Effect: 'Allow',
				Action: [
					'sts:GetFederationToken',
					'sts:AssumeRole',
					'organizations:List*',
					'organizations:Describe*',
				],
				Resource: '*',
			}),
		}),
	);
	for (const PolicyArn of [...READERS.map(managed), Policy?.Arn ?? '']) {
		await iam.send(new AttachUserPolicyCommand({UserName, PolicyArn}));
	}
	const leaked = await keyOf(UserName);

	const people = {AWS: `arn:aws:iam::${accountId}:root`};
	const roles = [
		[NAMES.adminRole, people, 'AdministratorAccess'],
		[NAMES.vendorRole, people, 'PowerUserAccess'],
		[NAMES.serverRole, {Service: 'ec2.amazonaws.com'}, 'ReadOnlyAccess'],
		[NAMES.syncRole, {Service: 'lambda.amazonaws.com'}, 'IAMFullAccess'],
	] as const;
	for (const [RoleName, principal, name] of roles) {
		await role(RoleName, principal, {MaxSessionDuration: 43_200});
		await iam.send(new AttachRolePolicyCommand({RoleName, PolicyArn: managed(name)}));
	}
	const InstanceProfileName = NAMES.serverRole;
	await iam.send(new CreateInstanceProfileCommand({InstanceProfileName}));
	await iam.send(new AddRoleToInstanceProfileCommand({InstanceProfileName, RoleName: NAMES.serverRole}));

	const keys: AccountKeys = {leaked, ...(await founder.staff())};
	await founder.organize();
	founder.close();
	await addMember(range);
	return keys;
}

/** The organization has one member account. */
async function addMember(range: Range): Promise<void> {
	const wire = new Wire(range.url, OFFICE);
	await wire
		.client(OrganizationsClient, range.responder, 'us-east-1')
		.send(new CreateAccountCommand({Email: 'workloads@company.example', AccountName: 'Workloads'}));
	wire.close();
}
