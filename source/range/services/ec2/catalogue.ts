import type {
	DescribeAccountAttributesRequest,
	DescribeAccountAttributesResult,
	DescribeImagesRequest,
	DescribeImagesResult,
	DescribeRegionsRequest,
	DescribeRegionsResult,
	DescribeSubnetsRequest,
	DescribeSubnetsResult,
	DescribeVolumesRequest,
	DescribeVolumesResult,
	DescribeVpcsRequest,
	DescribeVpcsResult,
} from '@aws-sdk/client-ec2';
import {AwsError, type Operation} from '../../service.ts';
import {dryRun} from './common.ts';
import {passes} from './filters.ts';
import {stateAt} from './lifecycle.ts';
import {networkOf} from './network.ts';
import {page} from './paging.ts';
import {REGIONS} from './regions.ts';

/** DescribeRegions: those the account can use; with `AllRegions` those it could opt in to as well. */
export const DescribeRegions: Operation<DescribeRegionsRequest, DescribeRegionsResult> = {
	handle(input) {
		const unknown = input.RegionNames?.find(name => !REGIONS.some(region => region.name === name));
		if (unknown !== undefined) {
			throw new AwsError('InvalidParameterValue', `Invalid region: '${unknown}'`);
		}
		dryRun(input);
		const listed = REGIONS.filter(
			({name, optInStatus}) =>
				(input.RegionNames?.includes(name) ?? true) &&
				(input.AllRegions || optInStatus !== 'not-opted-in') &&
				passes(input.Filters, {tags: [], fields: {'region-name': [name], 'opt-in-status': [optInStatus]}}),
		);
		return {
			Regions: listed.map(({name, optInStatus}) => ({
				RegionName: name,
				Endpoint: `ec2.${name}.amazonaws.com`,
				OptInStatus: optInStatus,
			})),
		};
	},
};

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

/** DescribeImages: the images that the range offers in each region. */
export const DescribeImages: Operation<DescribeImagesRequest, DescribeImagesResult> = {
	handle(input, {region}) {
		const shown = networkOf(region).images.filter(
			({id, name, architecture}) =>
				(input.ImageIds?.includes(id) ?? true) &&
				passes(input.Filters, {
					tags: [],
					fields: {'image-id': [id], name: [name], architecture: [architecture], state: ['available']},
				}),
		);
		return {
			Images: shown.map(({id, name, description, architecture, createdAt}) => ({
				ImageId: id,
				Name: name,
				Description: description,
				Architecture: architecture,
				CreationDate: createdAt,
				OwnerId: name.startsWith('ubuntu') ? CANONICAL : AMAZON,
				State: 'available',
				Public: true,
				RootDeviceName: '/dev/xvda',
				RootDeviceType: 'ebs',
				VirtualizationType: 'hvm',
			})),
		};
	},
};

/** The accounts that publish Amazon Linux and Ubuntu. */
const AMAZON = '137112412989';
const CANONICAL = '099720109477';

/** DescribeVolumes: the root volumes of the instances; each dies with its instance. */
export const DescribeVolumes: Operation<DescribeVolumesRequest, DescribeVolumesResult> = {
	handle(input, {region, world, clock}) {
		const now = clock.now();
		const attached = world.ec2
			.instances(region, now)
			.filter(instance => stateAt(instance.lifecycle, now).Name !== 'terminated')
			.filter(
				({id, volume, zone}) =>
					(input.VolumeIds?.includes(volume.id) ?? true) &&
					passes(input.Filters, {
						tags: [],
						fields: {
							'volume-id': [volume.id],
							'attachment.instance-id': [id],
							'availability-zone': [zone],
							status: ['in-use'],
						},
					}),
			);
		const {items, nextToken} = page(attached, input.NextToken, input.MaxResults);
		return {
			Volumes: items.map(({id, volume, zone, launchedAt}) => ({
				VolumeId: volume.id,
				Size: volume.size,
				VolumeType: 'gp3',
				AvailabilityZone: zone,
				CreateTime: new Date(launchedAt),
				State: 'in-use',
				Attachments: [{InstanceId: id, VolumeId: volume.id, State: 'attached', DeleteOnTermination: true}],
			})),
			...(nextToken !== undefined && {NextToken: nextToken}),
		};
	},
};

/** DescribeAccountAttributes: how a thief asks for the size of the account before anything else. */
export const DescribeAccountAttributes: Operation<
	DescribeAccountAttributesRequest,
	DescribeAccountAttributesResult
> = {
	handle(input, {region}) {
		const attributes = {
			'supported-platforms': 'VPC',
			'default-vpc': networkOf(region).vpcId,
			'max-instances': '512',
			'vpc-max-security-groups-per-interface': '5',
			'max-elastic-ips': '5',
			'vpc-max-elastic-ips': '5',
		};
		const wanted: readonly string[] = input.AttributeNames ?? Object.keys(attributes);
		return {
			AccountAttributes: Object.entries(attributes)
				.filter(([name]) => wanted.includes(name))
				.map(([AttributeName, AttributeValue]) => ({AttributeName, AttributeValues: [{AttributeValue}]})),
		};
	},
};
