import type {LookupAttributeKey} from '@aws-sdk/client-cloudtrail';
import {DescribeInstanceAttributeCommand, DescribeInstancesCommand, EC2Client} from '@aws-sdk/client-ec2';
import {IAMClient, ListAttachedUserPoliciesCommand, ListUsersCommand} from '@aws-sdk/client-iam';
import {LambdaClient, ListFunctionUrlConfigsCommand} from '@aws-sdk/client-lambda';
import {GetInstancesCommand, LightsailClient} from '@aws-sdk/client-lightsail';
import {ListAccountsCommand, OrganizationsClient} from '@aws-sdk/client-organizations';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {type RunningScenario, startScenario} from '../../../source/range/scenario.ts';
import {MINES} from '../../../source/range/scenarios/cryptomining/cast.ts';
import {client} from '../services/clients.ts';
import {historyOf, REGIONS} from './history.ts';

const WITHOUT_LIMITS = {consistencyGap: 0, deliveryDelay: 0, lookupRate: Infinity};

let stage: RunningScenario;
beforeAll(async () => {
	stage = await startScenario('cryptomining', {...WITHOUT_LIMITS, live: false});
});
afterAll(() => stage.stop());

const history = (key: LookupAttributeKey, value: string) => historyOf(stage.range, key, value);

test('the lineage: role, chained role, session and federation tokens, a user with a key, and what that took', () => {
	const {credentials} = stage.truth;
	const [key, ...minted] = credentials;
	expect(key).toEqual({id: stage.leakedKeyId, kind: 'user-key', parent: null});
	const depth = (id: string | null): number => {
		const parent = credentials.find(credential => credential.id === id)?.parent ?? null;
		return parent === null ? 0 : 1 + depth(parent);
	};
	const shape = minted.map(({id, kind}) => `${kind} ${depth(id)}`).toSorted();
	expect(shape).toEqual(
		[
			'session 1',
			'session 1',
			'session 1',
			'session 1',
			'federation 1',
			'user-key 2',
			'session 2',
			'session 3',
		].toSorted(),
	);
});

test('the event history shows for each credential exactly the events that it signed', async () => {
	for (const {id} of stage.truth.credentials) {
		const found = await history('AccessKeyId', id);
		expect(new Set(found.map(({eventID}) => eventID))).toEqual(stage.truth.eventsOf(id));
		expect(found.length).toBeGreaterThan(0);
	}
});

test('the finder’s TruffleHog is the first to use the key after the push; the application had used it for days', async () => {
	const events = (await history('AccessKeyId', stage.leakedKeyId)).toSorted((a, b) =>
		a.eventTime.localeCompare(b.eventTime),
	);
	const strangers = events.filter(({sourceIPAddress}) => sourceIPAddress !== '192.0.2.44');
	expect(strangers[0]).toMatchObject({eventName: 'GetCallerIdentity', userAgent: 'TruffleHog'});
	const application = events.filter(({sourceIPAddress}) => sourceIPAddress === '192.0.2.44');
	expect(application.length).toBeGreaterThan(80);
	expect(Date.parse(application[0]?.eventTime ?? '')).toBeLessThan(Date.now() - 36 * 3_600_000);
});

test('dry runs probe every enabled region', async () => {
	const runs = await history('EventName', 'RunInstances');
	const probed = runs.filter(({errorCode}) => errorCode === 'Client.DryRunOperation');
	expect(new Set(probed.map(({awsRegion}) => awsRegion))).toEqual(new Set(REGIONS));
	expect(runs.some(({errorCode}) => errorCode === 'Client.VcpuLimitExceeded')).toBe(true);
});

test('the quarantine comes late, as the user, from inside AWS; then the key is refused and the roles are not', async () => {
	const [quarantine] = (await history('EventName', 'AttachUserPolicy')).filter(
		({sourceIPAddress}) => sourceIPAddress === 'AWS Internal',
	);
	expect(quarantine).toMatchObject({
		userIdentity: {userName: 'ci-deploy'},
		requestParameters: {policyArn: 'arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3'},
	});
	const {AttachedPolicies} = await client(IAMClient, stage.range).send(
		new ListAttachedUserPoliciesCommand({UserName: 'ci-deploy'}),
	);
	expect(AttachedPolicies?.map(({PolicyName}) => PolicyName)).toEqual(['AWSCompromisedKeyQuarantineV3']);
	const after = (await history('EventName', 'RunInstances')).filter(
		({eventTime}) => eventTime > (quarantine?.eventTime ?? ''),
	);
	expect(after.map(({errorCode}) => errorCode).toSorted()).toEqual([
		'Client.UnauthorizedOperation',
		undefined,
	]);
});

test('machines run in six regions, two regions’ protected, and none of the company’s is among them', async () => {
	const {accountId} = stage.range.world;
	const made = stage.truth.resources.filter(({kind}) => kind === 'ec2-instance');
	expect(new Set(made.map(({region}) => region))).toEqual(new Set(MINES));
	const guarded = new Set<string>();
	for (const {id, region} of made) {
		const ec2 = client(EC2Client, stage.range, region);
		const {Reservations} = await ec2.send(new DescribeInstancesCommand({InstanceIds: [id]}));
		expect(Reservations?.[0]).toMatchObject({OwnerId: accountId, Instances: [{State: {Name: 'running'}}]});
		const {DisableApiTermination} = await ec2.send(
			new DescribeInstanceAttributeCommand({InstanceId: id, Attribute: 'disableApiTermination'}),
		);
		if (DisableApiTermination?.Value) {
			guarded.add(region);
		}
	}
	expect(guarded.size).toBe(2);
	const {Reservations = []} = await client(EC2Client, stage.range, 'us-east-1').send(
		new DescribeInstancesCommand({}),
	);
	const names = Reservations.flatMap(({Instances = []}) => Instances.flatMap(({Tags = []}) => Tags))
		.filter(({Key}) => Key === 'Name')
		.map(({Value}) => Value);
	expect(names).toEqual(expect.arrayContaining(['bastion', 'gpu-training', 'build-runner']));
});

test('a function anybody can call, Lightsail instances in two regions, an account in the organization', async () => {
	const urls = await client(LambdaClient, stage.range, 'eu-west-1').send(
		new ListFunctionUrlConfigsCommand({FunctionName: 'log-rotator'}),
	);
	expect(urls.FunctionUrlConfigs).toMatchObject([{AuthType: 'NONE'}]);
	for (const [region, count] of [
		['us-east-1', 2],
		['ap-northeast-1', 1],
	] as const) {
		const {instances} = await client(LightsailClient, stage.range, region).send(new GetInstancesCommand({}));
		expect(instances).toHaveLength(count);
	}
	const {Accounts = []} = await client(OrganizationsClient, stage.range).send(new ListAccountsCommand({}));
	expect(Accounts.map(({Name}) => Name)).toContain('Platform Sandbox');
	expect(await history('EventName', 'CreateAccountResult')).toHaveLength(1);
});

test('a second administrator with a plausible name stands among the users', async () => {
	const {Users = []} = await client(IAMClient, stage.range).send(new ListUsersCommand({}));
	expect(Users.map(({UserName}) => UserName)).toEqual([
		'alice.meyer',
		'bruno.costa',
		'chiara.neri',
		'ci-deploy',
		'responder',
		'svc-cloudwatch-agent',
	]);
	expect(await history('EventName', 'CreateLoginProfile')).toHaveLength(1);
});

test('EC2 asks KMS in the name of whoever starts a machine, under a key that nobody issued', async () => {
	const runs = await history('EventName', 'RunInstances');
	const asked = await history('EventName', 'GenerateDataKeyWithoutPlaintext');
	const mine = asked.filter(({eventID}) => stage.truth.forwarded.has(eventID));
	expect(mine.length).toBe(
		runs.filter(
			({errorCode, sourceIPAddress}) => errorCode === undefined && sourceIPAddress === '198.51.100.23',
		).length,
	);
	const issued = new Set(stage.truth.credentials.map(({id}) => id));
	for (const {userIdentity, eventTime, eventID} of mine) {
		expect(issued).not.toContain(userIdentity.accessKeyId);
		expect(userIdentity.invokedBy).toBe('ec2.amazonaws.com');
		const cause = runs.find(
			run =>
				run.userIdentity.accessKeyId === stage.truth.forwarded.get(eventID) &&
				Math.abs(Date.parse(run.eventTime) - Date.parse(eventTime)) <= 2000,
		);
		expect(cause?.userIdentity.arn).toBe(userIdentity.arn);
	}
});

test('hostile text is in the history as it was sent', async () => {
	const [jest] = (await history('EventName', 'GetCallerIdentity')).filter(({userAgent}) =>
		userAgent.includes('owned'),
	);
	expect(jest?.userAgent).toContain('\u009b2J');
	const [created] = await history('EventName', 'CreateFunction20150331').then(events =>
		events.filter(({requestParameters}) => requestParameters?.['functionName'] === 'log-rotator'),
	);
	expect(created?.requestParameters?.['description']).toContain('\u001b[2J');
});

test('several hundred events are other people’s, over days', async () => {
	const others = [
		...(await history('Username', 'bruno.costa')),
		...(await history('Username', 'alice.meyer')),
		...(await history('Username', 'chiara.neri')),
	];
	expect(others.length).toBeGreaterThan(250);
	const lineage = new Set(stage.truth.credentials.map(({id}) => id));
	expect(others.filter(({userIdentity}) => lineage.has(userIdentity.accessKeyId ?? ''))).toEqual([]);
});

test('the same seed stages the same names, another seed others', async () => {
	const again = await startScenario('cryptomining', {...WITHOUT_LIMITS, live: false});
	const other = await startScenario('cryptomining', {...WITHOUT_LIMITS, live: false, seed: 2});
	await Promise.all([again.stop(), other.stop()]);
	expect(again.truth.credentials).toEqual(stage.truth.credentials);
	expect(again.truth.resources).toEqual(stage.truth.resources);
	expect(other.leakedKeyId).not.toBe(stage.leakedKeyId);
});
