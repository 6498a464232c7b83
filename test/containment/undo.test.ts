import fc from 'fast-check';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {replaceKey, undo, undoable} from '../../source/domain/plans/index.ts';
import {never} from '../aws/account.ts';
import {policy, trust} from '../range/harness.ts';
import {type Incident, openIncident, possible} from './account.ts';
import {crowd} from './crowd.ts';
import {type Loot, spread, working} from './lineage.ts';
import {readOut} from './read-out.ts';

describe('what the journal tells can be taken back', () => {
	let incident: Incident;
	let leaked: string;
	let loot: Loot;

	beforeAll(async () => {
		incident = await openIncident();
		({leaked, loot} = await spread(incident));
		const {iam} = incident;
		const deploy = incident.iamOf(loot['deploy'] ?? fail());
		// Somebody revoked sessions a year ago: that policy has to come back, not to go.
		await iam.putRolePolicy({
			RoleName: 'ring-b',
			PolicyName: 'AWSRevokeOlderSessions',
			PolicyDocument: policy('Deny', '*', {
				Condition: {DateLessThan: {'aws:TokenIssueTime': '2025-01-01T00:00:00Z'}},
			}),
		});
		await iam.putUserPermissionsBoundary({
			UserName: 'svc-agent',
			PermissionsBoundary: 'arn:aws:iam::aws:policy/PowerUserAccess',
		});
		// A role whose trust names somebody who is gone.
		await incident.user('gone');
		const {accountId} = incident.range.world;
		await incident.role('orphan', trust(`arn:aws:iam::${accountId}:user/gone`));
		const {AccessKeyMetadata: [key] = []} = await iam.listAccessKeys({UserName: 'gone'});
		await iam.deleteAccessKey({UserName: 'gone', AccessKeyId: key?.AccessKeyId});
		await iam.deleteUser({UserName: 'gone'});
		await deploy.attachRolePolicy({RoleName: 'orphan', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess'});
		await crowd(incident);
		for (const UserName of ['crowded', 'crammed']) await deploy.createAccessKey({UserName});
	});
	afterAll(() => incident.close());

	test('step by step, in any order that the plan allows: the account is as before, to the byte', async () => {
		const before = await readOut(incident);
		await fc.assert(
			fc.asyncProperty(fc.infiniteStream(fc.nat()), async choices => {
				const planned = await incident.plan(leaked);
				const outcomes = await incident.run(planned);
				expect([...outcomes.values()].filter(({status}) => status !== 'done')).toEqual([]);
				expect(await readOut(incident)).not.toBe(before);
				// Contained a second time, as after a fight: those steps come after the first of their kind.
				await incident.run(possible(await again()));
				while (true) {
					const open = undoable(incident.journal);
					const free = open.filter(({after}) => after.length === 0);
					const chosen = free[(choices.next().value ?? 0) % Math.max(free.length, 1)];
					if (chosen === undefined) break;
					const undone = await incident.run(undo(incident.journal, [chosen.write]));
					expect([...undone.values()]).toMatchObject([{status: 'done'}]);
				}
				expect(undoable(incident.journal)).toEqual([]);
				expect(await readOut(incident)).toBe(before);
			}),
			{numRuns: 3},
		);
		expect(await working(incident, loot)).toContain('key');
	});

	/** Somebody opens a trust policy and a key again, and the plan holds what came loose. */
	async function again() {
		const {accountId} = incident.range.world;
		await incident.iam.updateAssumeRolePolicy({
			RoleName: 'ring-a',
			PolicyDocument: trust(`arn:aws:iam::${accountId}:root`, {Sid: 'Back'}),
		});
		await incident.iam.updateAccessKey({UserName: 'app', AccessKeyId: leaked, Status: 'Active'});
		return incident.plan(leaked);
	}

	test('all at once, in one plan, which does not offer them again', async () => {
		const before = await readOut(incident);
		await incident.run(await incident.plan(leaked));
		const outcomes = await incident.run(undo(incident.journal));
		expect([...outcomes.values()].every(({status}) => status === 'done')).toBe(true);
		expect(await readOut(incident)).toBe(before);
		expect(undo(incident.journal)).toEqual({
			reason: 'nothing in the journal is left that could be taken back',
		});
	});

	test('a new key is taken back by its id, which the journal has from the answer, and no secret', async () => {
		await incident.user('rotated', 'PowerUserAccess');
		const {AccessKeyMetadata: [old] = []} = await incident.iam.listAccessKeys({UserName: 'rotated'});
		const facts = await incident.aws.facts(old?.AccessKeyId ?? '', never);
		const before = await readOut(incident);
		const outcomes = await incident.run(replaceKey(facts));
		const made = outcomes.get('create');
		const secret = made?.status === 'done' ? Object(made.output['AccessKey']).SecretAccessKey : '';
		expect(secret).toMatch(/^.{40}$/);
		expect(JSON.stringify(incident.journal)).not.toContain(secret);
		const back = possible(undo(incident.journal));
		expect(back.steps[0]?.call.operation).toBe('DeleteAccessKey');
		expect(back.confirmation).toMatch(/^AKIA/);
		await incident.run(back);
		expect(await readOut(incident)).toBe(before);
	});
});

function fail(): never {
	throw new Error('the story lacks it');
}
