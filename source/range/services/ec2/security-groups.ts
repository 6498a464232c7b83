import type {
	CreateSecurityGroupRequest,
	CreateSecurityGroupResult,
	DeleteSecurityGroupRequest,
	DeleteSecurityGroupResult,
	DescribeSecurityGroupsRequest,
	DescribeSecurityGroupsResult,
} from '@aws-sdk/client-ec2';
import {AwsError, type Operation} from '../../service.ts';
import {arn, dryRun, groupOf, permissionsOn, tagsFor} from './common.ts';
import {passes} from './filters.ts';
import {networkOf} from './network.ts';
import {page} from './paging.ts';
import type {SecurityGroup} from './state.ts';

export const CreateSecurityGroup: Operation<CreateSecurityGroupRequest, CreateSecurityGroupResult> = {
	permissions: (_, call) => [{action: 'ec2:CreateSecurityGroup', resource: arn(call, 'security-group', '*')}],
	handle(input, call) {
		const {vpcId} = networkOf(call.region);
		const name = input.GroupName ?? '';
		if (input.VpcId !== undefined && input.VpcId !== vpcId) {
			throw new AwsError('InvalidVpcID.NotFound', `The vpc ID '${input.VpcId}' does not exist`);
		}
		if (call.world.ec2.groups(call.region).some(group => group.name === name)) {
			throw new AwsError(
				'InvalidGroup.Duplicate',
				`The security group '${name}' already exists for VPC '${vpcId}'`,
			);
		}
		dryRun(input);
		const group: SecurityGroup = {
			id: `sg-0${call.world.random.hex(16)}`,
			name,
			description: input.Description ?? '',
			region: call.region,
			vpcId,
			ingress: [],
			tags: tagsFor(input.TagSpecifications, 'security-group'),
		};
		call.world.ec2.addGroup(group);
		return {
			GroupId: group.id,
			Tags: [...group.tags],
			SecurityGroupArn: arn(call, 'security-group', group.id),
		};
	},
};

export const DescribeSecurityGroups: Operation<DescribeSecurityGroupsRequest, DescribeSecurityGroupsResult> =
	{
		handle(input, call) {
			const all = call.world.ec2.groups(call.region);
			const named = [...(input.GroupIds ?? []), ...(input.GroupNames ?? [])];
			for (const name of named) {
				groupOf(name, call);
			}
			dryRun(input);
			const found = all.filter(
				group =>
					(named.length === 0 || named.includes(group.id) || named.includes(group.name)) &&
					passes(input.Filters, {
						tags: group.tags,
						fields: {
							'group-id': [group.id],
							'group-name': [group.name],
							'vpc-id': [group.vpcId],
							description: [group.description],
						},
					}),
			);
			const {items, nextToken} = page(found, input.NextToken, input.MaxResults);
			return {
				SecurityGroups: items.map(group => ({
					GroupId: group.id,
					GroupName: group.name,
					Description: group.description,
					OwnerId: call.world.accountId,
					VpcId: group.vpcId,
					IpPermissions: group.ingress,
					IpPermissionsEgress: [{IpProtocol: '-1', IpRanges: [{CidrIp: '0.0.0.0/0'}]}],
					Tags: [...group.tags],
					SecurityGroupArn: arn(call, 'security-group', group.id),
				})),
				...(nextToken !== undefined && {NextToken: nextToken}),
			};
		},
	};

export const DeleteSecurityGroup: Operation<DeleteSecurityGroupRequest, DeleteSecurityGroupResult> = {
	permissions: (input, call) =>
		permissionsOn(call, 'DeleteSecurityGroup', 'security-group', [input.GroupId ?? input.GroupName]),
	handle(input, call) {
		const group = groupOf(input.GroupId ?? input.GroupName, call);
		if (group.name === 'default') {
			throw new AwsError(
				'CannotDelete',
				`the specified group: "${group.id}" name: "default" cannot be deleted by a user`,
			);
		}
		const attached = call.world.ec2
			.instances(call.region, call.clock.now())
			.some(({groups, lifecycle}) => groups.includes(group.id) && lifecycle.order !== 'terminate');
		if (attached) {
			throw new AwsError('DependencyViolation', `resource ${group.id} has a dependent object`);
		}
		dryRun(input);
		call.world.ec2.deleteGroup(group);
		return {Return: true, GroupId: group.id};
	},
};
