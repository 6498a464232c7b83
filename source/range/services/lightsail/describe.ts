import type {Instance, OperationType, Operation as Work} from '@aws-sdk/client-lightsail';
import {AwsError, type Call} from '../../service.ts';
import type {LightsailInstance} from './state.ts';

/** How long a new instance is `pending`, ms. */
const BOOT = 15_000;

/** vCPUs and GB of memory by the size that a bundle id begins with, `2xlarge_3_0`. */
const SIZES: Readonly<Record<string, readonly [cpuCount: number, ramSizeInGb: number]>> = {
	nano: [2, 0.5],
	micro: [2, 1],
	small: [2, 2],
	medium: [2, 4],
	large: [2, 8],
	xlarge: [4, 16],
	'2xlarge': [8, 32],
	'4xlarge': [16, 64],
};

export function hardware(bundleId = '') {
	const size = SIZES[bundleId.split('_')[0] ?? ''];
	if (!size) {
		throw invalid(`Bundle ${bundleId} does not exist.`);
	}
	return {cpuCount: size[0], ramSizeInGb: size[1]};
}

export function describe(instance: LightsailInstance, {clock, region}: Call): Instance {
	const running = clock.now() >= instance.createdAt + BOOT;
	return {
		name: instance.name,
		arn: instance.arn,
		supportCode: instance.supportCode,
		createdAt: new Date(instance.createdAt),
		location: {
			availabilityZone: instance.zone,
			regionName: region as NonNullable<Instance['location']>['regionName'],
		},
		resourceType: 'Instance',
		tags: instance.tags,
		blueprintId: instance.blueprintId,
		blueprintName: instance.blueprintId,
		bundleId: instance.bundleId,
		isStaticIp: false,
		privateIpAddress: instance.privateIp,
		publicIpAddress: instance.publicIp,
		ipAddressType: 'dualstack',
		hardware: hardware(instance.bundleId),
		state: running ? {code: 16, name: 'running'} : {code: 0, name: 'pending'},
		username: instance.blueprintId.startsWith('ubuntu') ? 'ubuntu' : 'ec2-user',
		sshKeyName: instance.keyName,
	};
}

export function work(
	operationType: OperationType,
	{name, zone}: LightsailInstance,
	{world, region, clock}: Call,
): Work {
	const now = new Date(clock.now());
	return {
		id: world.random.uuid(),
		resourceName: name,
		resourceType: 'Instance',
		createdAt: now,
		location: {availabilityZone: zone, regionName: region as NonNullable<Instance['location']>['regionName']},
		isTerminal: operationType === 'DeleteInstance',
		operationType,
		status: operationType === 'DeleteInstance' ? 'Succeeded' : 'Started',
		statusChangedAt: now,
	};
}

export function invalid(message: string): AwsError {
	return new AwsError('InvalidInputException', message);
}
