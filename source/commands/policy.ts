import {leastPrivilege} from '../aws/least-privilege.ts';
import {partitionOfRegion} from '../domain/partition.ts';
import {write} from './streams.ts';

/**
 * `leaktui policy read|respond`: prints what IAM must allow, as a policy document. For the partition of the region that
 * the environment names.
 *
 * @returns the exit status: 0.
 */
export async function policy(
	purpose: 'read' | 'respond',
	{stdout}: {readonly stdout: NodeJS.WritableStream},
): Promise<number> {
	const region = process.env['AWS_REGION'] || process.env['AWS_DEFAULT_REGION'] || 'us-east-1';
	await write(stdout, `${JSON.stringify(leastPrivilege(purpose, partitionOfRegion(region)), null, '\t')}\n`);
	return 0;
}
