import {execFile, spawnSync} from 'node:child_process';
import {promisify} from 'node:util';
import {IAMClient, UpdateAccessKeyCommand} from '@aws-sdk/client-iam';
import {AssumeRoleCommand, STSClient} from '@aws-sdk/client-sts';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {type RunningScenario, startScenario} from '../../source/range/scenario.ts';
import {trust} from './harness.ts';
import {client} from './services/clients.ts';

// The AWS CLI has schemas of its own: the second opinion on the wire protocols.
const isThere = spawnSync('aws', ['--version']).status === 0;
if (!isThere) {
	process.stderr.write('The AWS CLI is not on the PATH: its opinion on the range is left out.\n');
}

// The CLI takes seconds to start, and more on a busy machine.
describe.runIf(isThere)(
	'the AWS CLI, pointed at the range by the printed environment',
	{timeout: 240_000},
	() => {
		let stage: RunningScenario;
		beforeAll(async () => {
			stage = await startScenario('cryptomining', {live: false, deliveryDelay: 0, consistencyGap: 0});
		});
		afterAll(() => stage.stop());

		/** What the CLI prints as JSON; its complaint where it fails. */
		async function aws(keys: Record<string, string>, ...args: string[]): Promise<unknown> {
			const env = {
				PATH: process.env['PATH'],
				AWS_CONFIG_FILE: '/dev/null',
				AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
				AWS_MAX_ATTEMPTS: '1',
				...stage.environment,
				...keys,
			};
			try {
				const {stdout} = await promisify(execFile)('aws', [...args, '--output', 'json'], {env});
				return stdout === '' ? undefined : JSON.parse(stdout);
			} catch (error) {
				return String((error as {stderr?: string}).stderr).trim();
			}
		}

		test('lists users, machines, functions, Lightsail instances, accounts and events', async () => {
			const [users, machines, functions, lightsail, accounts, events] = await Promise.all([
				aws({}, 'iam', 'list-users', '--query', 'Users[].UserName'),
				aws(
					{},
					...['ec2', 'describe-instances', '--region', 'us-west-2'],
					...['--filters', 'Name=instance-state-name,Values=running'],
					...['--query', 'Reservations[].Instances[].[InstanceType,State.Name]'],
				),
				aws({}, 'lambda', 'list-functions', '--region', 'eu-west-1', '--query', 'Functions[].FunctionName'),
				aws({}, 'lightsail', 'get-instances', '--region', 'ap-northeast-1', '--query', 'instances[].name'),
				aws({}, 'organizations', 'list-accounts', '--query', 'Accounts[].Name'),
				aws(
					{},
					...['cloudtrail', 'lookup-events', '--region', 'us-east-1', '--query', 'Events[].EventName'],
					...['--lookup-attributes', 'AttributeKey=EventName,AttributeValue=CreateUser'],
				),
			]);
			expect(users).toContain('ci-deploy');
			expect(machines).toEqual([
				['g5.12xlarge', 'running'],
				['g5.12xlarge', 'running'],
			]);
			expect(functions).toEqual(['log-rotator']);
			expect(lightsail).toEqual(['nodejs-1']);
			expect(accounts).toContain('Platform Sandbox');
			expect(events).toEqual(['CreateUser', 'CreateUser']);
		});

		test('sends nested input that arrives', async () => {
			const {accountId, iam} = stage.range.world;
			const [, role] = await Promise.all([
				aws(
					{},
					...['iam', 'create-user', '--user-name', 'cli'],
					...['--tags', 'Key=a,Value=1', 'Key=b,Value=2 <&>'],
				),
				aws(
					{},
					...['iam', 'create-role', '--role-name', 'cli-role', '--query', 'Role.AssumeRolePolicyDocument'],
					...['--assume-role-policy-document', trust(accountId)],
				),
			]);
			expect(iam.users.get('cli')?.tags).toEqual([
				{Key: 'a', Value: '1'},
				{Key: 'b', Value: '2 <&>'},
			]);
			expect(role).toEqual(JSON.parse(trust(accountId)));
		});

		test('understands the refusals of each protocol', async () => {
			const unknown = {AWS_ACCESS_KEY_ID: 'AKIAQQQQQQQQQQQQQQQQ'};
			expect(
				await Promise.all([
					aws({}, 'iam', 'get-user', '--user-name', 'nobody'),
					aws(unknown, 'ec2', 'describe-instances'),
					aws(unknown, 'account', 'list-regions'),
					aws(unknown, 'organizations', 'list-accounts'),
				]),
			).toEqual([
				expect.stringContaining(
					'(NoSuchEntity) when calling the GetUser operation: The user with name nobody cannot be found.',
				),
				expect.stringContaining('(AuthFailure) when calling the DescribeInstances operation'),
				expect.stringContaining('(UnrecognizedClientException) when calling the ListRegions operation'),
				expect.stringContaining('(UnrecognizedClientException) when calling the ListAccounts operation'),
			]);
		});

		test('a disabled key is refused; the session taken with it before goes on', async () => {
			const {accountId} = stage.range.world;
			const {Credentials} = await client(STSClient, stage.range, 'us-east-1', stage.leaked).send(
				new AssumeRoleCommand({
					RoleArn: `arn:aws:iam::${accountId}:role/deploy-role`,
					RoleSessionName: 'cli',
				}),
			);
			const {accessKeyId, secretAccessKey} = stage.leaked;
			await client(IAMClient, stage.range).send(
				new UpdateAccessKeyCommand({UserName: 'ci-deploy', AccessKeyId: accessKeyId, Status: 'Inactive'}),
			);
			const leaked = {AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey};
			const session = {
				AWS_ACCESS_KEY_ID: Credentials?.AccessKeyId ?? '',
				AWS_SECRET_ACCESS_KEY: Credentials?.SecretAccessKey ?? '',
				AWS_SESSION_TOKEN: Credentials?.SessionToken ?? '',
			};
			const [refusal, identity] = await Promise.all([
				aws(leaked, 'sts', 'get-caller-identity'),
				aws(session, 'sts', 'get-caller-identity', '--query', 'Arn'),
			]);
			expect(refusal).toContain('InvalidClientTokenId');
			expect(identity).toMatch(/assumed-role\/deploy-role\/cli$/);
		});
	},
);
