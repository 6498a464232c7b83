import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {Step} from '../../source/domain/plan.ts';
import {isPossible, replaceKey} from '../../source/domain/plans/index.ts';
import {never} from '../aws/account.ts';
import type {Keys} from '../range/harness.ts';
import {type Incident, openIncident, possible} from './account.ts';
import {Fighter} from './fighter.ts';
import {settle, spread, working} from './lineage.ts';
import {works} from './probe.ts';

/** IAM's slowness in these stories, in ms; the attacker acts several times within it. */
const gap = 400;
const pace = 40;

describe('against an attacker that fights back while IAM does not obey yet', () => {
	let incident: Incident;
	let leaked: string;
	let fighter: Fighter;

	beforeEach(async () => {
		incident = await openIncident({consistencyGap: gap});
		const story = await spread(incident);
		leaked = story.leaked;
		fighter = new Fighter(incident, leaked, story.loot);
	});
	afterEach(async () => {
		await fighter.stop();
		await incident.close();
	});

	/** Runs the plan, reads back, and runs what came loose again, as the console offers it; until nothing is left. */
	async function containUntilHeld(keep: ReadonlySet<string> = new Set()): Promise<number> {
		for (let round = 1; round <= 20; round++) {
			const planned = await incident.plan(leaked, {keep});
			if (!isPossible(planned)) return round - 1;
			await incident.run(planned);
			await settle(incident);
		}
		throw new Error('it never held');
	}

	test('the whole plan holds at any depth, and the new key of the application works', async () => {
		const application = await replaced();
		fighter.start(pace);
		await containUntilHeld(new Set([application.accessKeyId]));
		await settle(incident);
		expect(fighter.successes).toBeGreaterThan(0);
		expect(await working(incident, fighter.loot)).toEqual([]);
		const before = fighter.successes;
		await new Promise(resolve => setTimeout(resolve, 2 * gap));
		expect(fighter.successes).toBe(before);
		expect(await works(incident, application)).toBe(true);
	});

	async function replaced(): Promise<Keys> {
		const outcome = (await incident.run(replaceKey(await incident.aws.facts(leaked, never)))).get('create');
		const made = outcome?.status === 'done' ? Object(outcome.output['AccessKey']) : {};
		await settle(incident);
		return {accessKeyId: made.AccessKeyId, secretAccessKey: made.SecretAccessKey};
	}

	/** Runs part of the plan, in order of its own, as a tool that knows less would. */
	async function naive(...phases: readonly ((step: Step) => boolean)[]): Promise<void> {
		const plan = possible(await incident.plan(leaked));
		for (const wanted of phases) {
			const steps = plan.steps.filter(wanted).map(step => ({...step, after: []}));
			await incident.run({...plan, steps});
			await settle(incident);
		}
	}

	const key = ({call}: Step) => call.operation === 'UpdateAccessKey';
	const denial = ({id}: Step) => id.startsWith('user ');
	const trustOf = ({id}: Step) => id.endsWith(' trust');
	const revocation = ({id}: Step) => id.endsWith(' revoke');

	test('disabling the keys alone does not: what was minted from them goes on', async () => {
		await naive(key);
		expect(await working(incident, fighter.loot)).toEqual(
			expect.arrayContaining(['session', 'federation', 'deploy', 'edge', 'ringB']),
		);
	});

	test('nor do keys and users denied: the roles that were taken go on', async () => {
		await naive(step => key(step) || denial(step));
		expect(await working(incident, fighter.loot)).toEqual(['deploy', 'edge', 'ringA', 'ringA2', 'ringB']);
	});

	test('nor closed trust policies: sessions taken before go on', async () => {
		await naive(step => key(step) || denial(step) || trustOf(step));
		expect(await working(incident, fighter.loot)).toContain('edge');
	});

	test('nor sessions revoked up to now before the trust is closed: the ring takes itself again', async () => {
		fighter.start(pace);
		const plan = possible(await incident.plan(leaked));
		const now = new Date(incident.range.world.clock.now()).toISOString();
		const upToNow = plan.steps.filter(revocation).map(step => {
			const document = String(step.call.input['PolicyDocument']).replace(/\d{4}-[^"]*Z/, now);
			return {
				...step,
				after: [],
				call: {...step.call, input: {...step.call.input, PolicyDocument: document}},
			};
		});
		await incident.run({...plan, steps: upToNow});
		await settle(incident);
		await naive(step => key(step) || denial(step) || trustOf(step));
		expect((await working(incident, fighter.loot)).length).toBeGreaterThan(0);
	});
});
