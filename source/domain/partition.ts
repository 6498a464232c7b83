/** Where the global services (IAM, Organizations, account) of each partition live and sign (field guide §8, §10). */
const globalRegions: Readonly<Record<string, string>> = {
	aws: 'us-east-1',
	'aws-us-gov': 'us-gov-west-1',
	'aws-cn': 'cn-north-1',
};

/** The region in which a partition's global services are called: `us-east-1` for `aws` and for anything unknown. */
export function globalRegion(partition: string | null): string {
	return globalRegions[partition ?? 'aws'] ?? 'us-east-1';
}

/** The partition of an ARN: `arn:aws-us-gov:iam::…` is `aws-us-gov`; `aws` where the text is no ARN. */
export function partitionOfArn(arn: string | null): string {
	return /^arn:([a-z-]+):/.exec(arn ?? '')?.[1] ?? 'aws';
}

/** The partition of a region, by its prefix. */
export function partitionOfRegion(region: string): string {
	if (region.startsWith('us-gov-')) return 'aws-us-gov';
	return region.startsWith('cn-') ? 'aws-cn' : 'aws';
}
