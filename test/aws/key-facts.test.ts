import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {type Account, never, openAccount} from './account.ts';

let account: Account;
let key: string;

beforeAll(async () => {
	account = await openAccount();
	const {iam} = account;
	await iam.createUser({UserName: 'ci-deploy', Path: '/robots/'});
	const made = await iam.createAccessKey({UserName: 'ci-deploy'});
	key = made.AccessKey?.AccessKeyId ?? '';
	const second = await iam.createAccessKey({UserName: 'ci-deploy'});
	await iam.updateAccessKey({
		UserName: 'ci-deploy',
		AccessKeyId: second.AccessKey?.AccessKeyId,
		Status: 'Inactive',
	});
	await iam.createLoginProfile({UserName: 'ci-deploy', Password: `Fake-${Math.random()}-aA1!`});
	await iam.attachUserPolicy({UserName: 'ci-deploy', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess'});
	await iam.putUserPolicy({
		UserName: 'ci-deploy',
		PolicyName: 'deploy',
		PolicyDocument: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
	});
	await iam.createGroup({GroupName: 'builders'});
	await iam.attachGroupPolicy({GroupName: 'builders', PolicyArn: 'arn:aws:iam::aws:policy/PowerUserAccess'});
	await iam.addUserToGroup({GroupName: 'builders', UserName: 'ci-deploy'});
});

afterAll(() => account.close());

describe('the facts of a key', () => {
	test('are its user, its state, and everything that the user has besides', async () => {
		const facts = await account.aws.facts(key, never);
		expect(facts).toMatchObject({
			id: key,
			account: account.range.world.accountId,
			status: {value: 'Active', error: null},
			userName: 'ci-deploy',
			userArn: `arn:aws:iam::${account.range.world.accountId}:user/robots/ci-deploy`,
			lastUsed: {value: null, error: null},
			quarantine: null,
		});
		expect(facts.created).toBeGreaterThan(0);
		expect(facts.keys.value?.map(({status}) => status)).toEqual(['Active', 'Inactive']);
		expect(facts.otherCredentials.value).toEqual([{kind: 'password', id: 'ci-deploy', status: 'Active'}]);
		expect(facts.policies.value).toEqual([
			{name: 'ReadOnlyAccess', arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess', via: 'attached'},
			{name: 'deploy', arn: null, via: 'inline'},
			{name: 'PowerUserAccess', arn: 'arn:aws:iam::aws:policy/PowerUserAccess', via: 'group builders'},
		]);
		expect(facts.gaps).toBeUndefined();
	});

	test("name AWS's quarantine, whatever its version", async () => {
		const quarantine = {
			UserName: 'ci-deploy',
			PolicyArn: 'arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3',
		};
		await account.iam.attachUserPolicy(quarantine);
		expect((await account.aws.facts(key, never)).quarantine).toBe('AWSCompromisedKeyQuarantineV3');
		await account.iam.detachUserPolicy(quarantine);
	});

	test('that may not be read are told, and hide nothing else', async () => {
		const allowAgain = [
			account.range.faults.add({kind: 'deny', service: 'iam', operation: 'ListGroupsForUser'}),
			account.range.faults.add({kind: 'deny', service: 'iam', operation: 'ListAccessKeys'}),
		];
		const facts = await account.aws.facts(key, never);
		for (const allow of allowAgain) allow();
		expect(facts.userName).toBe('ci-deploy');
		expect(facts.keys.error).toMatch(/^no permission for iam:ListAccessKeys/);
		expect(facts.status.error).toMatch(/^no permission for iam:ListAccessKeys/);
		expect(facts.policies.value?.map(({name}) => name)).toEqual(['ReadOnlyAccess', 'deploy']);
		expect(facts.gaps).toEqual([
			expect.stringMatching(/^policies of groups: no permission for iam:ListGroupsForUser/),
		]);
	});

	test('are found by searching the users where the last use may not be asked', async () => {
		const allow = account.range.faults.add({kind: 'deny', service: 'iam', operation: 'GetAccessKeyLastUsed'});
		const facts = await account.aws.facts(key, never);
		allow();
		expect(facts).toMatchObject({userName: 'ci-deploy', status: {value: 'Active'}});
		expect(facts.lastUsed.error).toMatch(/^no permission for iam:GetAccessKeyLastUsed/);
	});

	test('of a key that no user has: deleted, or mistyped', async () => {
		const facts = await account.aws.facts(`AKIA${'GONE'.repeat(4)}`, never);
		expect(facts).toMatchObject({userName: null, status: {value: 'deleted'}});
		expect(facts.keys.error).toMatch(/deleted, or the id is mistyped/);
	});

	test('of a temporary key are that IAM has none', async () => {
		const facts = await account.aws.facts(`ASIA${'TEMP'.repeat(4)}`, never);
		expect(facts.status.error).toMatch(/^a temporary key has no status/);
		expect(facts.userName).toBeNull();
	});

	test('stop being read when nobody wants them', async () => {
		await expect(account.aws.facts(key, AbortSignal.abort())).rejects.toMatchObject({name: 'AbortError'});
	});
});
