import fc from 'fast-check';
import {afterEach, describe, expect, test} from 'vitest';
import {loosened} from '../../source/domain/alarms.ts';
import {replaceKey, undo, undoable} from '../../source/domain/plans/index.ts';
import {never} from '../aws/account.ts';
import {type Incident, openIncident} from './account.ts';
import {build, type Maze, stillWorking, wings} from './maze.ts';
import {works} from './probe.ts';
import {readOut} from './read-out.ts';

/** Carries the denial that `app` itself has no room for. */
const group = 'LeaktuiDenySessions-app';

let incident: Incident | null = null;
afterEach(async () => {
	await incident?.close();
	incident = null;
});

/** Some of the ways in. */
const parts = fc.subarray([...wings], {minLength: 1});
const choices = fc.infiniteStream(fc.nat());

async function enter(chosen: readonly (typeof wings)[number][]) {
	await incident?.close();
	incident = await openIncident();
	return {at: incident, maze: await build(incident, new Set(chosen))};
}

function all({loot, consoles}: Maze): readonly string[] {
	return [...Object.keys(loot), ...consoles.map((_, index) => `console ${index}`)].sort();
}

/** Takes back all writes, one by one, in any order that is allowed. */
async function takeBack(at: Incident, order: Iterator<number>): Promise<void> {
	while (true) {
		const free = undoable(at.journal).filter(({after}) => after.length === 0);
		const next = free[(order.next().value ?? 0) % Math.max(free.length, 1)];
		if (next === undefined) break;
		const undone = await at.run(undo(at.journal, [next.write]));
		expect([...undone.values()]).toMatchObject([{status: 'done'}]);
	}
	expect(undoable(at.journal)).toEqual([]);
}

describe('an incident of any make', () => {
	test('is contained at any depth, and as before, to the byte, when every step was taken back in any order', async () => {
		await fc.assert(
			fc.asyncProperty(parts, choices, async (chosen, order) => {
				const {at, maze} = await enter(chosen);
				const before = await readOut(at);
				expect(await stillWorking(at, maze)).toEqual(all(maze));
				await at.run(await at.plan(maze.leaked));
				expect(await stillWorking(at, maze)).toEqual([]);
				expect(await at.plan(maze.leaked)).toEqual({reason: 'nothing is left to contain here'});
				await takeBack(at, order);
				expect(await readOut(at)).toBe(before);
				expect(await stillWorking(at, maze)).toEqual(all(maze));
			}),
			{numRuns: 3, examples: [[[...wings], fc.sample(choices, 1)[0] ?? fail()]]},
		);
	}, 60_000);

	test('is contained all the same where the application’s new key has to stay on, and no quota has room', async () => {
		const {at, maze} = await enter([...wings]);
		const before = await readOut(at);
		const outcome = (await at.run(replaceKey(await at.aws.facts(maze.leaked, never)))).get('create');
		const {AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = ''} =
			outcome?.status === 'done' ? Object(outcome.output['AccessKey']) : {};
		const keep = new Set([accessKeyId]);
		const done = (await at.run(await at.plan(maze.leaked, {keep}))).get('user app deny sessions');
		expect(done).toMatchObject({status: 'done', instead: {call: {operation: 'AddUserToGroup'}}});
		expect(await stillWorking(at, maze)).toEqual([]);
		expect(await works(at, {accessKeyId, secretAccessKey})).toBe(true);
		expect(await at.plan(maze.leaked, {keep})).toEqual({reason: 'nothing is left to contain here'});
		await takeBack(at, fc.sample(choices, 1)[0] ?? fail());
		expect(await readOut(at)).toBe(before);
		expect(await stillWorking(at, maze)).toEqual(all(maze));
	});

	test('puts nobody into a group that somebody else made under the name of ours', async () => {
		const {at, maze} = await enter(['full', 'console']);
		await at.iam.createGroup({GroupName: group});
		await at.iam.attachGroupPolicy({
			GroupName: group,
			PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
		});
		const outcome = (await at.run(replaceKey(await at.aws.facts(maze.leaked, never)))).get('create');
		const {AccessKeyId = ''} = outcome?.status === 'done' ? Object(outcome.output['AccessKey']) : {};
		const keep = new Set<string>([AccessKeyId]);
		const done = (await at.run(await at.plan(maze.leaked, {keep}))).get('user app deny sessions');
		expect(done).toMatchObject({status: 'failed', reason: expect.stringContaining('CreateGroup')});
		expect((await at.iam.listGroupsForUser({UserName: 'app'})).Groups).toEqual([]);
		expect((await at.iam.listGroupPolicies({GroupName: group})).PolicyNames).toEqual([]);
	});

	test('is contained again where its attacker took the user out of the group that denies its sessions', async () => {
		const {at, maze} = await enter(['full', 'console']);
		const before = await readOut(at);
		const outcome = (await at.run(replaceKey(await at.aws.facts(maze.leaked, never)))).get('create');
		const {AccessKeyId = ''} = outcome?.status === 'done' ? Object(outcome.output['AccessKey']) : {};
		const keep = new Set<string>([AccessKeyId]);
		await at.run(await at.plan(maze.leaked, {keep}));
		const held = await at.read(maze.leaked);
		const loose: (() => Promise<unknown>)[] = [
			() => at.iam.removeUserFromGroup({GroupName: group, UserName: 'app'}),
			() => at.iam.deleteGroupPolicy({GroupName: group, PolicyName: 'LeaktuiDenySessions'}),
		];
		const write = at.journal.filter(({target, outcome}) => target === 'app' && outcome === 'done');
		// All of it is journaled as done to the user: what the responder takes back of it is then no alarm (own-doing.ts).
		expect(write.map(({call}) => call.operation)).toEqual([
			'CreateAccessKey',
			'CreateGroup',
			'PutGroupPolicy',
			'AddUserToGroup',
		]);
		for (const undone of loose) {
			await undone();
			expect(loosened(held, await at.read(maze.leaked), keep)).toMatchObject([
				{kind: 'deny gone', text: 'the sessions of app are not denied any more'},
			]);
			expect(await stillWorking(at, maze)).not.toEqual([]);
			await at.run(await at.plan(maze.leaked, {keep}));
			expect(await stillWorking(at, maze)).toEqual([]);
		}
		await takeBack(at, fc.sample(choices, 1)[0] ?? fail());
		expect(await readOut(at)).toBe(before);
	});
});

function fail(): never {
	throw new Error('no choices');
}
