import {DescribeInstancesCommand, EC2Client} from '@aws-sdk/client-ec2';
import {GetFunctionCommand, LambdaClient, UpdateFunctionCodeCommand} from '@aws-sdk/client-lambda';
import {GetCallerIdentityCommand, STSClient} from '@aws-sdk/client-sts';
import type {Actor, Intent} from '../../actors/actor.ts';
import type {Beat} from '../../actors/timeline.ts';
import {HOME, NAMES} from './cast.ts';
import {takeRole} from './foothold.ts';

const byKey = (act: Intent['act']): Intent => ({by: NAMES.key, alone: true, act});

/** One build of the application: who am I, where do I deploy to, deploy. AWS's quarantine breaks the last step. */
const BUILD: readonly Intent[] = [
	byKey(hand => hand.client(STSClient, HOME).send(new GetCallerIdentityCommand({}))),
	byKey(hand =>
		hand
			.client(EC2Client, HOME)
			.send(new DescribeInstancesCommand({Filters: [{Name: 'tag:Service', Values: ['web']}]})),
	),
	byKey(hand => hand.client(LambdaClient, HOME).send(new GetFunctionCommand({FunctionName: 'orders-api'}))),
	byKey(hand =>
		hand.client(LambdaClient, HOME).send(
			new UpdateFunctionCodeCommand({
				FunctionName: 'orders-api',
				S3Bucket: 'corp-builds',
				S3Key: 'orders.zip',
			}),
		),
	),
];

/** The application's past: a build every two hours for two days, and now and then a release through the role. */
export function builds(application: Actor, accountId: string): Beat[] {
	const release = (number: number): Beat[] => [
		{
			ago: 165 - number * 97,
			run: () =>
				application.attempt(
					byKey(hand =>
						takeRole(hand, {accountId, role: NAMES.deployRole}, 'release', `release-${4710 + number}`),
					),
				),
		},
		{
			ago: 164.8 - number * 97,
			run: () =>
				application.attempt({
					by: 'release',
					alone: true,
					act: hand => hand.client(EC2Client, HOME).send(new DescribeInstancesCommand({})),
				}),
		},
	];
	const times = Array.from({length: 24}, (_, index) => 2 + index * 120);
	return [
		...times.flatMap(ago =>
			BUILD.map((intent, step) => ({ago: ago - step * 0.05, run: () => application.attempt(intent)})),
		),
		...release(0),
		...release(1),
	];
}

/** What the application does next, call after call. */
export function nextBuildStep(application: Actor): () => Promise<boolean> {
	let step = 0;
	return () => application.attempt(BUILD[step++ % BUILD.length] ?? BUILD[0] ?? byKey(async () => undefined));
}
