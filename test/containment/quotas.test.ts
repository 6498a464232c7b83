import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {StepOutcome} from '../../source/domain/plan.ts';
import {policy} from '../range/harness.ts';
import {type Incident, openIncident, possible} from './account.ts';
import {crowd} from './crowd.ts';
import {works} from './probe.ts';

describe('where a quota is full', () => {
	let incident: Incident;

	beforeAll(async () => {
		incident = await openIncident();
		await crowd(incident);
	});
	afterAll(() => incident.close());

	async function keyOf(UserName: string) {
		const {AccessKey} = await incident.iam.createAccessKey({UserName});
		return {accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? ''};
	}

	const denial = (outcomes: ReadonlyMap<string, StepOutcome>, name: string) =>
		outcomes.get(`user ${name} deny`);

	test('that the account tells of, the next means is taken at once', async () => {
		const {accessKeyId} = await keyOf('crowded');
		const plan = possible(await incident.plan(accessKeyId));
		expect(plan.steps.map(({call}) => call.operation)).toEqual(['PutUserPolicy', 'UpdateAccessKey']);
	});

	test('that nobody knew of, the step falls through until something holds, and each attempt is journaled', async () => {
		const key = await keyOf('crammed');
		expect(await works(incident, key)).toBe(true);
		const allow = incident.range.faults.add({kind: 'deny', service: 'iam', operation: 'GetAccountSummary'});
		const plan = possible(await incident.plan(key.accessKeyId));
		allow();
		// The key works on, so that the denial alone is seen to hold.
		const asked: unknown[] = [];
		const forget = incident.range.world.trail.listen(({eventName}) => asked.push(eventName));
		const alone = {...plan, steps: plan.steps.filter(({id}) => id === 'user crammed deny')};
		const outcome = denial(await incident.run(alone), 'crammed');
		forget();
		expect(asked.filter(name => name === 'AttachUserPolicy')).toHaveLength(1);
		expect(outcome).toMatchObject({
			status: 'done',
			instead: {call: {operation: 'PutUserPermissionsBoundary'}},
		});
		// Asked once each: the SDK does not take a full quota for throttling, and the next means does not wait.
		const told = incident.journal.map(({phase, call, outcome}) => [phase, call.operation, outcome]);
		expect(told).toEqual([
			['intent', 'AttachUserPolicy', null],
			['result', 'AttachUserPolicy', expect.stringMatching(/^failed: .*PoliciesPerUser: 10/)],
			['intent', 'PutUserPolicy', null],
			['result', 'PutUserPolicy', expect.stringMatching(/^failed: .*Maximum policy size of 2048 bytes/)],
			['intent', 'PutUserPermissionsBoundary', null],
			['result', 'PutUserPermissionsBoundary', 'done'],
		]);
		expect(await works(incident, key)).toBe(false);
	});

	test('and every means is refused, the step says all of it', async () => {
		const key = await incident.user('stubborn', 'PowerUserAccess');
		await incident.iam.putUserPolicy({
			UserName: 'stubborn',
			PolicyName: 'x',
			PolicyDocument: policy('Allow', 's3:GetObject'),
		});
		const plan = possible(await incident.plan(key.accessKeyId));
		const operations = ['AttachUserPolicy', 'PutUserPolicy', 'PutUserPermissionsBoundary'];
		const allow = operations.map(operation =>
			incident.range.faults.add({kind: 'deny', service: 'iam', operation}),
		);
		const outcome = denial(await incident.run(plan), 'stubborn');
		for (const each of allow) each();
		expect(outcome?.status).toBe('failed');
		for (const operation of operations)
			expect(outcome).toMatchObject({reason: expect.stringContaining(operation)});
	});
});
