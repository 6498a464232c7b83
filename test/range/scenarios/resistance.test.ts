import {
	AttachRolePolicyCommand,
	AttachUserPolicyCommand,
	DeleteAccessKeyCommand,
	DeleteLoginProfileCommand,
	IAMClient,
	ListAccessKeysCommand,
	ListAttachedUserPoliciesCommand,
	PutRolePolicyCommand,
	PutUserPolicyCommand,
	UpdateAccessKeyCommand,
	UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {type RunningScenario, startScenario} from '../../../source/range/scenario.ts';
import {client} from '../services/clients.ts';

/** IAM's consistency gap in ms. */
const GAP = 500;
const DENY_ALL = 'arn:aws:iam::aws:policy/AWSDenyAll';
const PATIENCE = {timeout: 25_000, interval: 50};

let stage: RunningScenario;
let iam: IAMClient;

async function start(name: string, consistencyGap = GAP): Promise<void> {
	stage = await startScenario(name, {
		consistencyGap,
		deliveryDelay: 0,
		resists: true,
		pace: {attacker: 20, application: 100, colleagues: 1000},
	});
	iam = client(IAMClient, stage.range);
}

afterEach(() => stage.stop());

const now = () => stage.range.world.clock.now();
const sleep = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

/** The credentials of the lineage that have worked since a moment. */
const workedSince = (time: number) => [...stage.truth.successesSince(time).keys()];

/** The moment from which on nothing is of the time before the writes any more. */
async function settled(gap = GAP): Promise<number> {
	await sleep(1.5 * gap);
	return now();
}

const disable = (UserName: string, AccessKeyId: string) =>
	iam.send(new UpdateAccessKeyCommand({UserName, AccessKeyId, Status: 'Inactive'}));
const denyUser = (UserName: string) => iam.send(new AttachUserPolicyCommand({UserName, PolicyArn: DENY_ALL}));
const denyRole = (RoleName: string) => iam.send(new AttachRolePolicyCommand({RoleName, PolicyArn: DENY_ALL}));

/** As the console's "Revoke sessions" writes it. */
const revoke = (RoleName: string) =>
	iam.send(
		new PutRolePolicyCommand({
			RoleName,
			PolicyName: 'AWSRevokeOlderSessions',
			PolicyDocument: JSON.stringify({
				Version: '2012-10-17',
				Statement: [
					{
						Effect: 'Deny',
						Action: '*',
						Resource: '*',
						Condition: {DateLessThan: {'aws:TokenIssueTime': new Date(now()).toISOString()}},
					},
				],
			}),
		}),
	);

describe('naive orders fail:', () => {
	beforeEach(() => start('cryptomining'));

	test('the key disabled: a role session switches it on again', async () => {
		await disable('ci-deploy', stage.leakedKeyId);
		const after = await settled();
		await expect.poll(() => workedSince(after), PATIENCE).toContain(stage.leakedKeyId);
	});

	test('the key disabled and deleted: the user gets a new one', async () => {
		await disable('ci-deploy', stage.leakedKeyId);
		const before = new Set(stage.truth.credentials.map(({id}) => id));
		await iam.send(new DeleteAccessKeyCommand({UserName: 'ci-deploy', AccessKeyId: stage.leakedKeyId}));
		const after = await settled();
		await expect
			.poll(() => workedSince(after).filter(id => id.startsWith('AKIA') && !before.has(id)), PATIENCE)
			.not.toEqual([]);
		const {AccessKeyMetadata = []} = await iam.send(new ListAccessKeysCommand({UserName: 'ci-deploy'}));
		expect(AccessKeyMetadata).toHaveLength(1);
	});

	test('a deny on the user, the role left: the role takes the deny off', async () => {
		await denyUser('ci-deploy');
		const after = await settled();
		await expect.poll(() => workedSince(after), PATIENCE).toContain(stage.leakedKeyId);
		const {AttachedPolicies = []} = await iam.send(
			new ListAttachedUserPoliciesCommand({UserName: 'ci-deploy'}),
		);
		expect(AttachedPolicies.map(({PolicyArn}) => PolicyArn)).not.toContain(DENY_ALL);
	});

	test('sessions revoked before the trust was closed: the role is taken again', async () => {
		const before = new Set(stage.truth.credentials.map(({id}) => id));
		await Promise.all([revoke('deploy-role'), revoke('organization-admin')]);
		const after = await settled();
		await expect
			.poll(() => workedSince(after).filter(id => id.startsWith('ASIA') && !before.has(id)), PATIENCE)
			.not.toEqual([]);
	});
});

test('naive as well: all at once, but only once, for within the gap all of it is undone', async () => {
	// Long enough for some rounds of the attacker on the slowest machine.
	const gap = 3 * GAP;
	await start('cryptomining', gap);
	await Promise.all([
		denyUser('ci-deploy'),
		denyUser('svc-cloudwatch-agent'),
		denyRole('deploy-role'),
		denyRole('organization-admin'),
		disable('ci-deploy', stage.leakedKeyId),
		iam.send(new DeleteLoginProfileCommand({UserName: 'svc-cloudwatch-agent'})),
	]);
	const after = await settled(gap);
	await expect.poll(() => workedSince(after).length, PATIENCE).toBeGreaterThan(2);
});

describe.each([
	{
		scenario: 'cryptomining',
		users: ['ci-deploy', 'svc-cloudwatch-agent'],
		roles: ['deploy-role', 'organization-admin'],
	},
	{
		scenario: 'console-takeover',
		users: ['onboarding-bot', 'it-support', 'ops-metrics', 'BedrockAPIKey-7k2m'],
		roles: ['platform-admin', 'vendor-audit', 'vendor-support', 'app-server', 'user-sync'],
	},
])('$scenario, what holds:', ({scenario, users, roles}) => {
	beforeEach(() => start(scenario));

	// No success for longer than the gap means no undoing on its way: what was last put back stays.
	test('denies on all users and roles at once, put back as often as they are undone, until nothing works', async () => {
		const deny = {Version: '2012-10-17', Statement: [{Effect: 'Deny', Action: '*', Resource: '*'}]};
		const closed = {
			Version: '2012-10-17',
			Statement: [{Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole'}],
		};
		const again = () =>
			Promise.all([
				...users.map(UserName =>
					iam.send(
						new PutUserPolicyCommand({
							UserName,
							PolicyName: 'contained',
							PolicyDocument: JSON.stringify(deny),
						}),
					),
				),
				...roles.flatMap(RoleName => [
					denyRole(RoleName),
					iam.send(new UpdateAssumeRolePolicyCommand({RoleName, PolicyDocument: JSON.stringify(closed)})),
				]),
			]);
		await expect
			.poll(
				async () => {
					await again();
					return workedSince(now() - 3 * GAP).length;
				},
				{timeout: 25_000, interval: 5},
			)
			.toBe(0);
		const after = now();
		expect(await stage.live?.attacker).toBe('gave up');
		expect(workedSince(after)).toEqual([]);
	});
});
