import type {Instance as InstanceOutput, Reservation} from '@aws-sdk/client-ec2';
import type {Call} from '../../service.ts';
import {instanceKind} from './capacity.ts';
import {stateAt} from './lifecycle.ts';
import type {Instance} from './state.ts';

/** An instance as EC2 describes it at this moment. */
export function describeInstance(instance: Instance, call: Call): InstanceOutput {
	const state = stateAt(instance.lifecycle, call.clock.now());
	const gone = state.Name === 'terminated';
	const {architecture, vcpus} = instanceKind(instance.type);
	const networked = gone
		? {PrivateDnsName: '', PublicDnsName: ''}
		: {
				PrivateDnsName: `ip-${instance.privateIp.replaceAll('.', '-')}.${instance.region}.compute.internal`,
				PublicDnsName: instance.publicIp
					? `ec2-${instance.publicIp.replaceAll('.', '-')}.${instance.region}.compute.amazonaws.com`
					: '',
				PrivateIpAddress: instance.privateIp,
				...(instance.publicIp && state.Name === 'running' && {PublicIpAddress: instance.publicIp}),
				SubnetId: instance.subnetId,
				VpcId: instance.vpcId,
			};
	return {
		InstanceId: instance.id,
		ImageId: instance.imageId,
		InstanceType: instance.type as InstanceOutput['InstanceType'],
		State: state,
		StateTransitionReason: reason(instance),
		...(instance.keyName !== undefined && {KeyName: instance.keyName}),
		AmiLaunchIndex: instance.launchIndex,
		ProductCodes: [],
		LaunchTime: new Date(instance.launchedAt),
		Placement: {AvailabilityZone: instance.zone, GroupName: '', Tenancy: 'default'},
		Monitoring: {State: 'disabled'},
		...networked,
		Architecture: architecture,
		BlockDeviceMappings: gone
			? []
			: [
					{
						DeviceName: '/dev/xvda',
						Ebs: {
							AttachTime: new Date(instance.launchedAt),
							DeleteOnTermination: true,
							Status: 'attached',
							VolumeId: instance.volume.id,
						},
					},
				],
		ClientToken: instance.clientToken,
		EbsOptimized: false,
		EnaSupport: true,
		Hypervisor: 'xen',
		...(instance.profile && {IamInstanceProfile: {Arn: instance.profile.arn, Id: instance.profile.id}}),
		...(instance.spot && {InstanceLifecycle: 'spot' as const}),
		RootDeviceName: '/dev/xvda',
		RootDeviceType: 'ebs',
		SecurityGroups: gone ? [] : groupsOf(instance, call),
		SourceDestCheck: true,
		Tags: instance.tags,
		VirtualizationType: 'hvm',
		CpuOptions: {CoreCount: Math.max(1, vcpus / 2), ThreadsPerCore: architecture === 'arm64' ? 1 : 2},
		MetadataOptions: {
			State: 'applied',
			HttpTokens: 'required',
			HttpPutResponseHopLimit: 2,
			HttpEndpoint: 'enabled',
		},
		PlatformDetails: 'Linux/UNIX',
		UsageOperation: 'RunInstances',
	};
}

/** Puts instances back into the reservations that they were started in, in order. */
export function reservations(instances: readonly Instance[], call: Call): Reservation[] {
	return [...Map.groupBy(instances, instance => instance.reservationId)].map(([id, members]) => ({
		ReservationId: id,
		OwnerId: call.world.accountId,
		Groups: [],
		Instances: members.map(instance => describeInstance(instance, call)),
	}));
}

function groupsOf(instance: Instance, {world}: Call) {
	const groups = world.ec2.groups(instance.region);
	return instance.groups.map(id => ({
		GroupId: id,
		GroupName: groups.find(group => group.id === id)?.name ?? id,
	}));
}

function reason({lifecycle}: Instance): string {
	const at = new Date(lifecycle.since).toISOString().replace('T', ' ').slice(0, 19);
	return lifecycle.order === 'run' ? '' : `User initiated (${at} GMT)`;
}
