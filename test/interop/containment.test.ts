import {IAM} from '@aws-sdk/client-iam';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {type Aws, connect, execute} from '../../source/aws/index.ts';
import type {Principal} from '../../source/domain/containment/principal.ts';
import type {UserState} from '../../source/domain/containment/state.ts';
import type {JournalEntry} from '../../source/domain/journal.ts';
import {contain, isPossible, type Planned, removePasswords, undo} from '../../source/domain/plans/index.ts';
import {never} from '../aws/account.ts';
import {openJournal} from '../aws/journal.ts';
import {credentialOf} from '../domain/plans/facts.ts';
import {policy, trust} from '../range/harness.ts';
import {fake, isInstalled, type Moto, startMoto} from './moto-server.ts';

const installed = isInstalled('moto_server') && isInstalled('aws');
if (!installed)
	process.stderr.write(
		"moto_server and the AWS CLI are not both on the PATH: pip install 'moto[server]' awscli\n",
	);

/** Containment as somebody else understood IAM, read back by the AWS CLI, whose schemas are its own. */
describe.skipIf(!installed)('containment on moto, read back by the AWS CLI', {timeout: 120_000}, () => {
	let moto: Moto;
	let aws: Aws;
	let iam: IAM;
	let key: string;
	const journal = openJournal();
	const account = '123456789012';

	beforeAll(async () => {
		moto = await startMoto();
		iam = new IAM({endpoint: moto.url, region: 'us-east-1', credentials: fake});
		aws = await connect({
			profile: null,
			credentials: fake,
			endpointUrl: moto.url,
			version: 'test',
			regions: null,
		});
		await iam.createUser({UserName: 'app', Path: '/ci/'});
		key = (await iam.createAccessKey({UserName: 'app'})).AccessKey?.AccessKeyId ?? '';
		await iam.createLoginProfile({UserName: 'app', Password: `Fake-${Math.random()}-aA1!`});
		await iam.putUserPolicy({UserName: 'app', PolicyName: 'own', PolicyDocument: policy('Allow', 's3:*')});
		const AssumeRolePolicyDocument = trust(`arn:aws:iam::${account}:root`);
		await iam.createRole({RoleName: 'deploy', Path: '/ci/', AssumeRolePolicyDocument});
	});

	afterAll(async () => {
		aws?.close();
		await moto?.close();
	});

	const principals = (): readonly Principal[] =>
		(['user', 'role'] as const).map(kind => {
			const name = kind === 'user' ? 'app' : 'deploy';
			const arn = `arn:aws:iam::${account}:${kind}/ci/${name}`;
			return {kind, name, account, arn, made: false, why: [], lastTaken: null, regions: []};
		});

	async function run(planned: Planned) {
		if (!isPossible(planned)) throw new Error(planned.reason);
		const identity = await aws.identity(never);
		const gate = aws.openGate({mode: 'respond', journal, identity, inLineage: () => false, now: Date.now});
		const outcomes = await execute(planned, gate, {signal: never, onOutcome() {}});
		expect([...outcomes.values()].filter(({status}) => status !== 'done')).toEqual([]);
	}

	const cli = (...args: readonly string[]) => moto.cli('us-east-1', 'iam', ...args);

	/** All that the CLI shows of both. It takes seconds for each call. */
	async function shown() {
		const [keys, details] = await Promise.all([
			cli('list-access-keys', '--user-name', 'app'),
			cli('get-account-authorization-details', '--filter', 'User', 'Role'),
		]);
		return {keys, details};
	}

	test('keys, policies and roles are changed, and the undo brings all of it back', async () => {
		const before = await shown();
		const state = await aws.containment(principals(), Date.now(), never);
		const root = credentialOf({
			id: key,
			kind: 'user-key',
			parent: null,
			principal: principals()[0]?.arn ?? null,
		});
		await run(contain({credentials: [root], state, responder: null, account, now: Date.now()}));

		expect(await shown()).toMatchObject({
			keys: {AccessKeyMetadata: [{AccessKeyId: key, Status: 'Inactive'}]},
			details: {
				// Moto knows AWS's managed policies only when told to: the denial falls through to the next means.
				UserDetailList: [{UserPolicyList: [{PolicyName: 'own'}, {PolicyName: 'LeaktuiDenyAll'}]}],
				RoleDetailList: [
					{
						AssumeRolePolicyDocument: {
							Statement: [{Sid: 'LeaktuiClosed', Effect: 'Deny', Principal: '*'}, {Effect: 'Allow'}],
						},
						RolePolicyList: [{PolicyName: 'AWSRevokeOlderSessions'}],
					},
				],
			},
		});

		const entries = journal.lines.map(
			(line, index): JournalEntry => ({...line, sequence: index + 1, hash: ''}),
		);
		await run(undo(entries));
		expect(await shown()).toEqual(before);
	});

	test('the password is removed', async () => {
		const state = await aws.containment(principals(), Date.now(), never);
		await run(removePasswords(state.principals.filter((each): each is UserState => each.kind === 'user')));
		await expect(cli('get-login-profile', '--user-name', 'app')).rejects.toThrow(/NoSuchEntity/);
	});
});
