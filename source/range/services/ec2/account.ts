import type {
	DescribeAccountAttributesRequest,
	DescribeAccountAttributesResult,
	DescribeRegionsRequest,
	DescribeRegionsResult,
} from '@aws-sdk/client-ec2';
import {AwsError, type Operation} from '../../service.ts';
import {dryRun} from './common.ts';
import {passes} from './filters.ts';
import {networkOf} from './network.ts';
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
