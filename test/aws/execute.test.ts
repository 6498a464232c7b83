import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {execute, type Gate} from '../../source/aws/index.ts';
import type {Plan, Step, StepOutcome} from '../../source/domain/plan.ts';
import {
	deleteKey,
	disableKey,
	enableKey,
	isPossible,
	type Planned,
	removeResources,
	replaceKey,
} from '../../source/domain/plans/index.ts';
import {type Account, drain, never, openAccount} from './account.ts';
import {openJournal} from './journal.ts';

const ignore = {signal: never, onOutcome() {}};

/** Steps by name, each with those that it waits for. */
function planOf(steps: Readonly<Record<string, readonly string[]>>): Plan {
	const call = {service: 'iam', operation: 'UpdateAccessKey', region: 'us-east-1', input: {}} as const;
	return {
		title: '',
		steps: Object.entries(steps).map(([id, after]) => ({
			id,
			call,
			target: id,
			why: '',
			danger: 'reversible',
			undo: null,
			after,
		})),
		consequences: [],
		confirmation: null,
	};
}

/** A gate that lets a step end when it is told to, and remembers what was under way together. */
function scriptedGate(fail: readonly string[] = []) {
	const log: string[] = [];
	const gate: Gate = {
		async perform(step: Step): Promise<StepOutcome> {
			log.push(`+${step.id}`);
			await Promise.resolve();
			log.push(`-${step.id}`);
			if (fail.includes(step.id)) return {status: 'failed', reason: 'AWS said no', requestId: null};
			return {status: 'done', requestId: null, output: {}};
		},
	};
	return {gate, log};
}

function statuses(outcomes: ReadonlyMap<string, StepOutcome>) {
	return Object.fromEntries(Array.from(outcomes, ([id, {status}]) => [id, status]));
}

describe('the order of steps', () => {
	test('a step waits for those before it; the others run together', async () => {
		const {gate, log} = scriptedGate();
		await execute(planOf({last: ['a', 'b'], a: [], b: []}), gate, ignore);
		expect(log).toEqual(['+a', '+b', '-a', '-b', '+last', '-last']);
	});

	test('a step that fails takes with it only what waits for it, to any depth', async () => {
		const {gate, log} = scriptedGate(['a']);
		const outcomes = await execute(planOf({c: ['b'], b: ['a'], a: [], other: []}), gate, ignore);
		expect(statuses(outcomes)).toEqual({a: 'failed', b: 'skipped', c: 'skipped', other: 'done'});
		expect(log).not.toContain('+b');
		expect(outcomes.get('c')).toEqual({
			status: 'skipped',
			reason: 'a step that it waits for did not succeed',
		});
	});

	test('steps that wait for each other, or for one that is not there, are skipped, not waited for', async () => {
		const outcomes = await execute(
			planOf({a: ['b'], b: ['a'], c: ['nowhere'], d: []}),
			scriptedGate().gate,
			ignore,
		);
		expect(statuses(outcomes)).toEqual({a: 'skipped', b: 'skipped', c: 'skipped', d: 'done'});
	});

	test('a step that helps whatever came of those before it runs once they have ended', async () => {
		const {gate, log} = scriptedGate(['trust']);
		const plan = planOf({trust: [], revoke: ['trust']});
		const steps = plan.steps.map(step =>
			step.id === 'revoke' ? {...step, regardless: true as const} : step,
		);
		const outcomes = await execute({...plan, steps}, gate, ignore);
		expect(log).toEqual(['+trust', '-trust', '+revoke', '-revoke']);
		expect(statuses(outcomes)).toEqual({trust: 'failed', revoke: 'done'});
	});

	test('forty steps on IAM are under way together', async () => {
		const {gate, log} = scriptedGate();
		const names = Array.from({length: 40}, (_, index) => `s${index}`);
		await execute(planOf(Object.fromEntries(names.map(name => [name, []]))), gate, ignore);
		expect(log.slice(0, 40)).toEqual(names.map(name => `+${name}`));
	});

	test('what a refused step falls through to takes its place, and what waits for it goes on', async () => {
		const {gate, log} = scriptedGate(['first', 'second']);
		const plan = planOf({first: [], last: ['first'], second: [], third: []});
		const [first, last, second, third] = plan.steps;
		if (!(first && last && second && third)) throw new Error('four steps');
		const steps = [{...first, otherwise: {...second, otherwise: third}}, last];
		const outcomes = await execute({...plan, steps}, gate, ignore);
		expect(log.filter(line => line.startsWith('+'))).toEqual(['+first', '+second', '+third', '+last']);
		expect(outcomes.get('first')).toMatchObject({status: 'done', instead: {id: 'third'}});
	});

	test('a plan that has grown old is not started, for the time in its calls is over', async () => {
		const {gate, log} = scriptedGate();
		const plan = {...planOf({a: []}), validUntil: 1000};
		expect(statuses(await execute(plan, gate, {...ignore, now: () => 1001}))).toEqual({a: 'skipped'});
		expect(log).toEqual([]);
		expect(statuses(await execute(plan, gate, {...ignore, now: () => 1000}))).toEqual({a: 'done'});
	});

	test('called off, it lets end what is under way and starts nothing more', async () => {
		const abort = new AbortController();
		const {gate, log} = scriptedGate();
		const outcomes = await execute(planOf({a: [], b: ['a']}), gate, {
			signal: abort.signal,
			onOutcome: () => abort.abort(),
		});
		expect(statuses(outcomes)).toEqual({a: 'done', b: 'skipped'});
		expect(log).toEqual(['+a', '-a']);
	});
});

describe('on an account', () => {
	let account: Account;

	beforeAll(async () => {
		account = await openAccount();
	});

	afterAll(() => account.close());

	async function run(planned: Planned) {
		if (!isPossible(planned)) throw new Error(planned.reason);
		const journal = openJournal();
		const identity = await account.aws.identity(never);
		const now = () => account.range.world.clock.now();
		const gate = account.aws.openGate({mode: 'respond', journal, identity, inLineage: () => false, now});
		const outcomes = await execute(planned, gate, ignore);
		return {outcomes, journal};
	}

	async function leak(userName: string): Promise<string> {
		await account.iam.createUser({UserName: userName});
		const {AccessKey} = await account.iam.createAccessKey({UserName: userName});
		return AccessKey?.AccessKeyId ?? '';
	}

	async function keysOf(userName: string) {
		const {AccessKeyMetadata = []} = await account.iam.listAccessKeys({UserName: userName});
		return Object.fromEntries(AccessKeyMetadata.map(({AccessKeyId, Status}) => [AccessKeyId, Status]));
	}

	test('a key is disabled, enabled again by the undo, replaced and deleted', async () => {
		const key = await leak('ci');
		const facts = () => account.aws.facts(key, never);

		const disabled = await run(disableKey(await facts(), []));
		expect(statuses(disabled.outcomes)).toEqual({status: 'done'});
		expect(await keysOf('ci')).toEqual({[key]: 'Inactive'});
		expect(disabled.journal.lines[0]?.undo?.input).toEqual({
			UserName: 'ci',
			AccessKeyId: key,
			Status: 'Active',
		});

		await run(enableKey(await facts()));
		expect(await keysOf('ci')).toEqual({[key]: 'Active'});

		const replaced = await run(replaceKey(await facts()));
		const outcome = replaced.outcomes.get('create');
		const created = outcome?.status === 'done' ? outcome.output['AccessKey'] : undefined;
		expect(created).toMatchObject({SecretAccessKey: expect.stringMatching(/^.{40}$/), Status: 'Active'});
		expect(Object.keys(await keysOf('ci'))).toHaveLength(2);

		await run(deleteKey(await facts(), []));
		expect(await keysOf('ci')).not.toHaveProperty(key);
		expect((await facts()).status.value).toBe('deleted');
	});

	test('protected instances lose their protection, then all are terminated; one that fails stops no other', async () => {
		const ec2 = account.ec2('eu-west-3');
		const {Instances = []} = await ec2.runInstances({
			ImageId: 'ami-12345678',
			InstanceType: 'c5.large',
			MinCount: 3,
			MaxCount: 3,
			DisableApiTermination: true,
		});
		const [first, second, third] = Instances.map(({InstanceId}) => InstanceId ?? '');
		await ec2.modifyInstanceAttribute({InstanceId: first, DisableApiStop: {Value: true}});
		const updates = await drain(account.aws.scan(never));
		const resources = updates.filter(({scan}) => scan.state === 'done').flatMap(update => update.resources);
		// The second was marked, and went away before the plan ran.
		const marked = resources.map(resource =>
			resource.id === second ? {...resource, id: 'i-0123456789abcdef0'} : resource,
		);
		const planned = removeResources(marked);
		const {outcomes} = await run(planned);

		const {Reservations = []} = await ec2.describeInstances({});
		const state = Object.fromEntries(
			Reservations.flatMap(({Instances: all = []}) => all).map(({InstanceId, State}) => [
				InstanceId,
				State?.Name,
			]),
		);
		expect(state[first ?? '']).toMatch(/shutting-down|terminated/);
		expect(state[third ?? '']).toMatch(/shutting-down|terminated/);
		expect(state[second ?? '']).toMatch(/pending|running/);
		expect(Object.values(statuses(outcomes)).sort()).toEqual([
			'done',
			'done',
			'done',
			'done',
			'done',
			'failed',
			'skipped',
		]);
	});
});
