import {
	DescribeInstanceAttributeCommand,
	DescribeInstancesCommand,
	EC2Client,
	ModifyInstanceAttributeCommand,
	RunInstancesCommand,
	type RunInstancesCommandInput,
	StartInstancesCommand,
	StopInstancesCommand,
	TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import {expect, test} from 'vitest';
import {networkOf} from '../../../../source/range/services/ec2/network.ts';
import {client, rangeForTests, recorded, user} from '../clients.ts';

const stage = rangeForTests();
const ec2 = (region = 'us-east-1') => client(EC2Client, stage.range, region);

async function run(region: string, input: Partial<RunInstancesCommandInput> = {}): Promise<string[]> {
	const {Instances = []} = await ec2(region).send(
		new RunInstancesCommand({
			ImageId: networkOf(region).images[0].id,
			InstanceType: 'c6i.large',
			MinCount: 1,
			MaxCount: 1,
			...input,
		}),
	);
	return Instances.map(instance => instance.InstanceId ?? '');
}

async function stateOf(region: string, id: string): Promise<string | undefined> {
	const {Reservations} = await ec2(region).send(new DescribeInstancesCommand({InstanceIds: [id]}));
	return Reservations?.[0]?.Instances?.[0]?.State?.Name;
}

test('an instance is pending, then running; told to terminate it shuts down, then it is terminated', async () => {
	const [id = ''] = await run('us-east-1');
	expect(await stateOf('us-east-1', id)).toBe('pending');
	stage.range.world.clock.advance(30_000);
	expect(await stateOf('us-east-1', id)).toBe('running');
	const {TerminatingInstances} = await ec2().send(new TerminateInstancesCommand({InstanceIds: [id]}));
	expect(TerminatingInstances?.[0]).toMatchObject({
		CurrentState: {Code: 32, Name: 'shutting-down'},
		PreviousState: {Code: 16, Name: 'running'},
	});
	stage.range.world.clock.advance(30_000);
	expect(await stateOf('us-east-1', id)).toBe('terminated');
	stage.range.world.clock.advance(2 * 3_600_000);
	await expect(stateOf('us-east-1', id)).rejects.toMatchObject({name: 'InvalidInstanceID.NotFound'});
});

test('instances of one region are not seen in another', async () => {
	const [id = ''] = await run('eu-west-1');
	await expect(stateOf('eu-west-2', id)).rejects.toMatchObject({
		name: 'InvalidInstanceID.NotFound',
		message: `The instance ID '${id}' does not exist`,
	});
});

test('filters select by state, tag and wildcard; an unknown filter is refused', async () => {
	const [id = ''] = await run('eu-west-3', {
		TagSpecifications: [{ResourceType: 'instance', Tags: [{Key: 'Name', Value: 'batch-7'}]}],
	});
	await run('eu-west-3');
	const found = async (Name: string, ...Values: string[]) => {
		const {Reservations = []} = await ec2('eu-west-3').send(
			new DescribeInstancesCommand({Filters: [{Name, Values}]}),
		);
		return Reservations.flatMap(({Instances = []}) => Instances.map(({InstanceId}) => InstanceId));
	};
	expect(await found('tag:Name', 'batch-*')).toEqual([id]);
	expect(await found('instance-state-name', 'pending', 'running')).toHaveLength(2);
	expect(await found('instance-state-name', 'terminated')).toEqual([]);
	await expect(found('colour', 'red')).rejects.toMatchObject({name: 'InvalidParameterValue'});
});

test('pages hold at most MaxResults instances and together hold each once', async () => {
	const ids = await run('ap-south-1', {MinCount: 12, MaxCount: 12});
	const seen: (string | undefined)[] = [];
	let NextToken: string | undefined;
	do {
		const page = await ec2('ap-south-1').send(new DescribeInstancesCommand({MaxResults: 5, NextToken}));
		const instances = (page.Reservations ?? []).flatMap(({Instances = []}) => Instances);
		expect(instances.length).toBeLessThanOrEqual(5);
		seen.push(...instances.map(({InstanceId}) => InstanceId));
		NextToken = page.NextToken;
	} while (NextToken);
	expect(seen.toSorted()).toEqual(ids.toSorted());
	const combined = new DescribeInstancesCommand({InstanceIds: ids, MaxResults: 5});
	await expect(ec2('ap-south-1').send(combined)).rejects.toMatchObject({name: 'InvalidParameterCombination'});
});

test('a dry run says that it would have worked and starts nothing', async () => {
	await expect(run('ca-central-1', {DryRun: true})).rejects.toMatchObject({
		name: 'DryRunOperation',
		$metadata: {httpStatusCode: 412},
	});
	expect((await ec2('ca-central-1').send(new DescribeInstancesCommand({}))).Reservations).toEqual([]);
});

test('a dry run without the permission is refused like the real call', async () => {
	const reader = user(stage.range, 'reader', 'ReadOnlyAccess');
	const call = client(EC2Client, stage.range, 'ca-central-1', reader).send(
		new RunInstancesCommand({
			ImageId: networkOf('ca-central-1').images[0].id,
			MinCount: 1,
			MaxCount: 1,
			DryRun: true,
		}),
	);
	await expect(call).rejects.toMatchObject({
		name: 'UnauthorizedOperation',
		message: expect.stringContaining(`arn:aws:ec2:ca-central-1:${stage.range.world.accountId}:instance/*`),
	});
});

test('instance types without quota are refused with the limit in AWS words', async () => {
	await expect(run('us-west-1', {InstanceType: 'p4d.24xlarge'})).rejects.toMatchObject({
		name: 'VcpuLimitExceeded',
		message: expect.stringContaining('your current vCPU limit of 0 allows'),
	});
	await run('us-west-1', {InstanceType: 'g5.48xlarge'});
	await expect(run('us-west-1', {InstanceType: 'g4dn.xlarge'})).rejects.toMatchObject({
		name: 'VcpuLimitExceeded',
	});
	await expect(run('us-west-1', {InstanceType: 'enormous' as 'c6i.large'})).rejects.toMatchObject({
		name: 'InvalidParameterValue',
	});
});

test('one bad id fails the whole termination', async () => {
	const [id = ''] = await run('eu-north-1');
	const call = ec2('eu-north-1').send(
		new TerminateInstancesCommand({InstanceIds: [id, 'i-00000000000000000']}),
	);
	await expect(call).rejects.toMatchObject({name: 'InvalidInstanceID.NotFound'});
	expect(await stateOf('eu-north-1', id)).toBe('pending');
});

test('one protected instance saves those in its zone, and only those', async () => {
	const region = 'us-west-2';
	const inZone = (letter: string, DisableApiTermination = false) =>
		run(region, {Placement: {AvailabilityZone: `${region}${letter}`}, DisableApiTermination});
	const [guarded = ''] = await inZone('a', true);
	const [neighbour = ''] = await inZone('a');
	const [elsewhere = ''] = await inZone('b');
	const InstanceIds = [guarded, neighbour, elsewhere];
	await expect(ec2(region).send(new TerminateInstancesCommand({InstanceIds}))).rejects.toMatchObject({
		name: 'OperationNotPermitted',
		message: `The instance '${guarded}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.`,
	});
	expect(await stateOf(region, guarded)).toBe('pending');
	expect(await stateOf(region, neighbour)).toBe('pending');
	expect(await stateOf(region, elsewhere)).toBe('shutting-down');
	await ec2(region).send(
		new ModifyInstanceAttributeCommand({InstanceId: guarded, DisableApiTermination: {Value: false}}),
	);
	await ec2(region).send(new TerminateInstancesCommand({InstanceIds: [guarded, neighbour]}));
	expect(await stateOf(region, guarded)).toBe('shutting-down');
});

test('stop protection blocks stopping and terminating', async () => {
	const [id = ''] = await run('eu-central-1', {DisableApiStop: true});
	for (const Command of [StopInstancesCommand, TerminateInstancesCommand]) {
		await expect(ec2('eu-central-1').send(new Command({InstanceIds: [id]}))).rejects.toMatchObject({
			name: 'OperationNotPermitted',
			message: expect.stringContaining("'disableApiStop'"),
		});
	}
	const attribute = await ec2('eu-central-1').send(
		new DescribeInstanceAttributeCommand({InstanceId: id, Attribute: 'disableApiStop'}),
	);
	expect(attribute.DisableApiStop).toEqual({Value: true});
});

test('spot instances have no termination protection', async () => {
	const [id = ''] = await run('eu-central-1', {
		InstanceMarketOptions: {MarketType: 'spot'},
		DisableApiTermination: true,
	});
	await ec2('eu-central-1').send(new TerminateInstancesCommand({InstanceIds: [id]}));
	expect(await stateOf('eu-central-1', id)).toBe('shutting-down');
});

test('an instance stops and starts again; a terminated one does neither', async () => {
	const [id = ''] = await run('sa-east-1');
	stage.range.world.clock.advance(30_000);
	await ec2('sa-east-1').send(new StopInstancesCommand({InstanceIds: [id]}));
	expect(await stateOf('sa-east-1', id)).toBe('stopping');
	stage.range.world.clock.advance(30_000);
	expect(await stateOf('sa-east-1', id)).toBe('stopped');
	await ec2('sa-east-1').send(new StartInstancesCommand({InstanceIds: [id]}));
	expect(await stateOf('sa-east-1', id)).toBe('pending');
	await ec2('sa-east-1').send(new TerminateInstancesCommand({InstanceIds: [id]}));
	await expect(ec2('sa-east-1').send(new StartInstancesCommand({InstanceIds: [id]}))).rejects.toMatchObject({
		name: 'IncorrectInstanceState',
	});
});

test('user data comes back as it was given', async () => {
	const UserData = Buffer.from('#!/bin/sh\necho mining\n').toString('base64');
	const [id = ''] = await run('eu-west-2', {UserData});
	const {UserData: read} = await ec2('eu-west-2').send(
		new DescribeInstanceAttributeCommand({InstanceId: id, Attribute: 'userData'}),
	);
	expect(read?.Value).toBe(UserData);
});

test('the record of RunInstances has the odd shape of the real one, and hides the user data', async () => {
	const [record] = await recorded(stage.range, () =>
		run('eu-west-2', {
			KeyName: undefined,
			UserData: 'c2VjcmV0',
			TagSpecifications: [{ResourceType: 'instance', Tags: [{Key: 'Name', Value: 'x'}]}],
		}),
	);
	expect(record).toMatchObject({
		eventName: 'RunInstances',
		awsRegion: 'eu-west-2',
		readOnly: false,
		requestParameters: {
			instancesSet: {items: [{imageId: networkOf('eu-west-2').images[0].id, minCount: 1, maxCount: 1}]},
			instanceType: 'c6i.large',
			disableApiTermination: false,
			userData: '<sensitiveDataRemoved>',
			tagSpecificationSet: {items: [{resourceType: 'instance', tags: [{key: 'Name', value: 'x'}]}]},
		},
		responseElements: {
			reservationId: expect.stringMatching(/^r-/),
			instancesSet: {
				items: [
					{
						instanceId: expect.stringMatching(/^i-0[0-9a-f]{16}$/),
						instanceState: {code: 0, name: 'pending'},
						launchTime: expect.any(Number),
						tagSet: {items: [{key: 'Name', value: 'x'}]},
					},
				],
			},
		},
	});
});

test('a dry run and a denied call are recorded with their parameters and without a response', async () => {
	const [probe] = await recorded(stage.range, () => run('eu-west-2', {DryRun: true}));
	expect(probe).toMatchObject({errorCode: 'Client.DryRunOperation', responseElements: null});
	const reader = user(stage.range, 'another-reader', 'ReadOnlyAccess');
	const [denied] = await recorded(stage.range, () =>
		client(EC2Client, stage.range, 'us-east-1', reader).send(
			new TerminateInstancesCommand({InstanceIds: ['i-00000000000000000']}),
		),
	);
	expect(denied).toMatchObject({
		errorCode: 'Client.UnauthorizedOperation',
		requestParameters: {instancesSet: {items: [{instanceId: 'i-00000000000000000'}]}},
		responseElements: null,
	});
});
