import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {type Account, never, openAccount, sessionOf} from './account.ts';
import {fakeCredentials} from './wire.ts';

let account: Account;

beforeAll(async () => {
	account = await openAccount();
});

afterAll(() => account.close());

describe('who we are', () => {
	test('is what STS says, and the key that signs', async () => {
		const {accountId} = account.range.world;
		expect(await account.aws.identity(never)).toEqual({
			account: accountId,
			arn: `arn:aws:iam::${accountId}:user/responder`,
			credential: account.range.responder.accessKeyId,
		});
	});

	test('is told of temporary credentials too', async () => {
		const credentials = await sessionOf(account.range, account.range.responder);
		const aws = await account.connect({credentials});
		expect((await aws.identity(never)).credential).toBe(credentials.accessKeyId);
	});

	test('cannot be told with a key that AWS does not know', async () => {
		const aws = await account.connect({credentials: fakeCredentials()});
		await expect(aws.identity(never)).rejects.toMatchObject({
			kind: 'credentials',
			message:
				'AWS does not know the access key in us-east-1: it is inactive, deleted or mistyped; use other credentials',
		});
	});
});

describe('whose key it is', () => {
	/** Encodes 609629065308, as AWS does. */
	const foreign = 'AKIAY34FZKBOKMUTVV7A';

	test("the responder's account has it", async () => {
		const identity = await account.aws.identity(never);
		await account.aws.checkKeys([identity.credential], identity, never);
	});

	test('another account has it: both are named, and what to do', async () => {
		const identity = await account.aws.identity(never);
		await expect(account.aws.checkKeys([foreign], identity, never)).rejects.toMatchObject({
			message: `${foreign} belongs to account 609629065308, and you are in ${identity.account}: use a profile of that account`,
		});
	});

	test('the account that the id encodes counts where AWS may not be asked', async () => {
		const identity = await account.aws.identity(never);
		const allow = account.range.faults.add({kind: 'deny', service: 'sts', operation: 'GetAccessKeyInfo'});
		await account.aws.checkKeys([identity.credential], identity, never);
		await expect(account.aws.checkKeys([foreign], identity, never)).rejects.toMatchObject({
			kind: 'not-found',
		});
		allow();
	});

	test('what is no key id is called so, without its escape sequences', async () => {
		const identity = await account.aws.identity(never);
		await expect(account.aws.checkKeys(['AKIA\u001b[2J'], identity, never)).rejects.toMatchObject({
			message: 'AKIA\ufffd[2J is no access key id: AKIA or ASIA and 16 letters or digits',
		});
	});
});

describe('the regions', () => {
	test('are all that the account has, enabled or not', async () => {
		const {enabled, disabled, lightsail, error} = await (await account.connect({})).regions(never);
		expect(enabled).toContain('us-east-1');
		expect(disabled).toContain('af-south-1');
		expect(lightsail).toContain('us-west-2');
		expect(enabled.length + disabled.length).toBe(34);
		expect(error).toBeNull();
	});

	test('are asked of EC2 where the account service says no', async () => {
		const whole = await (await account.connect({})).regions(never);
		const allow = account.range.faults.add({kind: 'deny', service: 'account'});
		expect(await (await account.connect({})).regions(never)).toEqual(whole);
		allow();
	});

	test('are the ones that every account has where nobody says, and that is told', async () => {
		const stop = account.range.faults.add({kind: 'deny'});
		const {enabled, disabled, error} = await (await account.connect({})).regions(never);
		stop();
		expect(enabled).toHaveLength(17);
		expect(disabled).toEqual([]);
		expect(error).toMatch(
			/^the default regions are read; others cannot be listed: no permission for ec2:DescribeRegions/,
		);
	});

	test('are only the chosen ones if some were chosen', async () => {
		const aws = await account.connect({regions: ['eu-west-1', 'af-south-1']});
		expect(await aws.regions(never)).toMatchObject({
			enabled: ['eu-west-1'],
			disabled: ['af-south-1'],
			lightsail: ['eu-west-1'],
		});
	});
});

describe('LookupEvents', () => {
	test('gives the records themselves, page by page', async () => {
		for (let call = 0; call < 60; call++) await account.iam.listUsers({});
		const key = account.range.responder.accessKeyId;
		const query = {
			region: 'us-east-1',
			attribute: {key: 'AccessKeyId', value: key},
			since: account.range.world.clock.now() - 3_600_000,
			until: account.range.world.clock.now() + 60_000,
		} as const;
		const first = await account.aws.lookup({...query, token: null}, never);
		expect(first.records).toHaveLength(50);
		expect(first.records[0]).toMatchObject({userIdentity: {accessKeyId: key}, eventName: expect.any(String)});
		const second = await account.aws.lookup({...query, token: first.token}, never);
		expect(second.records.length).toBeGreaterThan(0);
		expect(first.records).not.toContainEqual(second.records[0]);
	});

	test('that is throttled says so', async () => {
		const stop = account.range.faults.add({kind: 'throttle', service: 'cloudtrail'});
		const query = {
			region: 'eu-west-1',
			attribute: {key: 'EventName', value: 'x'},
			since: 0,
			until: 1000,
			token: null,
		} as const;
		await expect(account.aws.lookup(query, never)).rejects.toMatchObject({kind: 'throttled'});
		stop();
	});
});
