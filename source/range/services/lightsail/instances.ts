import type {
	CreateInstancesRequest,
	CreateInstancesResult,
	DeleteInstanceRequest,
	DeleteInstanceResult,
	GetInstanceRequest,
	GetInstanceResult,
	GetInstancesRequest,
	GetInstancesResult,
} from '@aws-sdk/client-lightsail';
import {AwsError, type Call, type Operation} from '../../service.ts';
import {describe, hardware, invalid, work} from './describe.ts';
import type {LightsailInstance} from './state.ts';

/** CreateInstances: all the names or none; they must be free in the region. */
export const CreateInstances: Operation<CreateInstancesRequest, CreateInstancesResult> = {
	permissions: (_, call) => [{action: 'lightsail:CreateInstances', resource: instanceArn(call, '*')}],
	handle(input, call) {
		const names = input.instanceNames ?? [];
		const taken = names.filter(name => call.world.lightsail.get(call.region, name));
		if (taken.length > 0) {
			throw invalid(`Some names are already in use: ${taken.join(',')}`);
		}
		if (input.availabilityZone?.slice(0, -1) !== call.region) {
			throw invalid(`The availability zone ${input.availabilityZone} does not exist in ${call.region}.`);
		}
		hardware(input.bundleId);
		return {
			operations: names.map(name => {
				const made = create(name, input, call);
				call.world.lightsail.add(made);
				return work('CreateInstance', made, call);
			}),
		};
	},
	record({userData, ...input}) {
		return {
			requestParameters: {...input, ...(userData !== undefined && {userData: '<sensitiveDataRemoved>'})},
		};
	},
};

export const GetInstances: Operation<GetInstancesRequest, GetInstancesResult> = {
	handle: (_, call) => ({instances: call.world.lightsail.in(call.region).map(each => describe(each, call))}),
};

export const GetInstance: Operation<GetInstanceRequest, GetInstanceResult> = {
	permissions: (_, call) => [{action: 'lightsail:GetInstance', resource: instanceArn(call, '*')}],
	handle: (input, call) => ({instance: describe(theInstance(input.instanceName, call), call)}),
};

/** DeleteInstance: the instance is gone at once, and its name free again. */
export const DeleteInstance: Operation<DeleteInstanceRequest, DeleteInstanceResult> = {
	permissions: (input, call) => [
		{
			action: 'lightsail:DeleteInstance',
			resource:
				call.world.lightsail.get(call.region, input.instanceName ?? '')?.arn ?? instanceArn(call, '*'),
		},
	],
	handle(input, call) {
		const instance = theInstance(input.instanceName, call);
		call.world.lightsail.delete(instance);
		return {operations: [work('DeleteInstance', instance, call)]};
	},
};

function theInstance(name: string | undefined, {world, region}: Call): LightsailInstance {
	const instance = world.lightsail.get(region, name ?? '');
	if (!instance) {
		throw new AwsError('NotFoundException', `The Instance does not exist: ${name}`, 404);
	}
	return instance;
}

function create(name: string, input: CreateInstancesRequest, call: Call): LightsailInstance {
	const {random} = call.world;
	return {
		name,
		arn: instanceArn(call, random.uuid()),
		region: call.region,
		zone: input.availabilityZone ?? '',
		blueprintId: input.blueprintId ?? '',
		bundleId: input.bundleId ?? '',
		supportCode: `${random.below(1e12)}/i-0${random.hex(16)}`,
		privateIp: `172.26.${random.below(256)}.${4 + random.below(250)}`,
		publicIp: `198.19.${random.below(256)}.${1 + random.below(254)}`,
		keyName: input.keyPairName ?? 'LightsailDefaultKeyPair',
		tags: input.tags ?? [],
		createdAt: call.clock.now(),
	};
}

function instanceArn({world, region}: Call, id: string): string {
	return `arn:${world.partition}:lightsail:${region}:${world.accountId}:Instance/${id}`;
}
