import {DescribeInstancesCommand} from '@aws-sdk/client-ec2';
import {
	AddUserToGroupCommand,
	CreateGroupCommand,
	CreatePolicyCommand,
	CreateRoleCommand,
	CreateUserCommand,
	GetUserCommand,
	ListUsersCommand,
	PutGroupPolicyCommand,
	PutUserPermissionsBoundaryCommand,
	PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import {ListFunctionsCommand} from '@aws-sdk/client-lambda';
import {AssumeRoleCommand} from '@aws-sdk/client-sts';
import {beforeEach, expect, test} from 'vitest';
import {settle} from '../../source/range/principals/staff.ts';
import {clientsOf, keysOf, policy, refusal, stageRange, trust} from './harness.ts';

const stage = stageRange();
let admin: ReturnType<typeof clientsOf>;
let count = 0;

beforeEach(() => {
	admin = clientsOf(stage.range, stage.range.responder);
	stage.range.world.iam.serviceControlPolicies.clear();
});

/** A user who may do what `allowed` says, as clients. */
async function user(allowed?: string, name = `user-${count++}`) {
	const keys = settle(stage.range.world, name, []);
	if (allowed !== undefined) {
		await admin.iam.send(
			new PutUserPolicyCommand({UserName: name, PolicyName: 'some', PolicyDocument: allowed}),
		);
	}
	return {name, ...clientsOf(stage.range, keys)};
}

const arn = (name: string) => `arn:aws:iam::${stage.range.world.accountId}:user/${name}`;

test('nothing is allowed that no policy allows, and the refusal says so in the words of AWS', async () => {
	const {name, iam, ec2, lambda} = await user();
	expect(await refusal(iam.send(new CreateUserCommand({UserName: 'new'})))).toEqual({
		code: 'AccessDenied',
		status: 403,
		message: `User: ${arn(name)} is not authorized to perform: iam:CreateUser on resource: ${arn('new')} because no identity-based policy allows the iam:CreateUser action`,
	});
	expect(await refusal(ec2.send(new DescribeInstancesCommand({})))).toMatchObject({
		code: 'UnauthorizedOperation',
		status: 403,
		message: expect.stringMatching(
			/^You are not authorized to perform this operation. User: .* ec2:DescribeInstances/,
		),
	});
	expect(await refusal(lambda.send(new ListFunctionsCommand({})))).toMatchObject({
		code: 'AccessDeniedException',
		status: 403,
	});
});

test('resources limit what an allow reaches, with the variables of policies', async () => {
	const self = policy('Allow', 'iam:Get*', {Resource: `arn:aws:iam::*:user/\${aws:username}`});
	const {iam} = await user(self);
	await expect(iam.send(new GetUserCommand({}))).resolves.toBeDefined();
	expect((await refusal(iam.send(new GetUserCommand({UserName: 'responder'})))).code).toBe('AccessDenied');
});

test('groups give rights to their members', async () => {
	const {name: UserName, lambda} = await user();
	await admin.iam.send(new CreateGroupCommand({GroupName: 'readers'}));
	await admin.iam.send(
		new PutGroupPolicyCommand({
			GroupName: 'readers',
			PolicyName: 'read',
			PolicyDocument: policy('Allow', 'lambda:List*'),
		}),
	);
	expect((await refusal(lambda.send(new ListFunctionsCommand({})))).code).toBe('AccessDeniedException');
	await admin.iam.send(new AddUserToGroupCommand({GroupName: 'readers', UserName}));
	await expect(lambda.send(new ListFunctionsCommand({}))).resolves.toBeDefined();
});

test('a permissions boundary caps what the other policies give', async () => {
	const {name: UserName, lambda, iam} = await user(policy('Allow', '*'));
	const {Policy} = await admin.iam.send(
		new CreatePolicyCommand({PolicyName: 'cap', PolicyDocument: policy('Allow', 'lambda:*')}),
	);
	await admin.iam.send(new PutUserPermissionsBoundaryCommand({UserName, PermissionsBoundary: Policy?.Arn}));
	await expect(lambda.send(new ListFunctionsCommand({}))).resolves.toBeDefined();
	expect((await refusal(iam.send(new ListUsersCommand({})))).message).toMatch(
		'because no permissions boundary allows the iam:ListUsers action',
	);
});

test('a service control policy holds at once, within the gap and against everybody it names', async () => {
	const {name, lambda} = await user(policy('Allow', '*'));
	const {serviceControlPolicies} = stage.range.world.iam;
	serviceControlPolicies.set('FullAWSAccess', policy('Allow', '*'));
	await expect(lambda.send(new ListFunctionsCommand({}))).resolves.toBeDefined();
	serviceControlPolicies.set(
		'stop',
		policy('Deny', '*', {Condition: {ArnLike: {'aws:PrincipalArn': arn(name)}}}),
	);
	expect((await refusal(lambda.send(new ListFunctionsCommand({})))).message).toMatch(
		'with an explicit deny in a service control policy',
	);
	const others = clientsOf(stage.range, stage.range.responder);
	await expect(others.lambda.send(new ListFunctionsCommand({}))).resolves.toBeDefined();
});

test('a role opens to those whom its trust names, or to the account and whoever that allows', async () => {
	const {accountId} = stage.range.world;
	const named = await user();
	const allowed = await user(policy('Allow', 'sts:AssumeRole'));
	const other = await user();
	const role = async (document: string) => {
		const RoleName = `role-${count++}`;
		const {Role} = await admin.iam.send(
			new CreateRoleCommand({RoleName, AssumeRolePolicyDocument: document}),
		);
		return {RoleArn: Role?.Arn, RoleSessionName: 'try'};
	};
	const forOne = await role(trust(arn(named.name)));
	await expect(named.sts.send(new AssumeRoleCommand(forOne))).resolves.toBeDefined();
	expect(await refusal(allowed.sts.send(new AssumeRoleCommand(forOne)))).toEqual({
		code: 'AccessDenied',
		status: 403,
		message: `User: ${arn(allowed.name)} is not authorized to perform: sts:AssumeRole on resource: ${forOne.RoleArn}`,
	});
	const forAll = await role(trust(`arn:aws:iam::${accountId}:root`));
	await expect(allowed.sts.send(new AssumeRoleCommand(forAll))).resolves.toBeDefined();
	expect((await refusal(other.sts.send(new AssumeRoleCommand(forAll)))).code).toBe('AccessDenied');

	const external = await role(trust(accountId, {Condition: {StringEquals: {'sts:ExternalId': 'secret'}}}));
	expect((await refusal(allowed.sts.send(new AssumeRoleCommand(external)))).code).toBe('AccessDenied');
	const knowing = new AssumeRoleCommand({...external, ExternalId: 'secret'});
	await expect(allowed.sts.send(knowing)).resolves.toBeDefined();
});

test('a session policy narrows a role session', async () => {
	const {RoleArn} = await admin.iam
		.send(
			new CreateRoleCommand({RoleName: 'wide', AssumeRolePolicyDocument: trust(stage.range.world.accountId)}),
		)
		.then(({Role}) => ({RoleArn: Role?.Arn}));
	stage.range.world.iam.roles.set('wide', {
		...(stage.range.world.iam.roles.get('wide') ?? expect.fail('no role')),
		inline: {all: policy('Allow', '*')},
	});
	const taken = await admin.sts.send(
		new AssumeRoleCommand({RoleArn, RoleSessionName: 'narrow', Policy: policy('Allow', 'lambda:*')}),
	);
	const session = clientsOf(stage.range, keysOf(taken));
	await expect(session.lambda.send(new ListFunctionsCommand({}))).resolves.toBeDefined();
	expect((await refusal(session.ec2.send(new DescribeInstancesCommand({})))).message).toMatch(
		'because no session policy allows the ec2:DescribeInstances action',
	);
});
