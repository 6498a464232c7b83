import type {
	DescribeTrailsRequest,
	DescribeTrailsResponse,
	GetTrailStatusRequest,
	GetTrailStatusResponse,
} from '@aws-sdk/client-cloudtrail';
import * as schemas from '@aws-sdk/client-cloudtrail';
import {AwsError, type Operation, type Service} from '../../service.ts';
import {LookupEvents} from './lookup.ts';

/** The account has no trail: the event history works without one (field guide §5). */
const DescribeTrails: Operation<DescribeTrailsRequest, DescribeTrailsResponse> = {
	handle: () => ({trailList: []}),
};

const GetTrailStatus: Operation<GetTrailStatusRequest, GetTrailStatusResponse> = {
	handle({Name: name = ''}, {world}) {
		throw new AwsError(
			'TrailNotFoundException',
			`Unknown trail: ${name.slice(0, 128)} for the user: ${world.accountId}`,
		);
	},
};

export const cloudtrail: Service = {
	signingName: 'cloudtrail',
	eventSource: 'cloudtrail.amazonaws.com',
	protocol: 'json',
	schemas: {...schemas},
	version: 'CloudTrail_20131101',
	operations: {DescribeTrails, GetTrailStatus, LookupEvents},
};
