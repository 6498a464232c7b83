import type {RegionName} from '@aws-sdk/client-lightsail';

/** Lightsail's own region list (field guide §11): name, display name, continent. */
export const LIGHTSAIL_REGIONS: readonly (readonly [
	name: RegionName,
	displayName: string,
	continent: string,
])[] = [
	['us-east-1', 'Virginia', 'NA'],
	['us-east-2', 'Ohio', 'NA'],
	['us-west-1', 'N. California', 'NA'],
	['us-west-2', 'Oregon', 'NA'],
	['ca-central-1', 'Montreal', 'NA'],
	['sa-east-1', 'Sao Paulo', 'SA'],
	['eu-west-1', 'Ireland', 'EU'],
	['eu-west-2', 'London', 'EU'],
	['eu-west-3', 'Paris', 'EU'],
	['eu-central-1', 'Frankfurt', 'EU'],
	['eu-north-1', 'Stockholm', 'EU'],
	['eu-south-2', 'Spain', 'EU'],
	['ap-south-1', 'Mumbai', 'AP'],
	['ap-east-1', 'Hong Kong', 'AP'],
	['ap-southeast-1', 'Singapore', 'AP'],
	['ap-southeast-2', 'Sydney', 'AP'],
	['ap-southeast-3', 'Jakarta', 'AP'],
	['ap-southeast-5', 'Malaysia', 'AP'],
	['ap-northeast-1', 'Tokyo', 'AP'],
	['ap-northeast-2', 'Seoul', 'AP'],
];
