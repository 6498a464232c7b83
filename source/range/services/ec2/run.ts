import type {Reservation, RunInstancesRequest} from '@aws-sdk/client-ec2';
import {AwsError, type Call, type Operation, type Permission} from '../../service.ts';
import {checkQuota, instanceKind} from './capacity.ts';
import {arn, dryRun, tagsFor} from './common.ts';
import {stateAt} from './lifecycle.ts';
import {networkOf} from './network.ts';
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

interface Plan {
	readonly type: string;
	readonly count: number;
	readonly imageId: string;
	readonly subnet: {readonly id: string; readonly zone: string};
	readonly vpcId: string;
	readonly groups: string[];
	readonly profile: Instance['profile'];
	readonly reservationId: string;
}

/** Reads and checks a request; everything but the quota is refused here, also for a dry run. */
function planned(input: RunInstancesRequest, call: Call): Plan {
	const {ImageId = '', MinCount = 0, MaxCount = 0, KeyName} = input;
	if (!/^ami-([0-9a-f]{8}|[0-9a-f]{17})$/.test(ImageId)) {
		throw new AwsError('InvalidAMIID.Malformed', `Invalid id: "${ImageId}"`);
	}
	if (MinCount < 1 || MaxCount < MinCount) {
		throw new AwsError(
			'InvalidParameterValue',
			`Value (${MaxCount}) for parameter maxCount is invalid. It must be greater than or equal to minCount.`,
		);
	}
	if (KeyName !== undefined && !call.world.ec2.keyPair(call.region, KeyName)) {
		throw new AwsError('InvalidKeyPair.NotFound', `The key pair '${KeyName}' does not exist`);
	}
	const type = input.InstanceType ?? 'm1.small';
	instanceKind(type);
	const network = networkOf(call.region);
	return {
		type,
		count: MaxCount,
		imageId: ImageId,
		subnet: subnetOf(input, call),
		vpcId: network.vpcId,
		groups: groupsOf(input, call),
		profile: profileOf(input, call),
		reservationId: `r-${call.world.random.hex(17)}`,
	};
}

function subnetOf(input: RunInstancesRequest, call: Call): Plan['subnet'] {
	const {subnets} = networkOf(call.region);
	const zone = input.Placement?.AvailabilityZone;
	const chosen = subnets.find(({id, zone: each}) => (input.SubnetId ? id === input.SubnetId : each === zone));
	if (input.SubnetId !== undefined && !chosen) {
		throw new AwsError('InvalidSubnetID.NotFound', `The subnet ID '${input.SubnetId}' does not exist`);
	}
	if (zone !== undefined && !chosen) {
		throw new AwsError('InvalidParameterValue', `Invalid availability zone: [${zone}]`);
	}
	return chosen ?? call.world.random.pick(subnets);
}

function groupsOf(input: RunInstancesRequest, call: Call): string[] {
	const groups = call.world.ec2.groups(call.region);
	const wanted = [
		...(input.SecurityGroupIds ?? input.NetworkInterfaces?.[0]?.Groups ?? []),
		...(input.SecurityGroups ?? []),
	];
	const found = wanted.map(name => {
		const group = groups.find(({id, name: groupName}) => id === name || groupName === name);
		if (!group) {
			throw new AwsError('InvalidGroup.NotFound', `The security group '${name}' does not exist`);
		}
		return group.id;
	});
	return found.length > 0 ? found : groups.filter(group => group.name === 'default').map(group => group.id);
}

/** The profile by name or by ARN: it must exist in IAM. */
function profileOf(input: RunInstancesRequest, {world}: Call): Instance['profile'] {
	const name = profileName(input);
	if (name === undefined) {
		return undefined;
	}
	const profile = world.iam.instanceProfiles.get(name);
	if (!profile) {
		throw new AwsError(
			'InvalidParameterValue',
			`Value (${name}) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name`,
		);
	}
	return {arn: profile.arn, id: profile.instanceProfileId};
}

/** Handing a role to an instance needs `iam:PassRole` on it, which is never an event (field guide §7). */
function passRole(input: RunInstancesRequest, {world: {iam}}: Call): Permission[] {
	const roleName = iam.instanceProfiles.get(profileName(input) ?? '')?.roleName;
	const role = roleName === undefined ? undefined : iam.roles.get(roleName);
	return role ? [{action: 'iam:PassRole', resource: role.arn}] : [];
}

function profileName({IamInstanceProfile}: RunInstancesRequest): string | undefined {
	return IamInstanceProfile?.Name ?? IamInstanceProfile?.Arn?.split('/').at(-1);
}

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
