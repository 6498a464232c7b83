import {givenBy} from '../domain/containment/given.ts';
import {type Grant, grantOf} from '../domain/containment/grants.ts';
import {principalKey} from '../domain/containment/principal.ts';
import {namesPrincipal, principalsOf} from '../domain/containment/principals-of.ts';
import type {Event} from '../domain/event.ts';
import type {Read} from '../domain/key-facts.ts';
import {successesOf} from '../domain/proof.ts';
import type {Call} from '../domain/uses.ts';

/** Calls of others that are kept, the last that came in: enough to say who works as a role. */
const kept = 5000;

/**
 * What containment needs to know of the lineage's events, gathered as they come in, so that nobody walks through a
 * million of them later: which users and roles they name, and when each credential last succeeded.
 */
export class Clues {
	/** By principal, call and credential, the newest event: that is all that can be told from the older ones. */
	readonly #naming = new Map<string, Event>();
	/** By name of the profile: its role, once that was asked for. */
	readonly #profiles = new Map<string, Read<string | null> | null>();
	readonly #successes = new Map<string, number>();
	/** By event id. */
	readonly #grants = new Map<string, Grant>();
	/** By event id: a batch may tell them again. */
	readonly #strangers = new Map<string, Call>();

	add(event: Event): void {
		for (const [credential, time] of successesOf([event])) {
			this.#successes.set(credential, Math.max(time, this.#successes.get(credential) ?? 0));
		}
		const grant = grantOf(event);
		if (grant !== null) this.#grants.set(event.id, grant);
		if (event.errorCode !== null || !namesPrincipal(event)) return;
		// Whoever takes a role has a session of it, and there can be very many: those tell by themselves whose it is.
		const by = event.source === 'sts.amazonaws.com' ? '' : (event.onBehalfOf ?? event.credential);
		for (const principal of principalsOf([], [event])) {
			const key = `${principalKey(principal)} ${event.name} ${by}`;
			if (event.time >= (this.#naming.get(key)?.time ?? 0)) this.#naming.set(key, event);
		}
		for (const {what, name} of givenBy(event)) {
			if (what !== 'profile') continue;
			if (!this.#profiles.has(name)) this.#profiles.set(name, null);
			this.#naming.set(`profile/${name} ${by}`, event);
		}
	}

	/** Names of the instance profiles that the lineage gave to instances. */
	get profiles(): Iterable<string> {
		return this.#profiles.keys();
	}

	/** Takes in the ARN of the role in a profile, as IAM tells it. */
	profileRead(name: string, role: Read<string | null>): void {
		// What an instance got from it goes on where the role was taken out of the profile.
		if (role.value !== null || this.#profiles.get(name)?.value == null) this.#profiles.set(name, role);
	}

	/** ARNs of the roles in the profiles, by the profile's name. */
	get profileRoles(): ReadonlyMap<string, string> {
		return new Map(
			[...this.#profiles].flatMap(([name, role]) => (role?.value == null ? [] : [[name, role.value]])),
		);
	}

	/** Profiles whose role IAM did not tell, one line each. */
	get unreadProfiles(): readonly string[] {
		return [...this.#profiles].flatMap(([name, role]) =>
			role?.value != null || role?.error === null
				? []
				: [`the role in instance profile ${name}: ${role?.error ?? 'not asked yet'}`],
		);
	}

	/** What the lineage granted that no plan takes back, oldest first. */
	get grants(): readonly Grant[] {
		return [...this.#grants.values()].toSorted((one, other) => one.event.time - other.event.time);
	}

	/** Takes in a call of somebody who is not of the lineage, as far as is known now. Services act for others. */
	hear(event: Event): void {
		const grant = grantOf(event);
		// A token to sign in with may name no key that asked for it: whose it is decides.
		if (grant?.keeper === 'sign-in' && !this.#grants.has(event.id))
			this.#grants.set(event.id, {...grant, credential: null});
		if (event.credential === null || event.invokedBy !== null) return;
		const {id, time, credential, onBehalfOf, principal, sourceIp, userAgent, errorCode} = event;
		this.#strangers.set(id, {time, credential, onBehalfOf, principal, sourceIp, userAgent, errorCode});
		const [oldest] = this.#strangers.keys();
		if (this.#strangers.size > kept && oldest !== undefined) this.#strangers.delete(oldest);
	}

	/** Calls of others that were read beside the lineage's. */
	get strangers(): Iterable<Call> {
		return this.#strangers.values();
	}

	/** Events that name users and roles, in the order in which these were first named. */
	get naming(): Iterable<Event> {
		return this.#naming.values();
	}

	/** By credential, ms since the epoch of its last call that AWS carried out. */
	get successes(): ReadonlyMap<string, number> {
		return this.#successes;
	}
}
