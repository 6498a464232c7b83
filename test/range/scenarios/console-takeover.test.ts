import type {LookupAttributeKey} from '@aws-sdk/client-cloudtrail';
import {IAMClient, ListAttachedUserPoliciesCommand, ListUsersCommand} from '@aws-sdk/client-iam';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {type RunningScenario, startScenario} from '../../../source/range/scenario.ts';
import {client} from '../services/clients.ts';
import {historyOf} from './history.ts';

const BROWSER = '198.51.100.77';

let stage: RunningScenario;
beforeAll(async () => {
	stage = await startScenario('console-takeover', {
		consistencyGap: 0,
		deliveryDelay: 0,
		lookupRate: Infinity,
		live: false,
	});
});
afterAll(() => stage.stop());

const history = (key: LookupAttributeKey, value: string) => historyOf(stage.range, key, value);

const credential = (id: string) => stage.truth.credentials.find(each => each.id === id);

test('the lineage holds every kind of hop, and says which of them no event spells out', () => {
	const shapes = stage.truth.credentials.map(({kind, inferred = 'hop'}) => `${kind} by ${inferred}`);
	expect(new Set(shapes)).toEqual(
		new Set([
			'user-key by hop',
			'federation by hop',
			'console by hop',
			'console by console',
			'console by principal',
			'session by hop',
			'session by session-name',
			'service by hop',
		]),
	);
	for (const {parent} of stage.truth.credentials.slice(1)) expect(credential(parent ?? '')).toBeDefined();
});

test('the event history has, under each id, its events and nobody else’s but those before it was issued', async () => {
	for (const {id} of stage.truth.credentials) {
		const found = new Set((await history('AccessKeyId', id)).map(({eventID}) => eventID));
		const own = stage.truth.eventsOf(id);
		expect([...own].filter(eventID => !found.has(eventID))).toEqual([]);
		for (const eventID of found) expect(own.has(eventID) !== stage.truth.strangers.has(eventID)).toBe(true);
	}
	expect(stage.truth.strangers.size).toBeGreaterThan(5);
});

test('the federation token becomes a console: the token’s event names an id that never calls', async () => {
	const [token] = await history('EventName', 'GetSigninToken');
	const {accessKeyId} = token?.responseElements?.['credentials'] as {accessKeyId: string};
	expect(token).toMatchObject({awsRegion: 'eu-north-1', userIdentity: {type: 'FederatedUser'}});
	expect(credential(token?.userIdentity.accessKeyId ?? '')).toMatchObject({kind: 'federation'});
	expect(credential(accessKeyId)).toMatchObject({kind: 'console', parent: token?.userIdentity.accessKeyId});
	expect(stage.truth.eventsOf(accessKeyId).size).toBe(0);
	const keys = stage.truth.credentials.filter(({parent}) => parent === accessKeyId);
	expect(keys.length).toBeGreaterThanOrEqual(3);
	// What the token itself may not, the console may.
	const made = (await history('EventName', 'CreateUser')).find(
		({requestParameters}) => requestParameters?.['userName'] === 'it-support',
	);
	expect(made).toMatchObject({
		sourceIPAddress: BROWSER,
		sessionCredentialFromConsole: 'true',
		userIdentity: {type: 'FederatedUser'},
	});
	expect(keys.map(({id}) => id)).toContain(made?.userIdentity.accessKeyId);
});

test('sign-ins and switched roles name who it was, and no key', async () => {
	const logins = await history('EventName', 'ConsoleLogin');
	expect(logins.map(({responseElements}) => responseElements?.['ConsoleLogin']).toSorted()).toEqual([
		'Failure',
		'Success',
		'Success',
	]);
	const [switched] = await history('EventName', 'SwitchRole');
	expect(switched?.additionalEventData?.['SwitchFrom']).toMatch(/:user\/it-support$/);
	expect(switched?.userIdentity.arn).toMatch(/:assumed-role\/platform-admin\/it-support$/);
	const successes = logins.filter(({errorMessage}) => errorMessage === undefined);
	for (const {eventID, userIdentity, sourceIPAddress} of [...successes, ...(switched ? [switched] : [])]) {
		expect(userIdentity).not.toHaveProperty('accessKeyId');
		const joined = credential(stage.truth.joined.get(eventID) ?? '');
		expect(joined?.kind).toBe('console');
		expect(sourceIPAddress).toBe(BROWSER);
	}
});

test('an instance and a function act under their own names; the function makes a user with a key', async () => {
	const machines = stage.truth.credentials.filter(({inferred}) => inferred === 'session-name');
	const names = await Promise.all(
		machines.map(async ({id}) => (await history('AccessKeyId', id))[0]?.userIdentity.arn?.split('/').at(-1)),
	);
	const made = stage.truth.resources.map(({id}) => id);
	expect(names).toEqual([made.find(id => id.startsWith('i-')), 'user-sync-nightly']);
	const keyOfUser = stage.truth.credentials.find(
		({kind, parent}) => kind === 'user-key' && parent === machines[1]?.id,
	);
	expect(stage.truth.eventsOf(keyOfUser?.id ?? '').size).toBeGreaterThan(1);
	const addresses = (await history('AccessKeyId', machines[0]?.id ?? '')).map(
		({sourceIPAddress}) => sourceIPAddress,
	);
	expect(new Set(addresses)).toEqual(new Set(['203.0.113.140', BROWSER]));
});

test('Bedrock’s bearer calls show the user and no key', async () => {
	const calls = await history('EventName', 'InvokeModel');
	const service = stage.truth.credentials.find(({kind}) => kind === 'service');
	expect(calls.length).toBeGreaterThan(5);
	for (const {eventID, userIdentity, additionalEventData} of calls) {
		expect(additionalEventData).toMatchObject({callWithBearerToken: true});
		expect(userIdentity).toMatchObject({type: 'IAMUser', userName: 'BedrockAPIKey-7k2m'});
		expect(userIdentity).not.toHaveProperty('accessKeyId');
		expect(stage.truth.joined.get(eventID)).toBe(service?.id);
	}
});

test('what happens in another account is in that account’s trail; a copy of the hop shares its id', async () => {
	const hops = (await history('EventName', 'AssumeRole')).filter(({sharedEventID}) => sharedEventID);
	expect(hops).toHaveLength(1);
	const across = [...stage.truth.elsewhere.values()];
	expect(new Set(across).size).toBe(2);
	for (const id of across) expect(await history('AccessKeyId', id)).toEqual([]);
	expect(await history('EventName', 'AssumeRoot')).toHaveLength(1);
});

test('the newer tokens are minted where few look', async () => {
	for (const name of ['GetScopedCredentials', 'GetDelegatedAccessToken', 'AssumeRoot']) {
		const [event] = await history('EventName', name);
		const {accessKeyId} = event?.responseElements?.['credentials'] as {accessKeyId: string};
		expect(credential(accessKeyId)?.parent).toBe(event?.userIdentity.accessKeyId);
	}
	const [root] = await history('EventName', 'AssumeRoot');
	expect(root?.awsRegion).toBe('ap-southeast-2');
});

test('the leaked user’s ten attachments leave no room for a deny', async () => {
	const iam = client(IAMClient, stage.range);
	const {AttachedPolicies} = await iam.send(
		new ListAttachedUserPoliciesCommand({UserName: 'onboarding-bot'}),
	);
	expect(AttachedPolicies).toHaveLength(10);
	const {Users = []} = await iam.send(new ListUsersCommand({}));
	expect(Users.map(({UserName}) => UserName)).toEqual(
		expect.arrayContaining(['BedrockAPIKey-7k2m', 'it-support', 'ops-metrics', 'chiara.neri']),
	);
});

test('it goes on: consoles, machines and models, until it is stopped', async () => {
	const running = await startScenario('console-takeover', {
		consistencyGap: 0,
		pace: {attacker: 1, application: 20, colleagues: 50},
	});
	const since = running.range.world.clock.now();
	await expect
		.poll(() => running.truth.successesSince(since).size, {timeout: 20_000})
		.toBeGreaterThanOrEqual(12);
	const kinds = [...running.truth.successesSince(since).keys()].map(
		id => running.truth.credentials.find(each => each.id === id)?.kind,
	);
	expect(new Set(kinds)).toEqual(new Set(['user-key', 'federation', 'console', 'session', 'service']));
	await running.stop();
	expect(await running.live?.attacker).toBe('stopped');
});
