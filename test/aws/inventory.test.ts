import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {ScanUpdate} from '../../source/aws/index.ts';
import type {Resource} from '../../source/domain/resource.ts';
import {type Account, drain, never, openAccount} from './account.ts';

let account: Account;

async function runInstance(region: string, options: Record<string, unknown> = {}): Promise<string> {
	const {Instances} = await account
		.ec2(region)
		.runInstances({ImageId: 'ami-12345678', InstanceType: 'c5.large', MinCount: 1, MaxCount: 1, ...options});
	return Instances?.[0]?.InstanceId ?? '';
}

beforeAll(async () => {
	account = await openAccount();
});

afterAll(() => account.close());

async function scan(signal = never): Promise<readonly ScanUpdate[]> {
	return drain(account.aws.scan(signal));
}

/** What is there when all is read. */
function found(updates: readonly ScanUpdate[]): readonly Resource[] {
	return updates.filter(({scan}) => scan.state === 'done').flatMap(({resources}) => resources);
}

/** The last word on each kind and region. */
function states(updates: readonly ScanUpdate[]): ReadonlyMap<string, ScanUpdate['scan']> {
	return new Map(updates.map(({kind, region, scan}) => [`${kind}/${region}`, scan]));
}

describe('the inventory', () => {
	test('finds what is in every region, with what protects it', async () => {
		const plain = await runInstance('sa-east-1', {
			TagSpecifications: [{ResourceType: 'instance', Tags: [{Key: 'Name', Value: 'web\u001b[2J'}]}],
		});
		const guarded = await runInstance('ap-south-1', {DisableApiTermination: true});
		const stubborn = await runInstance('ap-south-1');
		await account
			.ec2('ap-south-1')
			.modifyInstanceAttribute({InstanceId: stubborn, DisableApiStop: {Value: true}});
		await account.lightsail('us-west-2').createInstances({
			instanceNames: ['relay'],
			availabilityZone: 'us-west-2a',
			blueprintId: 'ubuntu_24_04',
			bundleId: 'nano_3_0',
		});
		const updates = await scan();
		const byId = new Map(found(updates).map(resource => [resource.id, resource]));
		expect([...byId.keys()].sort()).toEqual([plain, guarded, stubborn, 'relay'].sort());
		expect(byId.get(plain)).toMatchObject({
			kind: 'ec2-instance',
			region: 'sa-east-1',
			name: 'web\ufffd[2J',
			type: 'c5.large',
			gone: false,
			protections: [],
		});
		expect(byId.get(guarded)?.protections).toEqual(['termination protection']);
		expect(byId.get(stubborn)?.protections).toEqual(['stop protection']);
		expect(byId.get('relay')).toMatchObject({
			kind: 'lightsail-instance',
			region: 'us-west-2',
			type: 'nano_3_0',
		});
	});

	test('says of every region how far it is, and that one is not enabled', async () => {
		const last = states(await scan());
		expect(last.get('ec2-instance/eu-west-1')).toEqual({state: 'done', count: 0});
		expect(last.get('ec2-instance/ap-south-1')).toEqual({state: 'done', count: 2});
		expect(last.get('lambda-function/af-south-1')).toEqual({state: 'not-enabled'});
		expect([...last.values()].every(({state}) => state !== 'reading')).toBe(true);
	});

	test('calls a denied region denied, not empty, and reads the others', async () => {
		const allow = account.range.faults.add({kind: 'deny', service: 'ec2', region: 'ap-south-1'});
		const updates = await scan();
		allow();
		expect(states(updates).get('ec2-instance/ap-south-1')).toMatchObject({
			state: 'denied',
			error: expect.stringMatching(/^no permission for ec2:DescribeInstances in ap-south-1/),
		});
		expect(states(updates).get('ec2-instance/sa-east-1')).toEqual({state: 'done', count: 1});
	});

	test('shows instances whose protection may not be read, as unknown', async () => {
		const allow = account.range.faults.add({
			kind: 'deny',
			service: 'ec2',
			operation: 'DescribeInstanceAttribute',
		});
		const updates = await scan();
		allow();
		const protections = found(updates).flatMap(resource => resource.protections);
		expect(protections).toEqual(['protection unknown', 'protection unknown', 'protection unknown']);
	});

	test('shows a terminated instance as gone, without asking what protects it', async () => {
		const id = await runInstance('eu-north-1');
		await account.ec2('eu-north-1').terminateInstances({InstanceIds: [id]});
		const resource = found(await scan()).find(({region}) => region === 'eu-north-1');
		expect(resource?.state).toMatch(/shutting-down|terminated/);
		expect(resource?.protections).toEqual([]);
	});

	test('tells of functions that anybody may call', async () => {
		const {iam} = account;
		const trust =
			'{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}';
		const role = await iam.createRole({RoleName: 'fn', AssumeRolePolicyDocument: trust});
		const lambda = account.lambda('eu-west-2');
		await lambda.createFunction({
			FunctionName: 'backdoor',
			Runtime: 'nodejs22.x',
			Handler: 'index.handler',
			Role: role.Role?.Arn,
			Code: {ZipFile: new Uint8Array([80, 75])},
		});
		await lambda.createFunctionUrlConfig({FunctionName: 'backdoor', AuthType: 'NONE'});
		const [resource] = found(await scan()).filter(({kind}) => kind === 'lambda-function');
		expect(resource).toMatchObject({id: 'backdoor', region: 'eu-west-2', type: 'nodejs22.x'});
		expect(resource?.notes[0]).toMatch(/^public URL https:/);
		expect(resource?.notes).toContain('role fn');
	});

	test('ends quietly when nobody wants it any more', async () => {
		const abort = new AbortController();
		const updates: ScanUpdate[] = [];
		for await (const update of account.aws.scan(abort.signal)) {
			updates.push(update);
			if (update.scan.state === 'done') abort.abort();
		}
		expect(updates.filter(({scan}) => scan.state === 'done')).toHaveLength(1);
		expect(updates.filter(({scan}) => scan.state === 'failed')).toEqual([]);
	});
});
