import {afterAll, beforeAll, expect, test} from 'vitest';
import {execute, type HoldOptions, hold} from '../../source/aws/index.ts';
import {never} from '../aws/account.ts';
import {type Incident, openIncident, possible} from './account.ts';

let incident: Incident;
beforeAll(async () => {
	incident = await openIncident();
});
afterAll(() => incident.close());

function options(key: string, told: number[] = []): HoldOptions {
	return {
		signal: never,
		now: () => incident.range.world.clock.now(),
		replan: () => incident.plan(key),
		pause: ms => new Promise(resolve => setTimeout(resolve, ms / 10)),
		onOutcome() {},
		onRepeat: repeated => told.push(repeated),
		quiet: 500,
		limit: 60_000,
	};
}

test('what comes loose is put back and counted; what nobody touches any more is held', async () => {
	const {accessKeyId} = await incident.user('app', 'PowerUserAccess');
	const plan = possible(await incident.plan(accessKeyId));
	const gate = await incident.gate();
	const told: number[] = [];
	const own = options(accessKeyId, told);
	await execute(plan, gate, own);
	await incident.iam.updateAccessKey({UserName: 'app', AccessKeyId: accessKeyId, Status: 'Active'});
	expect(await hold(plan, gate, own)).toEqual({repeated: 1, held: true, undone: false});
	expect(told).toEqual([1]);
});

test('what AWS refuses is not fought for: nobody undoes it', async () => {
	const {accessKeyId} = await incident.user('stubborn', 'PowerUserAccess');
	const plan = possible(await incident.plan(accessKeyId));
	const gate = await incident.gate();
	const operations = ['AttachUserPolicy', 'PutUserPolicy', 'PutUserPermissionsBoundary'];
	const allow = operations.map(operation =>
		incident.range.faults.add({kind: 'deny', service: 'iam', operation}),
	);
	await execute(plan, gate, options(accessKeyId));
	expect(await hold(plan, gate, options(accessKeyId))).toEqual({repeated: 0, held: false, undone: false});
	for (const each of allow) each();
	expect(await hold(plan, gate, options(accessKeyId))).toMatchObject({repeated: 1, held: true});
});
