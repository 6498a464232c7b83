import {
	AttachRolePolicyCommand,
	AttachUserPolicyCommand,
	IAMClient,
	ListAccessKeysCommand,
	PutRolePolicyCommand,
	UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {type RunningScenario, startScenario} from '../../../source/range/scenario.ts';
import {client} from '../services/clients.ts';

const DENY_ALL = 'arn:aws:iam::aws:policy/AWSDenyAll';

let stage: RunningScenario;
beforeEach(async () => {
	stage = await startScenario('cryptomining', {
		consistencyGap: 0,
		deliveryDelay: 0,
		lookupRate: Infinity,
		pace: {attacker: 2, application: 5, colleagues: 50},
	});
});
afterEach(() => stage.stop());

const iam = () => client(IAMClient, stage.range);

async function disableKeysOf(UserName: string): Promise<void> {
	const {AccessKeyMetadata = []} = await iam().send(new ListAccessKeysCommand({UserName}));
	for (const {AccessKeyId} of AccessKeyMetadata) {
		await iam().send(new UpdateAccessKeyCommand({UserName, AccessKeyId, Status: 'Inactive'}));
	}
}

/** How many calls each credential of the lineage has made so far. */
const counts = () => new Map(stage.truth.credentials.map(({id}) => [id, stage.truth.eventsOf(id).size]));

test('the attack goes on by itself: every credential is used, more machines start', async () => {
	const before = counts();
	const machines = stage.truth.resources.length;
	const names = ['user-key', 'session', 'federation'];
	await vi.waitFor(
		() => {
			const used = stage.truth.credentials.filter(
				({id}) => stage.truth.eventsOf(id).size > (before.get(id) ?? 0),
			);
			expect(new Set(used.map(({kind}) => kind))).toEqual(new Set(names));
			expect(used.length).toBeGreaterThanOrEqual(7);
			expect(stage.truth.resources.length).toBeGreaterThan(machines);
		},
		{timeout: 20_000},
	);
	expect(stage.truth.credentials.filter(({kind}) => kind === 'user-key')).toHaveLength(2);
});

test('with only the key disabled the sessions go on, and the attacker makes itself another key', async () => {
	await disableKeysOf('ci-deploy');
	const atDisabling = counts();
	await vi.waitFor(
		() => {
			const alive = stage.truth.credentials.filter(
				({id}) => stage.truth.eventsOf(id).size > (atDisabling.get(id) ?? 0) + 2,
			);
			expect(alive.map(({id}) => id)).not.toContain(stage.leakedKeyId);
			expect(alive.length).toBeGreaterThanOrEqual(5);
			const keys = stage.truth.credentials.filter(({kind}) => kind === 'user-key');
			expect(keys.length).toBe(3);
		},
		{timeout: 20_000},
	);
});

test('a role whose sessions were revoked, and whose trust was not, is taken again', async () => {
	const before = stage.truth.credentials.length;
	const revoked = {
		Version: '2012-10-17',
		Statement: {
			Effect: 'Deny',
			Action: '*',
			Resource: '*',
			Condition: {
				DateLessThan: {'aws:TokenIssueTime': new Date(stage.range.world.clock.now()).toISOString()},
			},
		},
	};
	await iam().send(
		new PutRolePolicyCommand({
			RoleName: 'deploy-role',
			PolicyName: 'AWSRevokeOlderSessions',
			PolicyDocument: JSON.stringify(revoked),
		}),
	);
	await vi.waitFor(
		() => {
			const taken = stage.truth.credentials.slice(before);
			expect(taken.some(({id}) => stage.truth.eventsOf(id).size > 2)).toBe(true);
		},
		{timeout: 20_000},
	);
});

test('when all is contained nothing works any more, and the attacker gives up', async () => {
	for (const RoleName of ['deploy-role', 'organization-admin']) {
		await iam().send(new AttachRolePolicyCommand({RoleName, PolicyArn: DENY_ALL}));
	}
	for (const UserName of ['ci-deploy', 'svc-cloudwatch-agent']) {
		await iam().send(new AttachUserPolicyCommand({UserName, PolicyArn: DENY_ALL}));
		await disableKeysOf(UserName);
	}
	expect(await stage.live?.attacker).toBe('gave up');
});

test('stopping ends the attacker at once', async () => {
	stage.live?.stop();
	expect(await stage.live?.attacker).toBe('stopped');
});
