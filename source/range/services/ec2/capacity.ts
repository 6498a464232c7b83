import type {ArchitectureValues} from '@aws-sdk/client-ec2';
import {AwsError} from '../../service.ts';

/** Sizes below `xlarge` have their own vCPU counts; from there on it is four times the multiple. */
const SMALL: Readonly<Record<string, number>> = {
	nano: 2,
	micro: 2,
	small: 2,
	medium: 2,
	large: 2,
	xlarge: 4,
	metal: 96,
};

/**
 * The buckets of EC2's on-demand vCPU quotas and their limits per region in the range's account: a company's account
 * that was never granted P instances, so that a miner who asks for them is told `VcpuLimitExceeded`.
 */
const BUCKETS: readonly {readonly families: RegExp; readonly limit: number}[] = [
	{families: /^(g|gr|vt)\d/, limit: 192},
	{families: /^p\d/, limit: 0},
	{families: /^(inf|trn|dl|x|u|f|hpc)[\d-]/, limit: 0},
	{families: /^(a|c|d|h|i|im|is|m|r|t|z)\d/, limit: 512},
];

/** An instance type taken apart. */
export interface InstanceKind {
	readonly vcpus: number;
	readonly architecture: ArchitectureValues;
	/** Which quota it draws on: an index that is equal for equal quotas. */
	readonly bucket: number;
	readonly limit: number;
}

/**
 * Reads an instance type, `g5.12xlarge`.
 * @throws AwsError `InvalidParameterValue` for what is no instance type.
 */
export function instanceKind(type: string): InstanceKind {
	const [family = '', size = ''] = type.split('.');
	const bucket = BUCKETS.findIndex(({families}) => families.test(family));
	const vcpus = SMALL[size] ?? Number(/^(\d+)xlarge$/.exec(size)?.[1]) * 4;
	const limit = BUCKETS[bucket]?.limit;
	if (limit === undefined || !(vcpus > 0)) {
		throw new AwsError('InvalidParameterValue', `Invalid value '${type}' for InstanceType.`);
	}
	return {vcpus, architecture: /^[a-z]+\d+g/.test(family) ? 'arm64' : 'x86_64', bucket, limit};
}

/** @throws AwsError `VcpuLimitExceeded`, in AWS's words, when `used` and `wanted` vCPUs are above `limit`. */
export function checkQuota(limit: number, used: number, wanted: number): void {
	if (used + wanted > limit) {
		throw new AwsError(
			'VcpuLimitExceeded',
			`You have requested more vCPU capacity than your current vCPU limit of ${limit} allows for the instance bucket that the specified instance type belongs to. Please visit http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit.`,
		);
	}
}
