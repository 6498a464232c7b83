import type {GetRegionsRequest, GetRegionsResult} from '@aws-sdk/client-lightsail';
import * as schemas from '@aws-sdk/client-lightsail';
import type {Operation, Service} from '../../service.ts';
import * as instances from './instances.ts';
import {LIGHTSAIL_REGIONS} from './regions.ts';

const GetRegions: Operation<GetRegionsRequest, GetRegionsResult> = {
	handle: ({includeAvailabilityZones}) => ({
		regions: LIGHTSAIL_REGIONS.map(([name, displayName, continentCode]) => ({
			name,
			displayName,
			continentCode,
			description: `This region is recommended to serve users near ${displayName}`,
			availabilityZones: includeAvailabilityZones
				? ['a', 'b', 'c'].map(letter => ({zoneName: `${name}${letter}`, state: 'available'}))
				: [],
		})),
	}),
};

/** Amazon Lightsail: instances that EC2 does not show (field guide §11). */
export const lightsail: Service = {
	signingName: 'lightsail',
	eventSource: 'lightsail.amazonaws.com',
	protocol: 'json',
	schemas: {...schemas},
	version: 'Lightsail_20161128',
	operations: {GetRegions, ...instances},
};
