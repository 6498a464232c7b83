/** The commercial regions that every account has from its first day. */
const ALWAYS_ENABLED = [
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
] as const;

/** The commercial regions that an account must opt in to. */
const OPT_IN = [
	'af-south-1',
	'ap-east-1',
	'ap-east-2',
	'ap-south-2',
	'ap-southeast-3',
	'ap-southeast-4',
	'ap-southeast-5',
	'ap-southeast-6',
	'ap-southeast-7',
	'ca-west-1',
	'eu-central-2',
	'eu-south-1',
	'eu-south-2',
	'il-central-1',
	'me-central-1',
	'me-south-1',
	'mx-central-1',
] as const;

/** The one opt-in region that the range's account uses: so there is something to see behind the switch. */
const OPTED_IN = 'eu-central-2';

export interface Region {
	readonly name: string;
	/** As `DescribeRegions` has it. */
	readonly optInStatus: 'opt-in-not-required' | 'opted-in' | 'not-opted-in';
}

/** Every commercial region of AWS with its state in the range's account, sorted by name. */
export const REGIONS: readonly Region[] = [
	...ALWAYS_ENABLED.map(name => ({name, optInStatus: 'opt-in-not-required' as const})),
	...OPT_IN.map(name => ({
		name,
		optInStatus: name === OPTED_IN ? ('opted-in' as const) : ('not-opted-in' as const),
	})),
].sort((a, b) => a.name.localeCompare(b.name));

const enabled = new Set(
	REGIONS.filter(region => region.optInStatus !== 'not-opted-in').map(region => region.name),
);

/** Whether the account can use `region`; calls to the other regions fail (field guide §11). */
export function isEnabled(region: string): boolean {
	return enabled.has(region);
}
