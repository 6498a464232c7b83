import {DescribeInstancesCommand, EC2Client} from '@aws-sdk/client-ec2';
import {IAMClient, ListUsersCommand} from '@aws-sdk/client-iam';
import type {Intent} from '../../actors/actor.ts';
import type {Beat} from '../../actors/timeline.ts';
import type {World} from '../../world.ts';
import {type Intruder, only} from './intruder.ts';
import {invokeModel} from './spread.ts';

/** The consoles that stay open in the intruder's browser. */
const CONSOLES = ['federated-console', 'support-console', 'admin-console'] as const;

/** Everything that the intruder has been able to sign with, and where it looks in. */
const LOOKS: readonly (readonly [name: string, region: string])[] = [
	['key', 'us-east-1'],
	['federation', 'us-east-1'],
	['federated-console', 'us-east-1'],
	['support-key', 'us-west-2'],
	['support-console', 'us-west-2'],
	['admin-console', 'eu-central-1'],
	['audit', 'us-east-1'],
	['scoped', 'ap-southeast-2'],
	['delegated', 'us-east-1'],
	['instance', 'us-east-1'],
	['metrics-key', 'eu-west-1'],
];

const look = ([name, region]: readonly [string, string]): Intent =>
	only(name, hand => hand.client(EC2Client, region).send(new DescribeInstancesCommand({})));

/** The last two hours: all of it is still in use, the consoles under ever new keys. */
export function stayAround({actor, browser}: Intruder): Beat[] {
	return [110, 70, 30, 8].flatMap(ago => [
		...CONSOLES.map(name => ({ago, run: () => browser.refresh(name)})),
		...LOOKS.map((each, index) => ({ago: ago - 0.1 - index * 0.3, run: () => actor.attempt(look(each))})),
	]);
}

/** What the intruder goes on with, each credential in turn; the function goes on looking after its users. */
export function livingIntrusion(intruder: Intruder, world: World): Intent[] {
	const {browser} = intruder;
	return [
		...LOOKS.map(look),
		...CONSOLES.map(
			(name): Intent =>
				only(name, async hand => {
					browser.refresh(name);
					await hand.client(IAMClient).send(new ListUsersCommand({}));
				}),
		),
		only('function', hand => hand.client(IAMClient).send(new ListUsersCommand({}))),
		only('key', async () => {
			if (!invokeModel(intruder, world)) throw new Error('Bedrock refuses');
		}),
	];
}
