import {Ancestry} from './ancestry.ts';
import type {Ancestor, Credential} from './credential.ts';
import {type CredentialFacts, noFacts, statusOf} from './credential-status.ts';
import type {Event} from './event.ts';
import type {Minted} from './hop.ts';
import type {Door} from './joins/door.ts';
import {isTemporary} from './key.ts';
import {Kinship, type Node, type Tree} from './kinship.ts';
import {skew} from './skew.ts';
import {Tally} from './tally.ts';

export {type CredentialFacts, noFacts} from './credential-status.ts';
export {skew} from './skew.ts';

/**
 * The tree of credentials minted from the keys, built from events in whatever order they arrive. Events of strangers may
 * be given too: a later hop can make them family. Only for the counts of calls must each be given once.
 */
export class Lineage {
	readonly #roots: readonly string[];
	readonly #kinship = new Kinship();
	readonly #ancestry = new Ancestry();
	readonly #tallies = new Map<string, Tally>();
	#tree: Tree | null = null;
	#revision = 0;

	/** @param roots The access key ids under investigation. */
	constructor(roots: readonly string[]) {
		this.#roots = roots;
	}

	/** Takes in one event. One that no credential of the lineage signed itself counts for nobody (field guide §19). */
	add(event: Event): void {
		this.observe(event);
		if (event.credential === null || event.onBehalfOf !== null) return;
		let tally = this.#tallies.get(event.credential);
		if (tally === undefined) {
			tally = new Tally();
			this.#tallies.set(event.credential, tally);
		}
		tally.count(event);
	}

	/** Takes in what an event tells of who belongs to whom, and does not count it as a call. */
	observe(event: Event): void {
		const isHop = this.#ancestry.add(event);
		if (!this.#kinship.add(event) && !isHop) return;
		this.#tree = null;
		this.#revision += 1;
	}

	/** Changes whenever something was read by which others may have become family. */
	get revision(): number {
		return this.#revision;
	}

	has(credential: string): boolean {
		return this.#grown().nodes.has(credential);
	}

	/**
	 * Whether a credential of the lineage signed the event. A temporary key id can have been somebody else's before: the
	 * life of a minted credential begins at its hop.
	 */
	owns(event: Event): boolean {
		const node = event.credential === null ? undefined : this.#grown().nodes.get(event.credential);
		return node !== undefined && (event.time === 0 || event.time >= node.since);
	}

	/**
	 * The credential of the lineage whose doing an event is that it did not sign: a console sign-in, a bearer token's call,
	 * a session that a service took for what the lineage made. Null: nobody's.
	 */
	behind(event: Event): string | null {
		return this.#grown().joined.get(event.id) ?? null;
	}

	/** By what somebody may have come in, or may yet come, whose key no record names as minted. */
	get doors(): readonly Door[] {
		return this.#grown().doors;
	}

	/** ms since the epoch from which on the calls of a credential of the lineage are its own; 0 for the keys. */
	livesFrom(credential: string): number {
		return this.#grown().nodes.get(credential)?.since ?? 0;
	}

	/** The ids of the lineage, roots first, each parent before its children. */
	ids(): readonly string[] {
		return [...this.#grown().nodes.keys()];
	}

	/** How a credential of the lineage was minted; null for the keys, and for strangers. */
	mintingOf(credential: string): Minted | null {
		return this.#grown().nodes.get(credential)?.minted ?? null;
	}

	/** Where the keys under investigation came from, as far as is known. */
	get ancestors(): readonly Ancestor[] {
		return this.#roots.flatMap(root => this.#ancestry.of(root));
	}

	/** The lineage as it is known now, roots first, each parent before its children. @param now ms since the epoch. */
	credentials(now: number, facts: CredentialFacts = noFacts): readonly Credential[] {
		return Array.from(this.#grown().nodes.values(), node => this.#credential(node, now, facts));
	}

	#credential({id, minted, depth}: Node, now: number, facts: CredentialFacts): Credential {
		const tally = this.#tallies.get(id);
		const principal = tally?.principal ?? minted?.principal ?? null;
		return {
			id,
			kind: minted?.kind ?? (isTemporary(id) ? 'session' : 'user-key'),
			parent: minted?.parent ?? null,
			hop: minted === null ? null : hopOf(minted),
			origin: minted === null ? this.#ancestry.of(id) : [],
			depth,
			principal,
			firstSeen: tally?.firstSeen ?? null,
			lastSeen: tally?.lastSeen ?? null,
			calls: tally?.calls ?? 0,
			denied: tally?.denied ?? 0,
			regions: [...(tally?.regions ?? [])].sort(),
			expires: minted?.expires ?? null,
			status: statusOf(id, principal, minted, now, facts),
		};
	}

	#grown(): Tree {
		this.#tree ??= this.#kinship.tree(
			new Map(this.#roots.map(id => [id, Math.max(0, this.#ancestry.issuedAt(id) - skew)])),
		);
		return this.#tree;
	}
}

function hopOf({event, reason}: Minted): Credential['hop'] {
	return {eventID: event.id, eventName: event.name, time: event.time, inferred: reason !== null, reason};
}
