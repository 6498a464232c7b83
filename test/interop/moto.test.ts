import {EC2} from '@aws-sdk/client-ec2';
import {IAM} from '@aws-sdk/client-iam';
import {Lambda} from '@aws-sdk/client-lambda';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {type Aws, connect, execute, type ScanUpdate} from '../../source/aws/index.ts';
import {
	deleteKey,
	disableKey,
	enableKey,
	isPossible,
	type Planned,
	removeResources,
	replaceKey,
} from '../../source/domain/plans/index.ts';
import {drain, never} from '../aws/account.ts';
import {openJournal} from '../aws/journal.ts';
import {fake, isInstalled, type Moto, startMoto} from './moto-server.ts';

const installed = isInstalled('moto_server');
const withCli = isInstalled('aws');
if (!installed)
	process.stderr.write("moto_server is not on the PATH: pip install 'moto[server]' to test against it\n");
else if (!withCli)
	process.stderr.write('the AWS CLI is not on the PATH: what moto holds is read back by the SDK alone\n');

/** Moto builds each region on its first call, which takes it a while. */
const regions = ['us-east-1', 'eu-west-1', 'eu-west-2', 'ap-south-1'];

/** AWS as somebody else understood it: our own range could share our mistakes, moto does not. */
describe.skipIf(!installed)('against moto_server', {timeout: 120_000}, () => {
	let moto: Moto;
	let aws: Aws;
	let iam: IAM;
	const config = () => ({endpoint: moto.url, region: 'us-east-1', credentials: fake});

	beforeAll(async () => {
		moto = await startMoto();
		iam = new IAM(config());
		aws = await connect({
			profile: null,
			credentials: fake,
			endpointUrl: moto.url,
			version: 'test',
			regions,
		});
	});

	afterAll(async () => {
		aws?.close();
		await moto?.close();
	});

	async function run(planned: Planned) {
		if (!isPossible(planned)) throw new Error(planned.reason);
		const identity = await aws.identity(never);
		const gate = aws.openGate({
			mode: 'respond',
			journal: openJournal(),
			identity,
			inLineage: () => false,
			now: Date.now,
		});
		const outcomes = await execute(planned, gate, {signal: never, onOutcome() {}});
		return planned.steps.map(({id}) => outcomes.get(id));
	}

	interface Keys {
		readonly AccessKeyMetadata?:
			| readonly {AccessKeyId?: string | undefined; Status?: string | undefined}[]
			| undefined;
	}

	function states({AccessKeyMetadata = []}: Keys) {
		return Object.fromEntries(AccessKeyMetadata.map(({AccessKeyId, Status}) => [AccessKeyId, Status]));
	}

	/** The keys of a user and their state, as the SDK reads them back. */
	async function keysOf(userName: string) {
		return states(await iam.listAccessKeys({UserName: userName}));
	}

	test('a key is traced to its user, with all that the user has', async () => {
		await iam.createUser({UserName: 'ci-deploy'});
		await iam.createLoginProfile({UserName: 'ci-deploy', Password: `Fake-${Math.random()}`});
		const PolicyDocument =
			'{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}';
		await iam.putUserPolicy({UserName: 'ci-deploy', PolicyName: 'deploy', PolicyDocument});
		const key = (await iam.createAccessKey({UserName: 'ci-deploy'})).AccessKey?.AccessKeyId ?? '';
		const identity = await aws.identity(never);
		await aws.checkKeys([key], identity, never);
		expect(await aws.facts(key, never)).toMatchObject({
			account: identity.account,
			status: {value: 'Active'},
			userName: 'ci-deploy',
			userArn: `arn:aws:iam::${identity.account}:user/ci-deploy`,
			keys: {value: [{id: key, status: 'Active'}]},
			otherCredentials: {value: [{kind: 'password', id: 'ci-deploy', status: 'Active'}]},
			policies: {value: [{name: 'deploy', arn: null, via: 'inline'}]},
		});
	});

	test('a key is disabled, enabled, replaced and deleted', async () => {
		await iam.createUser({UserName: 'app'});
		const key = (await iam.createAccessKey({UserName: 'app'})).AccessKey?.AccessKeyId ?? '';
		const facts = () => aws.facts(key, never);

		await run(disableKey(await facts(), []));
		expect(await keysOf('app')).toEqual({[key]: 'Inactive'});
		await run(enableKey(await facts()));
		expect(await keysOf('app')).toEqual({[key]: 'Active'});
		const [created] = await run(replaceKey(await facts()));
		const made = created?.status === 'done' ? created.output['AccessKey'] : null;
		expect(made).toMatchObject({UserName: 'app', SecretAccessKey: expect.stringMatching(/^.{40}$/)});
		expect(Object.keys(await keysOf('app'))).toHaveLength(2);
		await run(deleteKey(await facts(), []));
		const left = await keysOf('app');
		expect(left).not.toHaveProperty(key);
		if (!withCli) return;
		expect(
			states((await moto.cli('us-east-1', 'iam', 'list-access-keys', '--user-name', 'app')) as Keys),
		).toEqual(left);
	});

	/** Everything that is there, and the last word on each kind and region. */
	async function scan() {
		const updates: readonly ScanUpdate[] = await drain(aws.scan(never));
		return {
			found: updates.filter(update => update.scan.state === 'done').flatMap(({resources}) => resources),
			last: new Map(updates.map(update => [`${update.kind}/${update.region}`, update.scan])),
		};
	}

	test('protected instances in two regions are found and terminated', async () => {
		for (const region of ['eu-west-1', 'ap-south-1']) {
			const ec2 = new EC2({...config(), region});
			const {Instances = []} = await ec2.runInstances({ImageId: 'ami-12c6146b', MinCount: 1, MaxCount: 1});
			const [{InstanceId} = {}] = Instances;
			await ec2.modifyInstanceAttribute({InstanceId, DisableApiTermination: {Value: true}});
		}
		const {found} = await scan();
		const instances = found.filter(({kind}) => kind === 'ec2-instance');
		expect(instances.map(({region}) => region).sort()).toEqual(['ap-south-1', 'eu-west-1']);
		expect(instances.map(({protections}) => protections)).toEqual([
			['termination protection'],
			['termination protection'],
		]);
		const outcomes = await run(removeResources(instances));
		expect(outcomes.map(outcome => outcome?.status)).toEqual(['done', 'done', 'done', 'done']);
		const after = await scan();
		expect(after.found.filter(({kind}) => kind === 'ec2-instance').every(({gone}) => gone)).toBe(true);
		if (withCli) {
			const answer = await moto.cli('eu-west-1', 'ec2', 'describe-instances');
			expect(JSON.stringify(answer)).toContain('"Name":"terminated"');
		}
	});

	test('a function is found and deleted', async () => {
		const trust =
			'{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}';
		const {Role} = await iam.createRole({RoleName: 'fn', AssumeRolePolicyDocument: trust});
		const lambda = new Lambda({...config(), region: 'eu-west-2'});
		await lambda.createFunction({
			FunctionName: 'backdoor',
			Runtime: 'nodejs22.x',
			Handler: 'index.handler',
			Role: Role?.Arn,
			Code: {ZipFile: emptyZip},
		});
		await lambda.createFunctionUrlConfig({FunctionName: 'backdoor', AuthType: 'NONE'});
		const functions = (await scan()).found.filter(({kind}) => kind === 'lambda-function');
		expect(functions).toMatchObject([
			{
				id: 'backdoor',
				region: 'eu-west-2',
				notes: [expect.stringMatching(/URL/), 'role fn', expect.anything()],
			},
		]);
		expect(await run(removeResources(functions))).toMatchObject([{status: 'done'}]);
		expect((await lambda.listFunctions({})).Functions).toEqual([]);
	});

	test('what moto does not have is said in one line each: LookupEvents, Lightsail', async () => {
		const query = {
			region: 'us-east-1',
			attribute: {key: 'AccessKeyId', value: fake.accessKeyId},
			since: Date.now() - 3_600_000,
			until: Date.now(),
			token: null,
		} as const;
		await expect(aws.lookup(query, never)).rejects.toMatchObject({
			kind: 'unsupported',
			message: 'cloudtrail:LookupEvents in us-east-1 is not supported by this endpoint',
		});
		const {last} = await scan();
		expect(last.get('lightsail-instance/us-east-1')).toMatchObject({
			state: 'failed',
			error: 'lightsail:GetInstances in us-east-1 is not supported by this endpoint',
		});
	});

	test('its regions are listed', async () => {
		const all = await connect({
			profile: null,
			credentials: fake,
			endpointUrl: moto.url,
			version: 'test',
			regions: null,
		});
		const {enabled, error} = await all.regions(never);
		all.close();
		expect(enabled).toContain('sa-east-1');
		expect(error).toBeNull();
	});

	test('a key that moto does not know is told apart from one that may not be read', async () => {
		const facts = await aws.facts(`AKIA${'GONE'.repeat(4)}`, never);
		expect(facts.userName).toBeNull();
		expect(facts.keys.error).toMatch(/no user of this account has the key/);
	});
});

/** The end record of a zip without entries. */
const emptyZip = new Uint8Array([80, 75, 5, 6, ...new Array<number>(18).fill(0)]);
