import type {RunInstancesRequest} from '@aws-sdk/client-ec2';
import {AwsError, type Call, type Permission} from '../../service.ts';
import {instanceKind} from './capacity.ts';
import {groupOf} from './common.ts';
import {networkOf} from './network.ts';
import type {Instance} from './state.ts';

export interface Plan {
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
export function planned(input: RunInstancesRequest, call: Call): Plan {
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
	const found = wanted.map(name => groupOf(name, call).id);
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
export function passRole(input: RunInstancesRequest, {world: {iam}}: Call): Permission[] {
	const roleName = iam.instanceProfiles.get(profileName(input) ?? '')?.roleName;
	const role = roleName === undefined ? undefined : iam.roles.get(roleName);
	return role ? [{action: 'iam:PassRole', resource: role.arn}] : [];
}

function profileName({IamInstanceProfile}: RunInstancesRequest): string | undefined {
	return IamInstanceProfile?.Name ?? IamInstanceProfile?.Arn?.split('/').at(-1);
}
