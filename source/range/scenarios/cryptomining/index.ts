import {Actor} from '../../actors/actor.ts';
import {every, goOn} from '../../actors/live.ts';
import {resist} from '../../actors/resistance/resist.ts';
import {play} from '../../actors/timeline.ts';
import {Truth} from '../../actors/truth.ts';
import type {Origin} from '../../actors/wire.ts';
import {ordinaryEvent, ordinaryLife} from '../company/colleagues.ts';
import {forwardAccess} from '../company/forwarded.ts';
import {takeOwnRole} from '../company/role-takers.ts';
import type {Incident, Live, Scenario, Staging} from '../scenario.ts';
import {type AccountKeys, foundAccount} from './account.ts';
import {shrugOff} from './aftermath.ts';
import {builds, nextBuildStep} from './application.ts';
import {NAMES, ORIGINS} from './cast.ts';
import {gainFoothold} from './foothold.ts';
import {livingAttack} from './live.ts';
import {mine} from './mining.ts';
import {persist} from './persistence.ts';
import {possessions} from './possessions.ts';
import {quarantine} from './quarantine.ts';
import {onlookers, scan} from './recon.ts';
import {strongholdOf} from './stronghold.ts';

/** When AWS notices, in minutes before now: late. */
const QUARANTINED = 62;

/** A build server's key is pushed to a public repository; within minutes somebody mines with it. */
export const cryptomining: Scenario = {
	name: 'cryptomining',
	title: 'A build server’s key, pushed to a public repository',
	summary:
		'Three hours ago the key of ci-deploy was pushed. Somebody mines with it in six regions, has taken roles and tokens, made a user, a function and an account, and is still there. The build server goes on using the key.',
	// Older than the 90 days of the event history, as accounts are.
	age: 200 * 24 * 3_600_000,
	async stage(staging: Staging): Promise<Incident> {
		const {range, now} = staging;
		const {world} = range;
		const password = `Range-${crypto.randomUUID()}-1`;
		const truth = new Truth(world.trail, () => world.clock.now());
		const keys = await foundAccount(range);
		truth.mint({id: keys.leaked.accessKeyId, kind: 'user-key', parent: null});

		const stopForwarding = forwardAccess(world, truth);
		const actors: Actor[] = [];
		const actor = (origin: Origin): Actor => {
			const made = new Actor(range.url, origin, truth);
			made.give({name: NAMES.key, ...keys.leaked});
			actors.push(made);
			return made;
		};
		const attacker = actor(ORIGINS.attacker);
		const application = actor(ORIGINS.application);
		const company = possessions(range, keys.alice);
		const releases = takeOwnRole(range, keys.alice, {role: NAMES.deployRole, name: 'alice.meyer'});
		await play(
			world.clock,
			[
				...company.beats,
				...releases.beats,
				...ordinaryLife(world, keys),
				...builds(application, world.accountId),
				...onlookers(actor(ORIGINS.truffleHog), actor(ORIGINS.prankster)),
				...scan(actor(ORIGINS.scanner)),
				...gainFoothold(attacker, world.accountId, password),
				...mine(attacker),
				...persist(attacker, world.accountId),
				...shrugOff(attacker),
				{ago: QUARANTINED, run: () => quarantine(world, NAMES.leakedUser, keys.leaked.accessKeyId)},
			],
			now,
		);
		company.close();
		releases.close();
		return {
			leaked: keys.leaked,
			truth,
			goLive: () => goLive({attacker, application, truth, keys, password}, staging),
			close() {
				stopForwarding();
				truth.close();
				for (const each of actors) {
					each.close();
				}
			},
		};
	},
};

interface Cast {
	readonly attacker: Actor;
	readonly application: Actor;
	readonly truth: Truth;
	readonly keys: AccountKeys;
	/** Of the user that the attacker made. */
	readonly password: string;
}

function goLive({attacker, application, truth, keys, password}: Cast, staging: Staging): Live {
	const {range, pace, resists} = staging;
	const {world} = range;
	const ending = new AbortController();
	const {signal} = ending;
	void every(pace.application, signal, nextBuildStep(application));
	void every(pace.colleagues, signal, () => ordinaryEvent(world, keys));
	return {
		attacker: resists
			? resist(attacker, world, strongholdOf(world, attacker, truth, password), {
					pace: pace.attacker,
					script: ORIGINS.attacker,
					signal,
				})
			: goOn(attacker, livingAttack(world.accountId, truth), pace.attacker, signal),
		stop: () => ending.abort(),
	};
}
