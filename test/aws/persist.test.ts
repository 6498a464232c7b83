import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest';
import {execute} from '../../source/aws/index.ts';
import type {AwsCall, Plan, Step} from '../../source/domain/plan.ts';
import type {TrailRecord} from '../../source/range/trail.ts';
import {type Account, never, openAccount} from './account.ts';
import {openJournal} from './journal.ts';

let account: Account;
const records: TrailRecord[] = [];

beforeAll(async () => {
	account = await openAccount();
	await account.iam.createUser({UserName: 'ci'});
	account.range.world.trail.listen(record => records.push(record));
});
afterEach(() => account.range.faults.clear());
afterAll(() => account.close());

const denying: AwsCall = {
	service: 'iam',
	operation: 'AttachUserPolicy',
	region: 'us-east-1',
	input: {UserName: 'ci', PolicyArn: 'arn:aws:iam::aws:policy/AWSDenyAll'},
};
const stepOf = (call: AwsCall): Step => ({
	id: 'step',
	call,
	target: 'ci',
	why: '',
	danger: 'reversible',
	undo: null,
	after: [],
});

/** Runs the step while IAM answers so many times with the error; what it came to, and what reached IAM and the journal. */
async function against(code: string, times: number, step: Step) {
	records.length = 0;
	account.range.faults.add({kind: 'refuse', service: 'iam', operation: step.call.operation, code, times});
	const identity = await account.aws.identity(never);
	const journal = openJournal();
	const gate = account.aws.openGate({
		mode: 'respond',
		journal,
		identity,
		inLineage: () => false,
		now: Date.now,
	});
	const plan: Plan = {title: '', steps: [step], consequences: [], confirmation: null};
	const outcomes = await execute(plan, gate, {signal: never, onOutcome() {}});
	const writes = records.filter(({readOnly}) => readOnly === false).map(({eventName}) => eventName);
	return {
		outcome: outcomes.get('step'),
		writes,
		lines: journal.lines.map(({phase, outcome}) => [phase, outcome]),
	};
}

describe('a no of IAM that passes by itself', () => {
	test.each([
		['ConcurrentModification', 2],
		['EntityTemporarilyUnmodifiable', 2],
		['NoSuchEntity', 1],
	])('is waited out: %s, %i times; the journal has one write and what it came to', async (code, times) => {
		const {outcome, writes, lines} = await against(code, times, stepOf(denying));
		expect(outcome).toMatchObject({status: 'done'});
		expect(writes).toHaveLength(times + 1);
		expect(lines).toEqual([
			['intent', null],
			['result', 'done'],
		]);
	});

	test('is told with the number of attempts where it stays', async () => {
		const {outcome, writes, lines} = await against('NoSuchEntity', 10, stepOf(denying));
		expect(outcome).toMatchObject({status: 'failed', reason: expect.stringMatching(/\(tried 2 times\)$/)});
		expect(writes).toHaveLength(2);
		expect(lines).toHaveLength(2);
	});

	test('stays a no for what would make something new each time', async () => {
		const call = {...denying, operation: 'CreateAccessKey', input: {UserName: 'ci'}};
		const {outcome, writes} = await against('ConcurrentModification', 1, stepOf(call));
		expect(outcome).toMatchObject({
			status: 'failed',
			reason: 'iam:CreateAccessKey: somebody else is changing the same thing at this moment; try again',
		});
		expect(writes).toEqual(['CreateAccessKey']);
	});
});

test('what AWS keeps for a service of its own is said plainly, and no other means is tried on it', async () => {
	const otherwise = stepOf({...denying, operation: 'PutUserPolicy'});
	const {outcome, writes} = await against('UnmodifiableEntity', 1, {...stepOf(denying), otherwise});
	expect(outcome).toMatchObject({
		status: 'failed',
		reason: 'iam:AttachUserPolicy: service-linked: only the AWS service that it belongs to can change it',
	});
	expect(writes).toEqual(['AttachUserPolicy']);
});
