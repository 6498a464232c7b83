import {DescribeInstancesCommand, DescribeRegionsCommand} from '@aws-sdk/client-ec2';
import {CreateRoleCommand, ListUsersCommand, PutRolePolicyCommand} from '@aws-sdk/client-iam';
import {
	CreateAccountCommand,
	CreateOrganizationCommand,
	ListAccountsCommand,
	OrganizationsClient,
} from '@aws-sdk/client-organizations';
import {
	AssumeRoleCommand,
	AssumeRootCommand,
	GetCallerIdentityCommand,
	GetDelegatedAccessTokenCommand,
	GetScopedCredentialsCommand,
} from '@aws-sdk/client-sts';
import {expect, test} from 'vitest';
import {settle} from '../../source/range/principals/staff.ts';
import {delegate} from '../../source/range/services/sts/delegated.ts';
import {clientsOf, keysOf, policy, refusal, stageRange, trust} from './harness.ts';

const stage = stageRange();
const as = (keys: Parameters<typeof clientsOf>[1]) => clientsOf(stage.range, keys);

/** A role that any administrator may take, and how. */
async function operations() {
	const {accountId, iam} = stage.range.world;
	const {iam: admin} = as(stage.range.responder);
	if (!iam.roles.get('operations')) {
		await admin.send(
			new CreateRoleCommand({RoleName: 'operations', AssumeRolePolicyDocument: trust(accountId)}),
		);
		await admin.send(
			new PutRolePolicyCommand({
				RoleName: 'operations',
				PolicyName: 'all',
				PolicyDocument: policy('Allow', '*'),
			}),
		);
	}
	return {RoleArn: `arn:aws:iam::${accountId}:role/operations`, RoleSessionName: 'shift'};
}

test('scoped credentials keep the identity, and each policy narrows them; a key gets none', async () => {
	const admin = as(stage.range.responder);
	const scope = (...actions: string[]) => new GetScopedCredentialsCommand({Policy: policy('Allow', actions)});
	expect(await refusal(admin.sts.send(scope('*')))).toMatchObject({code: 'AccessDenied'});
	const session = keysOf(await admin.sts.send(new AssumeRoleCommand(await operations())));
	const once = await as(session).sts.send(scope('ec2:Describe*', 'sts:*'));
	expect(once.SessionInfo?.Arn).toMatch(/:assumed-role\/operations\/shift$/);
	expect(stage.last('GetScopedCredentials')).toMatchObject({
		userIdentity: {accessKeyId: session.accessKeyId},
		responseElements: {credentials: {accessKeyId: once.Credentials?.AccessKeyId}},
	});
	const narrow = as(keysOf(once));
	await narrow.ec2.send(new DescribeInstancesCommand({}));
	expect(await refusal(narrow.iam.send(new ListUsersCommand({})))).toMatchObject({
		message: expect.stringContaining('no session policy allows'),
	});
	// The second scope cannot give back what the first took.
	const narrower = as(keysOf(await narrow.sts.send(scope('iam:*', 'ec2:DescribeRegions'))));
	await narrower.ec2.send(new DescribeRegionsCommand({}));
	expect(await refusal(narrower.ec2.send(new DescribeInstancesCommand({})))).toMatchObject({
		code: 'UnauthorizedOperation',
	});
	expect(await refusal(narrower.iam.send(new ListUsersCommand({})))).toMatchObject({code: 'AccessDenied'});
});

test('a delegated token is traded in for the role that it stands for', async () => {
	await operations();
	const owner = as(settle(stage.range.world, 'product-owner', ['AdministratorAccess']));
	const trade = (TradeInToken: string) => owner.sts.send(new GetDelegatedAccessTokenCommand({TradeInToken}));
	expect(await refusal(trade('made-up'))).toMatchObject({code: 'ExpiredTradeInTokenException'});
	const answer = await trade(delegate(stage.range.world, 'operations'));
	expect(answer.AssumedPrincipal).toMatch(/:assumed-role\/operations\//);
	await as(keysOf(answer)).iam.send(new ListUsersCommand({}));
});

test('into a member account: as its root for one task, or through the role that the organization left there', async () => {
	const admin = as(stage.range.responder);
	const organizations = new OrganizationsClient({
		endpoint: stage.range.url,
		region: 'us-east-1',
		credentials: stage.range.responder,
		maxAttempts: 1,
	});
	await organizations.send(new CreateOrganizationCommand({}));
	await organizations.send(new CreateAccountCommand({Email: 'member@mail.example', AccountName: 'member'}));
	stage.clock.advance(60_000);
	const {Accounts = []} = await organizations.send(new ListAccountsCommand({}));
	const member = Accounts.find(({Name}) => Name === 'member')?.Id ?? '';
	const task = (name: string) => ({
		TargetPrincipal: member,
		TaskPolicyArn: {arn: `arn:aws:iam::aws:policy/${name}`},
	});
	expect(await refusal(admin.sts.send(new AssumeRootCommand(task('AdministratorAccess'))))).toMatchObject({
		code: 'ValidationError',
	});
	const root = as(
		keysOf(await admin.sts.send(new AssumeRootCommand(task('root-task/IAMAuditRootUserCredentials')))),
	);
	expect(await root.sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
		Account: member,
		Arn: `arn:aws:iam::${member}:root`,
	});
	expect(stage.last('GetCallerIdentity')).toMatchObject({
		recipientAccountId: member,
		userIdentity: {type: 'Root', sessionContext: {assumedRoot: 'true'}},
	});
	// It is root there, and nobody here.
	expect(await refusal(root.ec2.send(new DescribeInstancesCommand({})))).toMatchObject({
		code: 'UnauthorizedOperation',
	});

	const RoleArn = `arn:aws:iam::${member}:role/OrganizationAccountAccessRole`;
	const answer = await admin.sts.send(new AssumeRoleCommand({RoleArn, RoleSessionName: 'across'}));
	const [theirs, ours] = stage.records.filter(({eventName}) => eventName === 'AssumeRole').slice(-2);
	expect(theirs).toMatchObject({
		recipientAccountId: member,
		userIdentity: {type: 'AWSAccount', accountId: stage.range.world.accountId},
		responseElements: {credentials: {accessKeyId: answer.Credentials?.AccessKeyId}},
		sharedEventID: expect.any(String),
	});
	expect(ours).toMatchObject({
		recipientAccountId: stage.range.world.accountId,
		userIdentity: {accessKeyId: stage.range.responder.accessKeyId},
		sharedEventID: theirs?.['sharedEventID'],
	});
	expect(theirs?.eventID).not.toBe(ours?.eventID);
});

test('service control policies bind neither the management account nor, elsewhere, service-linked roles', async () => {
	const {iam, organizations} = stage.range.world;
	expect(organizations.organization?.managementAccountId).toBe(stage.range.world.accountId);
	iam.serviceControlPolicies.set('nothing', policy('Deny', '*'));
	const admin = as(stage.range.responder);
	await admin.iam.send(new ListUsersCommand({}));
	const {organization} = organizations;
	if (organization) organizations.organization = {...organization, managementAccountId: '999999999999'};
	expect(await refusal(admin.iam.send(new ListUsersCommand({})))).toMatchObject({code: 'AccessDenied'});
	iam.serviceControlPolicies.clear();
});
