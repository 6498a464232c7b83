import type {Reservation, RunInstancesRequest} from '@aws-sdk/client-ec2';
import type {Call, Operation} from '../../service.ts';
import {checkQuota, instanceKind} from './capacity.ts';
import {arn, dryRun, tagsFor} from './common.ts';
import {type Plan, passRole, planned} from './launch.ts';
import {stateAt} from './lifecycle.ts';
import {parameters} from './record.ts';
import {reservations} from './shape.ts';
import type {Instance} from './state.ts';

/** RunInstances: all the instances asked for, or none. */
export const RunInstances: Operation<RunInstancesRequest, Reservation> = {
	permissions: (input, call) => [
		{action: 'ec2:RunInstances', resource: arn(call, 'instance', '*')},
		...passRole(input, call),
	],
	handle(input, call) {
		const plan = planned(input, call);
		dryRun(input);
		const {limit, wanted, used} = demand(plan.type, plan.count, call);
		checkQuota(limit, used, wanted);
		const started = Array.from({length: plan.count}, (_, index) => instance(input, plan, index, call));
		for (const each of started) {
			call.world.ec2.addInstance(each);
		}
		return reservations(started, call)[0] ?? {};
	},
	record({ImageId, MinCount, MaxCount, ...input}) {
		const {KeyName} = input;
		return {
			requestParameters: {
				instancesSet: {items: [{...parameters({ImageId, KeyName, MinCount, MaxCount})}]},
				blockDeviceMapping: {},
				monitoring: {enabled: false},
				disableApiTermination: false,
				disableApiStop: false,
				...parameters(input),
			},
		};
	},
};

/** The vCPUs that the request adds to those in use of the same quota. */
function demand(type: string, count: number, call: Call) {
	const {vcpus, limit, bucket} = instanceKind(type);
	const now = call.clock.now();
	const used = call.world.ec2
		.instances(call.region, now)
		.filter(each => ['pending', 'running'].includes(stateAt(each.lifecycle, now).Name))
		.map(each => instanceKind(each.type))
		.filter(kind => kind.bucket === bucket)
		.reduce((sum, kind) => sum + kind.vcpus, 0);
	return {limit, used, wanted: vcpus * count};
}

function instance(input: RunInstancesRequest, plan: Plan, index: number, call: Call): Instance {
	const {random} = call.world;
	const now = call.clock.now();
	return {
		id: `i-0${random.hex(16)}`,
		region: call.region,
		zone: plan.subnet.zone,
		reservationId: plan.reservationId,
		imageId: plan.imageId,
		type: plan.type,
		launchedAt: now,
		launchIndex: index,
		clientToken: input.ClientToken ?? random.uuid(),
		keyName: input.KeyName,
		profile: plan.profile,
		subnetId: plan.subnet.id,
		vpcId: plan.vpcId,
		privateIp: `172.31.${random.below(48)}.${4 + random.below(250)}`,
		publicIp: `198.18.${random.below(256)}.${1 + random.below(254)}`,
		volume: {id: `vol-0${random.hex(16)}`, size: input.BlockDeviceMappings?.[0]?.Ebs?.VolumeSize ?? 8},
		spot: input.InstanceMarketOptions?.MarketType === 'spot',
		lifecycle: {order: 'run', since: now},
		groups: plan.groups,
		tags: tagsFor(input.TagSpecifications, 'instance'),
		userData: input.UserData,
		terminationProtection: input.DisableApiTermination ?? false,
		stopProtection: input.DisableApiStop ?? false,
		shutdownBehavior: input.InstanceInitiatedShutdownBehavior ?? 'stop',
	};
}
