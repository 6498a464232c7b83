import {Actor} from '../../actors/actor.ts';
import {every, goOn} from '../../actors/live.ts';
import {resist} from '../../actors/resistance/resist.ts';
import {play} from '../../actors/timeline.ts';
import {Truth} from '../../actors/truth.ts';
import {ordinaryEvent, ordinaryLife} from '../company/colleagues.ts';
import {forwardAccess} from '../company/forwarded.ts';
import {takeOwnRole} from '../company/role-takers.ts';
import type {Incident, Scenario} from '../scenario.ts';
import {foundAccount} from './account.ts';
import {nextStep, passes} from './application.ts';
import {arrive} from './arrival.ts';
import {NAMES, ORIGINS} from './cast.ts';
import {intruderOn} from './intruder.ts';
import {instance, userMaker} from './machines.ts';
import {recycle} from './recycled.ts';
import {livingIntrusion, stayAround} from './rounds.ts';
import {switchAround, talkToModels} from './spread.ts';
import {strongholdOf} from './stronghold.ts';
import {multiply} from './tokens.ts';

/** A key becomes a console, and the console everything else: few of the hops name the credential that they lead to. */
export const consoleTakeover: Scenario = {
	name: 'console-takeover',
	title: 'An onboarding machine’s key, turned into a browser session',
	summary:
		'Five hours ago somebody got hold of the key of onboarding-bot, and has worked in the console ever since: federation token, password, switched roles, an instance, a function that makes users, Bedrock keys, another account.',
	age: 200 * 24 * 3_600_000,
	async stage({range, now, pace, resists}): Promise<Incident> {
		const {world} = range;
		const truth = new Truth(world.trail, () => world.clock.now());
		const keys = await foundAccount(range);
		truth.mint({id: keys.leaked.accessKeyId, kind: 'user-key', parent: null});
		const stopForwarding = forwardAccess(world, truth);
		const intruder = intruderOn(range, keys.leaked, truth);
		const application = new Actor(range.url, ORIGINS.application, truth);
		application.give({name: NAMES.key, ...keys.leaked});
		const rounds = takeOwnRole(range, keys.bruno, {role: NAMES.vendorRole, name: 'bruno.costa'});
		await play(
			world.clock,
			[
				...ordinaryLife(world, keys),
				...rounds.beats,
				...passes(application),
				...arrive(intruder, world),
				...switchAround(intruder, world),
				...talkToModels(intruder, world),
				...instance(intruder, world),
				...userMaker(intruder, world),
				...multiply(intruder, world),
				...stayAround(intruder),
				recycle(world, truth),
			],
			now,
		);
		rounds.close();
		return {
			leaked: keys.leaked,
			truth,
			goLive() {
				const ending = new AbortController();
				const {signal} = ending;
				void every(pace.application, signal, nextStep(application));
				void every(pace.colleagues, signal, () => ordinaryEvent(world, keys));
				return {
					attacker: resists
						? resist(intruder.actor, world, strongholdOf(intruder, world), {
								pace: pace.attacker,
								script: ORIGINS.script,
								signal,
							})
						: goOn(intruder.actor, livingIntrusion(intruder, world), pace.attacker, signal),
					stop: () => ending.abort(),
				};
			},
			close() {
				stopForwarding();
				truth.close();
				intruder.actor.close();
				application.close();
			},
		};
	},
};
