import {execFile, spawnSync} from 'node:child_process';
import {promisify} from 'node:util';
import {describe, expect, test} from 'vitest';
import {stageRange, trust} from '../harness.ts';

// botocore has schemas and parsers of its own: what it sends and understands does not follow from the SDK's.
const isThere = spawnSync('aws', ['--version']).status === 0;
if (!isThere) process.stderr.write('The AWS CLI is not on the PATH: its opinion on the wire is left out.\n');

describe.runIf(isThere)('the AWS CLI', {timeout: 240_000}, () => {
	const stage = stageRange();

	/** What the CLI prints as JSON; its complaint where it fails. */
	async function aws(args: readonly string[], keys: Readonly<Record<string, string>> = {}): Promise<unknown> {
		const {PATH} = process.env;
		const files = {
			AWS_CONFIG_FILE: '/dev/null',
			AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
			AWS_MAX_ATTEMPTS: '1',
		};
		const env = {PATH, ...files, ...stage.range.environment(), ...keys};
		try {
			const {stdout} = await promisify(execFile)('aws', [...args, '--output', 'json'], {env});
			return stdout === '' ? undefined : JSON.parse(stdout);
		} catch (error) {
			return String((error as {stderr?: string}).stderr).trim();
		}
	}

	test('sends nested input that arrives', async () => {
		const {accountId} = stage.range.world;
		const [, role, regions] = await Promise.all([
			aws(['iam', 'create-user', '--user-name', 'cli', '--tags', 'Key=a,Value=1', 'Key=b,Value=2 <&>']),
			aws([
				...['iam', 'create-role', '--role-name', 'cli-role', '--query', 'Role.AssumeRolePolicyDocument'],
				...['--assume-role-policy-document', trust(accountId)],
			]),
			aws(['account', 'list-regions', '--query', 'Regions[].RegionName']),
		]);
		expect(stage.range.world.iam.users.get('cli')?.tags).toEqual([
			{Key: 'a', Value: '1'},
			{Key: 'b', Value: '2 <&>'},
		]);
		expect(role).toEqual(JSON.parse(trust(accountId)));
		expect(regions).toEqual(expect.arrayContaining(['us-east-1', 'eu-central-2']));
	});

	test('understands the refusals of each protocol', async () => {
		const unknown = {AWS_ACCESS_KEY_ID: 'AKIAQQQQQQQQQQQQQQQQ'};
		expect(
			await Promise.all([
				aws(['iam', 'get-user', '--user-name', 'nobody']),
				aws(['sts', 'get-caller-identity'], unknown),
				aws(['ec2', 'describe-instances'], unknown),
				aws(['lambda', 'list-functions'], unknown),
				aws(['cloudtrail', 'lookup-events', '--max-results', '51'], {}),
			]),
		).toEqual([
			expect.stringContaining(
				'(NoSuchEntity) when calling the GetUser operation: The user with name nobody cannot be found.',
			),
			expect.stringContaining('(InvalidClientTokenId) when calling the GetCallerIdentity operation'),
			expect.stringContaining('(AuthFailure) when calling the DescribeInstances operation'),
			expect.stringContaining('(UnrecognizedClientException) when calling the ListFunctions operation'),
			expect.stringContaining('MaxResults'),
		]);
	});
});
