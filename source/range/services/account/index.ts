import type {
	GetRegionOptStatusRequest,
	GetRegionOptStatusResponse,
	ListRegionsRequest,
	ListRegionsResponse,
	RegionOptStatus,
} from '@aws-sdk/client-account';
import * as schemas from '@aws-sdk/client-account';
import {AwsError, type Operation, type Service} from '../../service.ts';
import {REGIONS, type Region} from '../ec2/regions.ts';

/** EC2 and Account have words of their own for the same three states. */
const states: Readonly<Record<Region['optInStatus'], RegionOptStatus>> = {
	'opt-in-not-required': 'ENABLED_BY_DEFAULT',
	'opted-in': 'ENABLED',
	'not-opted-in': 'DISABLED',
};

const GetRegionOptStatus: Operation<GetRegionOptStatusRequest, GetRegionOptStatusResponse> = {
	handle({RegionName: name = ''}) {
		const region = REGIONS.find(each => each.name === name);
		if (region === undefined) throw new AwsError('ValidationException', `Region ${name} does not exist.`);
		return {RegionName: name, RegionOptStatus: states[region.optInStatus]};
	},
};

/** 20 a page unless told, 50 at most; the token is the name of the last region shown. */
const ListRegions: Operation<ListRegionsRequest, ListRegionsResponse> = {
	handle({MaxResults = 20, NextToken = '', RegionOptStatusContains: wanted}) {
		if (MaxResults < 1 || MaxResults > 50)
			throw new AwsError('ValidationException', 'MaxResults must be 1 to 50');
		const rest = REGIONS.map(region => ({
			RegionName: region.name,
			RegionOptStatus: states[region.optInStatus],
		})).filter(region => region.RegionName > NextToken && (wanted?.includes(region.RegionOptStatus) ?? true));
		const shown = rest.slice(0, MaxResults);
		return {
			Regions: shown,
			...(rest.length > shown.length ? {NextToken: shown.at(-1)?.RegionName} : {}),
		};
	},
};

/** AWS Account Management: which regions there are, and which are switched on. */
export const account: Service = {
	signingName: 'account',
	eventSource: 'account.amazonaws.com',
	protocol: 'rest-json',
	schemas: {...schemas},
	version: '2021-02-01',
	loggedIn: 'us-east-1',
	operations: {GetRegionOptStatus, ListRegions},
};
