import type {
	AuthorizeSecurityGroupIngressRequest,
	AuthorizeSecurityGroupIngressResult,
	CreateSecurityGroupRequest,
	CreateSecurityGroupResult,
	DeleteSecurityGroupRequest,
	DeleteSecurityGroupResult,
	DescribeSecurityGroupsRequest,
	DescribeSecurityGroupsResult,
	IpPermission,
} from '@aws-sdk/client-ec2';
import {AwsError, type Call, type Operation} from '../../service.ts';
import {arn, dryRun, tagsFor} from './common.ts';
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
				find(name, all);
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

export const AuthorizeSecurityGroupIngress: Operation<
	AuthorizeSecurityGroupIngressRequest,
	AuthorizeSecurityGroupIngressResult
> = {
	permissions: (input, call) => [permission(call, 'AuthorizeSecurityGroupIngress', input)],
	handle(input, call) {
		const group = find(input.GroupId ?? input.GroupName ?? '', call.world.ec2.groups(call.region));
		const rules = rulesOf(input);
		const known = new Set(group.ingress.map(identity));
		const twice = rules.find(rule => known.has(identity(rule)));
		if (twice) {
			throw new AwsError(
				'InvalidPermission.Duplicate',
				`the specified rule "${describeRule(twice)}" already exists`,
			);
		}
		dryRun(input);
		group.ingress.push(...rules);
		return {
			Return: true,
			SecurityGroupRules: rules.map(rule => ({
				SecurityGroupRuleId: `sgr-0${call.world.random.hex(16)}`,
				GroupId: group.id,
				GroupOwnerId: call.world.accountId,
				IsEgress: false,
				IpProtocol: rule.IpProtocol,
				...(rule.FromPort !== undefined && {FromPort: rule.FromPort, ToPort: rule.ToPort}),
				...(rule.IpRanges?.[0] && {CidrIpv4: rule.IpRanges[0].CidrIp}),
			})),
		};
	},
};

export const DeleteSecurityGroup: Operation<DeleteSecurityGroupRequest, DeleteSecurityGroupResult> = {
	permissions: (input, call) => [permission(call, 'DeleteSecurityGroup', input)],
	handle(input, call) {
		const group = find(input.GroupId ?? input.GroupName ?? '', call.world.ec2.groups(call.region));
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

function find(name: string, groups: readonly SecurityGroup[]): SecurityGroup {
	const group = groups.find(each => each.id === name || each.name === name);
	if (!group) {
		throw new AwsError('InvalidGroup.NotFound', `The security group '${name}' does not exist`);
	}
	return group;
}

/** The rules of a request; the flat form of the CLI's `--protocol --port --cidr` is one rule. */
function rulesOf(input: AuthorizeSecurityGroupIngressRequest): IpPermission[] {
	const {IpPermissions, IpProtocol, FromPort, ToPort, CidrIp} = input;
	return IpPermissions ?? [{IpProtocol, FromPort, ToPort, IpRanges: [{CidrIp}]}];
}

function identity({IpProtocol, FromPort, ToPort, IpRanges, UserIdGroupPairs}: IpPermission): string {
	const peers = [
		...(IpRanges ?? []).map(({CidrIp}) => CidrIp),
		...(UserIdGroupPairs ?? []).map(pair => pair.GroupId),
	];
	return JSON.stringify([IpProtocol, FromPort, ToPort, peers.sort()]);
}

function describeRule({IpProtocol, FromPort, ToPort, IpRanges}: IpPermission): string {
	const protocol = IpProtocol === '-1' ? 'ALL' : IpProtocol?.toUpperCase();
	return `peer: ${IpRanges?.[0]?.CidrIp}, ${protocol}, from port: ${FromPort}, to port: ${ToPort}, ALLOW`;
}

function permission(
	call: Call,
	action: string,
	input: {GroupId?: string | undefined; GroupName?: string | undefined},
) {
	return {
		action: `ec2:${action}`,
		resource: arn(call, 'security-group', input.GroupId ?? input.GroupName ?? '*'),
	};
}
