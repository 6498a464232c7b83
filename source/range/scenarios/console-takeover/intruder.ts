import {Actor, type Hand, type Intent} from '../../actors/actor.ts';
import {Browser} from '../../actors/browser.ts';
import type {Beat} from '../../actors/timeline.ts';
import type {Truth} from '../../actors/truth.ts';
import type {Keys} from '../../actors/wire.ts';
import type {Range} from '../../range.ts';
import {NAMES, ORIGINS} from './cast.ts';

/** Whoever has the key: at a command line and in a browser, with the passwords that they set. */
export interface Intruder {
	readonly actor: Actor;
	readonly browser: Browser;
	readonly truth: Truth;
	/** Service-specific credential of Bedrock, once it was made. */
	bearer: string | undefined;
	/** Of the user that the intruder made. */
	readonly password: string;
}

export function intruderOn({url, world}: Range, leaked: Keys, truth: Truth): Intruder {
	const actor = new Actor(url, ORIGINS.intruder, truth);
	actor.give({name: NAMES.key, ...leaked});
	return {
		actor,
		browser: new Browser(world, actor, truth, ORIGINS.browser),
		truth,
		bearer: undefined,
		password: `Range-${crypto.randomUUID()}-1`,
	};
}

/** One of the intruder's acts at its time, with one credential and no other. */
export const by =
	({actor}: Intruder) =>
	(ago: number, name: string, act: (hand: Hand) => Promise<unknown>): Beat => ({
		ago,
		run: () => actor.attempt(only(name, act)),
	});

export const only = (name: string, act: Intent['act']): Intent => ({by: name, alone: true, act});

/** The access key id of a credential that the intruder holds. Throws where it holds none of that name. */
export function idOf({actor}: Intruder, name: string): string {
	const held = actor.held(name);
	if (!held) throw new Error(`the intruder has no ${name}`);
	return held.accessKeyId;
}
