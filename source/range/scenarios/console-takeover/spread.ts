import {DescribeInstancesCommand, DescribeRegionsCommand, EC2Client} from '@aws-sdk/client-ec2';
import {
	AttachRolePolicyCommand,
	AttachUserPolicyCommand,
	CreateRoleCommand,
	CreateServiceSpecificCredentialCommand,
	CreateUserCommand,
	IAMClient,
	ListRolesCommand,
} from '@aws-sdk/client-iam';
import {ListAccountsCommand, OrganizationsClient} from '@aws-sdk/client-organizations';
import {AssumeRoleCommand, STSClient} from '@aws-sdk/client-sts';
import type {Beat} from '../../actors/timeline.ts';
import {callWithBearerToken} from '../../bearer.ts';
import type {World} from '../../world.ts';
import {managed, policy, roleArn} from '../company/founding.ts';
import {MODEL, NAMES, ORIGINS, SIGNIN} from './cast.ts';
import {by, type Intruder} from './intruder.ts';

/** As the new user: a mistyped password, the console, and out of it into the administrators' role. */
export function switchAround(intruder: Intruder, {accountId}: World): Beat[] {
	const at = by(intruder);
	const {browser, password} = intruder;
	const userName = NAMES.supportUser;
	const login = (given: string) => () => {
		const maker = makerOf(intruder, `:user/${userName}`);
		browser.login('support-console', {userName, password: given}, maker, SIGNIN.password);
	};
	const admin = 'admin-console';
	return [
		{ago: 263, run: () => ignoring(login('mistyped'))},
		{ago: 262, run: login(password)},
		at(261, 'support-console', hand => hand.client(IAMClient).send(new ListRolesCommand({}))),
		{
			ago: 258,
			run: () =>
				browser.switchRole(admin, 'support-console', roleArn(accountId, NAMES.adminRole), SIGNIN.role),
		},
		at(257, admin, hand => hand.client(EC2Client, 'us-west-2').send(new DescribeInstancesCommand({}))),
		at(256, admin, hand => hand.client(OrganizationsClient).send(new ListAccountsCommand({}))),
		{ago: 251, run: () => browser.refresh(admin)},
		at(250, admin, async hand => {
			const {Role} = await hand.client(IAMClient).send(
				new CreateRoleCommand({
					RoleName: NAMES.auditRole,
					MaxSessionDuration: 43_200,
					AssumeRolePolicyDocument: policy({
						Effect: 'Allow',
						Principal: {AWS: [`arn:aws:iam::${accountId}:root`, 'arn:aws:iam::999999999999:root']},
						Action: 'sts:AssumeRole',
					}),
				}),
			);
			hand.founded(Role?.Arn);
		}),
		at(249.5, admin, hand =>
			hand.client(IAMClient).send(
				new AttachRolePolicyCommand({
					RoleName: NAMES.auditRole,
					PolicyArn: managed('AdministratorAccess'),
				}),
			),
		),
		at(246, 'support-key', async hand => {
			const {Credentials} = await hand.client(STSClient, 'eu-central-1').send(
				new AssumeRoleCommand({
					RoleArn: roleArn(accountId, NAMES.auditRole),
					RoleSessionName: 'quarterly-review',
					DurationSeconds: 43_200,
				}),
			);
			hand.take('audit', 'session', Credentials);
		}),
		at(245, 'audit', hand => hand.client(EC2Client).send(new DescribeRegionsCommand({}))),
	];
}

/** A user whose only credential is an API key of Bedrock, which signs nothing (field guide §8, §13). */
export function talkToModels(intruder: Intruder, world: World): Beat[] {
	const at = by(intruder);
	const UserName = NAMES.bedrockUser;
	return [
		at(240, 'admin-console', async hand => {
			const {User} = await hand.client(IAMClient).send(new CreateUserCommand({UserName}));
			hand.founded(User?.Arn);
		}),
		at(239.8, 'admin-console', hand =>
			hand
				.client(IAMClient)
				.send(new AttachUserPolicyCommand({UserName, PolicyArn: managed('AmazonBedrockLimitedAccess')})),
		),
		at(239.5, 'admin-console', async hand => {
			const {ServiceSpecificCredential} = await hand.client(IAMClient).send(
				new CreateServiceSpecificCredentialCommand({
					UserName,
					ServiceName: 'bedrock.amazonaws.com',
					CredentialAgeDays: 30,
				}),
			);
			const id = ServiceSpecificCredential?.ServiceSpecificCredentialId ?? '';
			intruder.bearer = id;
			intruder.truth.mint({id, kind: 'service', parent: hand.credential.accessKeyId});
		}),
		...[236, 235.5, 235, 190, 120, 45, 12].map(ago => ({ago, run: () => invokeModel(intruder, world)})),
	];
}

/** Whether Bedrock answered. */
export function invokeModel({bearer = '', truth}: Intruder, world: World): boolean {
	const called = callWithBearerToken(world, bearer, MODEL, {...ORIGINS.intruder, region: 'us-west-2'});
	if (called === undefined) return false;
	truth.join(called.eventID, bearer, called.allowed ? 'InvokeModel' : undefined);
	return called.allowed;
}

/** The credential that made a user, by the end of the user's ARN. */
export function makerOf({truth}: Intruder, ending: string): string {
	return truth.principals.find(({arn}) => arn.endsWith(ending))?.credential ?? '';
}

function ignoring(act: () => void): void {
	try {
		act();
	} catch {
		// A mistyped password is part of the story.
	}
}
