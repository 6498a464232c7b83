import type {Credential, CredentialStatus} from './credential.ts';
import {type Event, isDenied} from './event.ts';
import {type Minted, mintedBy} from './hop.ts';

/** What AWS says of credentials now; nothing in it when only files are at hand. */
export interface CredentialFacts {
	/** Long-term keys whose state was read: id → whether it is Active. A deleted key counts as not active. */
	readonly active: ReadonlyMap<string, boolean>;
	/** Principals (ARN of user or role) whose older sessions were revoked, and the moment (ms) up to which. */
	readonly revoked: ReadonlyMap<string, number>;
}

export const noFacts: CredentialFacts = {active: new Map(), revoked: new Map()};

/** Services' clocks differ: a first call may seem to come so many ms before the hop that made it possible. */
export const skew = 5000;

/** What was counted of one credential's calls. */
interface Tally {
	/** Of the earliest call, so that the order of arrival decides nothing. */
	principal: string | null;
	principalSince: number;
	firstSeen: number | null;
	lastSeen: number | null;
	calls: number;
	denied: number;
	readonly regions: Set<string>;
}

interface Node {
	readonly id: string;
	readonly minted: Minted | null;
	readonly depth: number;
}

/**
 * The tree of credentials minted from the keys, built from events in whatever order they arrive, each given once.
 * Events of strangers may be given too: a later hop can make them family.
 */
export class Lineage {
	readonly #roots: readonly string[];
	readonly #tallies = new Map<string, Tally>();
	readonly #childrenOf = new Map<string, Minted[]>();
	#nodes: ReadonlyMap<string, Node> | null = null;

	/** @param roots The access key ids under investigation. */
	constructor(roots: readonly string[]) {
		this.#roots = roots;
	}

	/** Takes in one event. An event that a service made on somebody's behalf counts for nobody (field guide §19). */
	add(event: Event): void {
		if (event.credential === null || event.onBehalfOf !== null) return;
		count(this.#tallyOf(event.credential), event);
		const minted = mintedBy(event);
		if (minted === null) return;
		const siblings = this.#childrenOf.get(minted.parent);
		if (siblings === undefined) this.#childrenOf.set(minted.parent, [minted]);
		else siblings.push(minted);
		this.#nodes = null;
	}

	has(credential: string): boolean {
		return this.#tree().has(credential);
	}

	/**
	 * Whether a credential of the lineage signed the event. A temporary key id can have been somebody else's before: the
	 * life of a minted credential begins at its hop.
	 */
	owns(event: Event): boolean {
		const node = event.credential === null ? undefined : this.#tree().get(event.credential);
		return node !== undefined && (event.time === 0 || event.time >= this.livesFrom(node.id));
	}

	/** ms since the epoch from which on the calls of a credential of the lineage are its own; 0 for the keys. */
	livesFrom(credential: string): number {
		return Math.max(0, (this.mintingOf(credential)?.event.time ?? 0) - skew);
	}

	/** The ids of the lineage, roots first, each parent before its children. */
	ids(): readonly string[] {
		return [...this.#tree().keys()];
	}

	/** How a credential of the lineage was minted; null for the keys, and for strangers. */
	mintingOf(credential: string): Minted | null {
		return this.#tree().get(credential)?.minted ?? null;
	}

	/** The lineage as it is known now, roots first, each parent before its children. @param now ms since the epoch. */
	credentials(now: number, facts: CredentialFacts = noFacts): readonly Credential[] {
		return Array.from(this.#tree().values(), node => this.#credential(node, now, facts));
	}

	#credential({id, minted, depth}: Node, now: number, facts: CredentialFacts): Credential {
		const tally = this.#tallies.get(id);
		const principal = tally?.principal ?? minted?.principal ?? null;
		return {
			id,
			kind: minted?.kind ?? (id.startsWith('ASIA') ? 'session' : 'user-key'),
			parent: minted?.parent ?? null,
			hop:
				minted === null
					? null
					: {eventID: minted.event.id, eventName: minted.event.name, time: minted.event.time},
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

	#tallyOf(credential: string): Tally {
		let tally = this.#tallies.get(credential);
		if (tally === undefined) {
			tally = {
				principal: null,
				principalSince: Number.POSITIVE_INFINITY,
				firstSeen: null,
				lastSeen: null,
				calls: 0,
				denied: 0,
				regions: new Set(),
			};
			this.#tallies.set(credential, tally);
		}
		return tally;
	}

	/**
	 * Breadth first from the roots, the oldest hop first: the same tree whatever the order of arrival. A credential that
	 * is there already is not taken in again, so rings of roles end (field guide §2).
	 */
	#tree(): ReadonlyMap<string, Node> {
		if (this.#nodes !== null) return this.#nodes;
		const nodes = new Map<string, Node>();
		for (const id of this.#roots) nodes.set(id, {id, minted: null, depth: 0});
		// A Map goes on to the entries that are added while it is walked.
		for (const parent of nodes.values()) {
			const children = this.#childrenOf.get(parent.id)?.toSorted(byAge) ?? [];
			for (const minted of children) {
				if (!nodes.has(minted.id)) nodes.set(minted.id, {id: minted.id, minted, depth: parent.depth + 1});
			}
		}
		this.#nodes = nodes;
		return nodes;
	}
}

function count(tally: Tally, event: Event): void {
	tally.calls += 1;
	if (isDenied(event)) tally.denied += 1;
	tally.regions.add(event.region);
	name(tally, event);
	if (event.time === 0) return;
	tally.firstSeen = Math.min(tally.firstSeen ?? event.time, event.time);
	tally.lastSeen = Math.max(tally.lastSeen ?? event.time, event.time);
}

function name(tally: Tally, {principal, time}: Event): void {
	if (principal === null) return;
	const since = time === 0 ? Number.MAX_SAFE_INTEGER : time;
	if (since > tally.principalSince) return;
	if (since === tally.principalSince && tally.principal !== null && tally.principal <= principal) return;
	tally.principal = principal;
	tally.principalSince = since;
}

function byAge(one: Minted, other: Minted): number {
	return one.event.time - other.event.time || (one.event.id < other.event.id ? -1 : 1);
}

function statusOf(
	id: string,
	principal: string | null,
	minted: Minted | null,
	now: number,
	facts: CredentialFacts,
): CredentialStatus {
	const active = facts.active.get(id);
	if (active !== undefined) return active ? 'alive' : 'inactive';
	if (!id.startsWith('ASIA')) return 'unknown';
	if (minted?.expires != null && minted.expires <= now) return 'expired';
	if (principal !== null && /^arn:[^:]*:iam::\d{12}:root$/.test(principal)) return 'unrevocable';
	const revokedAt = facts.revoked.get(ownerOf(principal));
	if (revokedAt !== undefined && minted !== null && minted.event.time <= revokedAt) return 'revoked';
	return facts.active.size > 0 && minted?.expires != null ? 'alive' : 'unknown';
}

/** The ARN that policies are attached to: the role behind a role session, the user itself. */
function ownerOf(principal: string | null): string {
	const session = /^arn:([^:]*):sts::(\d{12}):assumed-role\/([^/]+)\//.exec(principal ?? '');
	return session === null ? (principal ?? '') : `arn:${session[1]}:iam::${session[2]}:role/${session[3]}`;
}
