import type {CredentialStatus} from './credential.ts';
import type {Minted} from './hop.ts';
import {isTemporary} from './key.ts';

/** What AWS says of credentials now; nothing in it when only files are at hand. */
export interface CredentialFacts {
	/** Long-term keys whose state was read: id → whether it is Active. A deleted key counts as not active. */
	readonly active: ReadonlyMap<string, boolean>;
	/** Principals (ARN of user or role) whose older sessions were revoked, and the moment (ms) up to which. */
	readonly revoked: ReadonlyMap<string, number>;
}

export const noFacts: CredentialFacts = {active: new Map(), revoked: new Map()};

/** @param now ms since the epoch. */
export function statusOf(
	id: string,
	principal: string | null,
	minted: Minted | null,
	now: number,
	facts: CredentialFacts,
): CredentialStatus {
	const active = facts.active.get(id);
	if (active !== undefined) return active ? 'alive' : 'inactive';
	if (!isTemporary(id)) return 'unknown';
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
