import {DescribeInstancesCommand, EC2Client, RunInstancesCommand} from '@aws-sdk/client-ec2';
import {
	AddRoleToInstanceProfileCommand,
	AttachRolePolicyCommand,
	CreateInstanceProfileCommand,
	CreateRoleCommand,
	IAMClient,
} from '@aws-sdk/client-iam';
import {CreateFunctionCommand, LambdaClient, UpdateFunctionCodeCommand} from '@aws-sdk/client-lambda';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {isPossible} from '../../source/domain/plans/index.ts';
import type {Investigation} from '../../source/investigation/investigate.ts';
import {machineKeys} from '../../source/range/metadata.ts';
import {type Range, startRange} from '../../source/range/range.ts';
import {client, user} from '../range/services/clients.ts';
import {carryOut, open, until} from './incident.ts';

let range: Range;
let investigation: Investigation;
let machine: string;

const code = {ZipFile: Buffer.from('PK\u0005\u0006'.padEnd(22, '\0'), 'latin1')};
const roleArn = (name: string) => `arn:aws:iam::${range.world.accountId}:role/${name}`;

/** A role of the company's that a service may take. */
async function role(RoleName: string, service: string): Promise<void> {
	const iam = client(IAMClient, range);
	const Statement = [{Effect: 'Allow', Principal: {Service: service}, Action: 'sts:AssumeRole'}];
	const AssumeRolePolicyDocument = JSON.stringify({Version: '2012-10-17', Statement});
	await iam.send(new CreateRoleCommand({RoleName, Path: '/apps/', AssumeRolePolicyDocument}));
	const PolicyArn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
	await iam.send(new AttachRolePolicyCommand({RoleName, PolicyArn}));
}

/** A function that runs with a role. */
const functionOf = (FunctionName: string, roleName: string) =>
	new CreateFunctionCommand({
		FunctionName,
		Role: `arn:aws:iam::${range.world.accountId}:role/apps/${roleName}`,
		Runtime: 'python3.13',
		Handler: 'index.handler',
		Code: code,
	});

// The attacker gives roles to what runs for it, and nothing of that has called anything yet.
beforeAll(async () => {
	range = await startRange({consistencyGap: 0, deliveryDelay: 0, lookupRate: 1000});
	await role('vault-reader', 'ec2.amazonaws.com');
	await role('orders', 'lambda.amazonaws.com');
	await role('reports', 'lambda.amazonaws.com');
	const iam = client(IAMClient, range);
	const InstanceProfileName = 'vault';
	await iam.send(new CreateInstanceProfileCommand({InstanceProfileName, Path: '/apps/'}));
	await iam.send(new AddRoleToInstanceProfileCommand({InstanceProfileName, RoleName: 'vault-reader'}));
	await client(LambdaClient, range).send(functionOf('orders', 'orders'));

	const leaked = user(range, 'batch', 'AdministratorAccess');
	const {Instances = []} = await client(EC2Client, range, 'eu-west-1', leaked).send(
		new RunInstancesCommand({
			ImageId: 'ami-12345678',
			InstanceType: 't3.small',
			MinCount: 1,
			MaxCount: 1,
			IamInstanceProfile: {Name: InstanceProfileName},
		}),
	);
	machine = Instances[0]?.InstanceId ?? '';
	const lambda = client(LambdaClient, range, 'us-east-1', leaked);
	await lambda.send(functionOf('new-reports', 'reports'));
	await lambda.send(new UpdateFunctionCodeCommand({FunctionName: 'orders', ...code}));
	investigation = await open({range, leakedKeyId: leaked.accessKeyId});
	await investigation.settled;
});
afterAll(async () => {
	await investigation.close();
	await range.close();
});

async function propose(root: string | null = null) {
	investigation.controls.contain(root);
	const {proposal} = await until(investigation, state => state.proposal?.planned != null);
	const planned = proposal?.planned;
	if (planned == null || !isPossible(planned)) throw new Error(planned?.reason);
	return planned;
}

describe('roles that the lineage gave to instances and functions', () => {
	it('say so where IAM does not tell which role is in an instance profile', async () => {
		const allow = range.faults.add({kind: 'deny', service: 'iam', operation: 'GetInstanceProfile'});
		const shut = await open({range, leakedKeyId: investigation.store.get().keys[0] ?? ''});
		await shut.settled;
		shut.controls.contain(null);
		const {proposal} = await until(shut, state => state.proposal?.planned != null);
		allow();
		expect(proposal?.planned).toMatchObject({
			consequences: expect.arrayContaining([
				expect.stringMatching(
					/^not known: the role in instance profile vault: no permission for iam:GetInstanceProfile/,
				),
			]),
		});
		await shut.close();
	});

	it.each([
		null,
		'the key',
	])('are in the plan for %s, though no session of them was ever seen', async root => {
		const {credentials} = investigation.store.get();
		expect(credentials).toHaveLength(1);
		const plan = await propose(root === null ? null : (credentials[0]?.id ?? ''));
		const closed = plan.steps.filter(({call}) => call.operation === 'UpdateAssumeRolePolicy');
		expect(closed.map(({target}) => target).sort()).toEqual(['orders', 'reports', 'vault-reader']);
		expect(plan.roles?.map(({arn}) => arn).sort()).toEqual(
			['apps/orders', 'apps/reports', 'apps/vault-reader'].map(roleArn),
		);
	});

	it('and the plan ends the sessions that the instance has', async () => {
		const keys = machineKeys(range.world, machine, 'vault-reader');
		const look = () => client(EC2Client, range, 'eu-west-1', keys).send(new DescribeInstancesCommand({}));
		await expect(look()).resolves.toBeDefined();
		await carryOut(investigation, await propose());
		await expect(look()).rejects.toThrow(/not authorized/i);
	});
});
