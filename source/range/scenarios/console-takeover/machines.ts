import {
	CreateKeyPairCommand,
	DescribeInstancesCommand,
	EC2Client,
	RunInstancesCommand,
	type RunInstancesCommandInput,
} from '@aws-sdk/client-ec2';
import {
	AttachUserPolicyCommand,
	CreateAccessKeyCommand,
	CreateUserCommand,
	IAMClient,
	ListRolesCommand,
	ListUsersCommand,
} from '@aws-sdk/client-iam';
import {CreateFunctionCommand, LambdaClient} from '@aws-sdk/client-lambda';
import type {Hand} from '../../actors/actor.ts';
import type {Beat} from '../../actors/timeline.ts';
import {machineKeys} from '../../metadata.ts';
import {networkOf} from '../../services/ec2/network.ts';
import type {World} from '../../world.ts';
import {managed, roleArn} from '../company/founding.ts';
import {NAMES, ORIGINS, REGIONS} from './cast.ts';
import {by, type Intruder} from './intruder.ts';

/** An instance that acts under the role it was given, and whose keys are carried home as well. */
export function instance(intruder: Intruder, world: World): Beat[] {
	const at = by(intruder);
	return [
		at(222, 'admin-console', hand =>
			hand.client(EC2Client, 'us-east-1').send(new CreateKeyPairCommand({KeyName: 'support'})),
		),
		at(221, 'admin-console', async hand => {
			const [id = ''] = await launch(hand, 'us-east-1', {
				InstanceType: 't3.large',
				KeyName: 'support',
				IamInstanceProfile: {Name: NAMES.serverRole},
			});
			possess(intruder, world, hand, {machine: id, role: NAMES.serverRole, name: 'instance'});
		}),
		at(214, 'instance', hand => hand.client(EC2Client).send(new DescribeInstancesCommand({}))),
		at(213, 'instance', hand => hand.client(IAMClient).send(new ListUsersCommand({}))),
		{
			ago: 205,
			run: () => {
				const held = intruder.actor.held('instance');
				if (held) intruder.actor.give({...held, name: 'stolen', origin: ORIGINS.intruder});
			},
		},
		at(204, 'stolen', hand => hand.client(IAMClient).send(new ListRolesCommand({}))),
		...REGIONS.map((region, index) =>
			at(180 - index * 2, 'admin-console', hand => launch(hand, region, {InstanceType: 'g4dn.12xlarge'})),
		),
	];
}

/** A function that makes users: whoever deletes one finds another in the morning (field guide §17). */
export function userMaker(intruder: Intruder, world: World): Beat[] {
	const at = by(intruder);
	const UserName = NAMES.metricsUser;
	const FunctionName = NAMES.syncFunction;
	return [
		at(210, 'audit', async hand => {
			await hand.client(LambdaClient, 'us-east-1').send(
				new CreateFunctionCommand({
					FunctionName,
					Role: roleArn(world.accountId, NAMES.syncRole),
					Runtime: 'python3.13',
					Handler: 'index.handler',
					Code: {ZipFile: Buffer.from('PK\u0005\u0006'.padEnd(22, '\0'), 'latin1')},
				}),
			);
			hand.made('lambda-function', FunctionName, 'us-east-1');
			possess(intruder, world, hand, {machine: FunctionName, role: NAMES.syncRole, name: 'function'});
		}),
		at(208, 'function', async hand => {
			const {User} = await hand.client(IAMClient).send(new CreateUserCommand({UserName}));
			hand.founded(User?.Arn);
		}),
		at(207.9, 'function', hand =>
			hand
				.client(IAMClient)
				.send(new AttachUserPolicyCommand({UserName, PolicyArn: managed('PowerUserAccess')})),
		),
		at(207.8, 'function', async hand => {
			const {AccessKey} = await hand.client(IAMClient).send(new CreateAccessKeyCommand({UserName}));
			hand.take('metrics-key', 'user-key', AccessKey);
		}),
		at(200, 'metrics-key', hand => hand.client(EC2Client).send(new DescribeInstancesCommand({}))),
	];
}

/** Puts a machine's own credentials into the intruder's hands; only the session's name says whose they are. */
function possess(
	{actor, truth}: Intruder,
	world: World,
	hand: Hand,
	{machine, role, name}: {readonly machine: string; readonly role: string; readonly name: string},
): void {
	const {accessKeyId, secretAccessKey, sessionToken} = machineKeys(world, machine, role);
	truth.mint({
		id: accessKeyId,
		kind: 'session',
		parent: hand.credential.accessKeyId,
		inferred: 'session-name',
	});
	const origin = machine.startsWith('i-') ? ORIGINS.instance : ORIGINS.lambda;
	actor.give({name, accessKeyId, secretAccessKey, sessionToken, origin});
}

/** Starts machines and tells the truth about them. Resolves with their ids. */
export async function launch(
	hand: Hand,
	region: string,
	input: Partial<RunInstancesCommandInput>,
): Promise<string[]> {
	const {Instances = []} = await hand
		.client(EC2Client, region)
		.send(
			new RunInstancesCommand({ImageId: networkOf(region).images[0].id, MinCount: 1, MaxCount: 1, ...input}),
		);
	const ids = Instances.map(({InstanceId = ''}) => InstanceId);
	for (const id of ids) hand.made('ec2-instance', id, region);
	return ids;
}
