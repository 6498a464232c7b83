/** The regions of the `aws` partition that every account has, opted in or not. AWS's documentation, 2026. */
export const defaultRegions: readonly string[] = [
	'ap-northeast-1',
	'ap-northeast-2',
	'ap-northeast-3',
	'ap-south-1',
	'ap-southeast-1',
	'ap-southeast-2',
	'ca-central-1',
	'eu-central-1',
	'eu-north-1',
	'eu-west-1',
	'eu-west-2',
	'eu-west-3',
	'sa-east-1',
	'us-east-1',
	'us-east-2',
	'us-west-1',
	'us-west-2',
];

/** Where Lightsail is offered, for accounts that may not ask `lightsail:GetRegions`; opt-in regions among them. */
export const lightsailRegions: readonly string[] = [
	'ap-northeast-1',
	'ap-northeast-2',
	'ap-south-1',
	'ap-southeast-1',
	'ap-southeast-2',
	'ap-southeast-3',
	'ca-central-1',
	'eu-central-1',
	'eu-north-1',
	'eu-west-1',
	'eu-west-2',
	'eu-west-3',
	'us-east-1',
	'us-east-2',
	'us-west-2',
];

/** Whether a region must be enabled by the account before it can be used: all but the default ones, GovCloud and China. */
export function isOptIn(region: string): boolean {
	return !defaultRegions.includes(region) && !/^(us-gov|cn)-/.test(region);
}
