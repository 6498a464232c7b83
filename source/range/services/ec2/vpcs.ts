import type {
	DescribeSubnetsRequest,
	DescribeSubnetsResult,
	DescribeVpcsRequest,
	DescribeVpcsResult,
} from '@aws-sdk/client-ec2';
import type {Operation} from '../../service.ts';
import {passes} from './filters.ts';
import {networkOf} from './network.ts';

export const DescribeVpcs: Operation<DescribeVpcsRequest, DescribeVpcsResult> = {
	handle(input, {region, world}) {
		const {vpcId, cidr} = networkOf(region);
		const shown = passes(input.Filters, {
			tags: [],
			fields: {'vpc-id': [vpcId], 'is-default': ['true'], isDefault: ['true']},
		});
		return {
			Vpcs: shown
				? [{VpcId: vpcId, CidrBlock: cidr, IsDefault: true, OwnerId: world.accountId, State: 'available'}]
				: [],
		};
	},
};

export const DescribeSubnets: Operation<DescribeSubnetsRequest, DescribeSubnetsResult> = {
	handle(input, {region}) {
		const {vpcId, subnets} = networkOf(region);
		const shown = subnets.filter(({id, zone}) =>
			passes(input.Filters, {
				tags: [],
				fields: {
					'vpc-id': [vpcId],
					'subnet-id': [id],
					'availability-zone': [zone],
					'default-for-az': ['true'],
				},
			}),
		);
		return {
			Subnets: shown.map(({id, zone, cidr}) => ({
				SubnetId: id,
				VpcId: vpcId,
				AvailabilityZone: zone,
				CidrBlock: cidr,
				DefaultForAz: true,
				MapPublicIpOnLaunch: true,
				State: 'available',
			})),
		};
	},
};
