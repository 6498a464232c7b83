import {CreateKeyPairCommand, EC2Client, RunInstancesCommand} from '@aws-sdk/client-ec2';
import {CreateFunctionCommand, LambdaClient} from '@aws-sdk/client-lambda';
import {CreateInstancesCommand, LightsailClient} from '@aws-sdk/client-lightsail';
import type {Beat} from '../../actors/timeline.ts';
import {type Keys, Wire} from '../../actors/wire.ts';
import type {Range} from '../../range.ts';
import {networkOf} from '../../services/ec2/network.ts';
import {roleArn} from '../company/founding.ts';
import {HOME, NAMES, ORIGINS} from './cast.ts';

const DAY = 24 * 60;

/** What the company runs: region, machines, their tags. Nothing of it belongs to the attacker. */
const MACHINES = [
	{region: HOME, name: 'web-1', type: 'm6i.large', service: 'web', days: 41},
	{region: HOME, name: 'web-2', type: 'm6i.large', service: 'web', days: 41},
	{
		region: HOME,
		name: 'database-proxy',
		type: 'c6i.xlarge',
		service: 'database',
		days: 63,
		isProtected: true,
	},
	{region: 'us-east-1', name: 'bastion', type: 't3.micro', service: 'access', days: 78},
	{region: 'us-east-1', name: 'gpu-training', type: 'g4dn.xlarge', service: 'research', days: 1.2},
] as const;

const FUNCTIONS = [
	{region: HOME, name: 'orders-api', days: 70},
	{region: HOME, name: 'invoice-mailer', days: 70},
	{region: 'us-east-1', name: 'image-resize', days: 12},
] as const;

/** The company's own machines and functions, made by its own people long before, or the day before, the leak. */
export function possessions(range: Range, owner: Keys): {readonly beats: Beat[]; close(): void} {
	const wire = new Wire(range.url, ORIGINS.office);
	const ec2 = (region: string) => wire.client(EC2Client, owner, region);
	const role = roleArn(range.world.accountId, NAMES.functionRole);
	const beats: Beat[] = [
		...[HOME, 'us-east-1'].map(region => ({
			ago: 80 * DAY,
			run: () => ec2(region).send(new CreateKeyPairCommand({KeyName: 'operations'})),
		})),
		...MACHINES.map(({region, name, type, service, days, ...guard}) => ({
			ago: days * DAY,
			run: () =>
				ec2(region).send(
					new RunInstancesCommand({
						ImageId: networkOf(region).images[0].id,
						InstanceType: type,
						MinCount: 1,
						MaxCount: 1,
						KeyName: 'operations',
						DisableApiTermination: 'isProtected' in guard,
						TagSpecifications: [
							{
								ResourceType: 'instance',
								Tags: [
									{Key: 'Name', Value: name},
									{Key: 'Service', Value: service},
								],
							},
						],
					}),
				),
		})),
		...FUNCTIONS.map(({region, name, days}) => ({
			ago: days * DAY,
			run: () =>
				wire.client(LambdaClient, owner, region).send(
					new CreateFunctionCommand({
						FunctionName: name,
						Role: role,
						Runtime: 'nodejs22.x',
						Handler: 'index.handler',
						Code: {S3Bucket: 'corp-builds', S3Key: `${name}.zip`},
					}),
				),
		})),
		{
			ago: 85 * DAY,
			run: () =>
				wire.client(LightsailClient, owner, 'eu-west-1').send(
					new CreateInstancesCommand({
						instanceNames: ['company-blog'],
						availabilityZone: 'eu-west-1a',
						blueprintId: 'wordpress',
						bundleId: 'small_3_0',
					}),
				),
		},
	];
	return {beats, close: () => wire.close()};
}
