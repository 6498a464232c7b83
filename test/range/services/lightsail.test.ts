import {DescribeInstancesCommand, EC2Client} from '@aws-sdk/client-ec2';
import {
	CreateInstancesCommand,
	DeleteInstanceCommand,
	GetInstanceCommand,
	GetInstancesCommand,
	GetRegionsCommand,
	LightsailClient,
} from '@aws-sdk/client-lightsail';
import {expect, test} from 'vitest';
import {client, rangeForTests, recorded} from './clients.ts';

const stage = rangeForTests();
const lightsail = (region = 'us-east-1') => client(LightsailClient, stage.range, region);

const create = (...instanceNames: string[]) =>
	lightsail().send(
		new CreateInstancesCommand({
			instanceNames,
			availabilityZone: 'us-east-1a',
			blueprintId: 'ubuntu_24_04',
			bundleId: '2xlarge_3_0',
		}),
	);

test('Lightsail has a region list of its own', async () => {
	const {regions = []} = await lightsail().send(new GetRegionsCommand({}));
	const names = regions.map(({name}) => name);
	expect(names).toEqual(expect.arrayContaining(['us-east-1', 'eu-central-1', 'ap-northeast-1']));
	expect(names).not.toContain('me-central-1');
});

test('instances are made by name, run after a while, and do not show in EC2', async () => {
	const {operations} = await create('a', 'b');
	expect(operations).toMatchObject([
		{resourceName: 'a', operationType: 'CreateInstance', status: 'Started'},
		{resourceName: 'b', operationType: 'CreateInstance', status: 'Started'},
	]);
	const read = async () => (await lightsail().send(new GetInstanceCommand({instanceName: 'a'}))).instance;
	expect(await read()).toMatchObject({state: {name: 'pending'}, hardware: {cpuCount: 8, ramSizeInGb: 32}});
	stage.range.world.clock.advance(60_000);
	expect(await read()).toMatchObject({state: {name: 'running'}, location: {regionName: 'us-east-1'}});
	const {Reservations} = await client(EC2Client, stage.range).send(new DescribeInstancesCommand({}));
	expect(Reservations).toEqual([]);
	expect((await lightsail('eu-west-1').send(new GetInstancesCommand({}))).instances).toEqual([]);
});

test('a taken name refuses all of the request', async () => {
	await expect(create('c', 'a')).rejects.toMatchObject({
		name: 'InvalidInputException',
		message: 'Some names are already in use: a',
	});
	await expect(lightsail().send(new GetInstanceCommand({instanceName: 'c'}))).rejects.toMatchObject({
		name: 'NotFoundException',
	});
});

test('a deleted instance is gone, its name free, and the record names it', async () => {
	const [record] = await recorded(stage.range, () =>
		lightsail().send(new DeleteInstanceCommand({instanceName: 'a'})),
	);
	expect(record).toMatchObject({
		eventSource: 'lightsail.amazonaws.com',
		eventName: 'DeleteInstance',
		requestParameters: {instanceName: 'a'},
		responseElements: {operations: [{resourceName: 'a', operationType: 'DeleteInstance'}]},
	});
	await expect(lightsail().send(new DeleteInstanceCommand({instanceName: 'a'}))).rejects.toMatchObject({
		name: 'NotFoundException',
		message: 'The Instance does not exist: a',
	});
	await create('a');
});
