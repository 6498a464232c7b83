import type {DescribeInstancesRequest, DescribeInstancesResult} from '@aws-sdk/client-ec2';
import {AwsError, type Call, type Operation} from '../../service.ts';
import {dryRun, instancesOf} from './common.ts';
import {type Filterable, passes} from './filters.ts';
import {stateAt} from './lifecycle.ts';
import {page} from './paging.ts';
import {reservations} from './shape.ts';
import type {Instance} from './state.ts';

/** DescribeInstances: by id or by filter, in pages of 5 to 1000 instances. */
export const DescribeInstances: Operation<DescribeInstancesRequest, DescribeInstancesResult> = {
	handle(input, call) {
		checkPaging(input);
		const known = input.InstanceIds?.length
			? instancesOf(input.InstanceIds, call)
			: call.world.ec2.instances(call.region, call.clock.now());
		dryRun(input);
		const found = known.filter(instance => passes(input.Filters, filterable(instance, call)));
		const {items, nextToken} = page(found, input.NextToken, input.MaxResults);
		return {Reservations: reservations(items, call), ...(nextToken !== undefined && {NextToken: nextToken})};
	},
};

function checkPaging({InstanceIds, MaxResults}: DescribeInstancesRequest): void {
	if (MaxResults !== undefined && InstanceIds?.length) {
		throw new AwsError(
			'InvalidParameterCombination',
			'The parameter instancesSet cannot be used with the parameter maxResults',
		);
	}
	if (MaxResults !== undefined && (MaxResults < 5 || MaxResults > 1000)) {
		throw new AwsError(
			'InvalidParameterValue',
			`Value ( ${MaxResults} ) for parameter maxResults is invalid. Expecting a value between 5 and 1000.`,
		);
	}
}

function filterable(instance: Instance, {world, clock}: Call): Filterable {
	const {Name, Code} = stateAt(instance.lifecycle, clock.now());
	return {
		tags: instance.tags,
		fields: {
			'instance-id': [instance.id],
			'instance-state-name': [Name],
			'instance-state-code': [String(Code)],
			'instance-type': [instance.type],
			'instance-lifecycle': instance.spot ? ['spot'] : [],
			'availability-zone': [instance.zone],
			'image-id': [instance.imageId],
			'key-name': instance.keyName === undefined ? [] : [instance.keyName],
			'vpc-id': [instance.vpcId],
			'subnet-id': [instance.subnetId],
			'reservation-id': [instance.reservationId],
			'client-token': [instance.clientToken],
			'owner-id': [world.accountId],
			'private-ip-address': [instance.privateIp],
			'ip-address': [instance.publicIp],
			'instance.group-id': instance.groups,
			'iam-instance-profile.arn': instance.profile ? [instance.profile.arn] : [],
		},
	};
}
