/** How a credential came to be. `console` and `service` are joined by inference or made by a service. */
export type CredentialKind = 'user-key' | 'session' | 'federation' | 'console' | 'service';

/** Whether the credential still works, as far as is known. `unrevocable`: root sessions (field guide §1). */
export type CredentialStatus = 'alive' | 'inactive' | 'revoked' | 'expired' | 'unrevocable' | 'unknown';

/** The event that minted a credential. */
export interface Hop {
	readonly eventID: string;
	readonly eventName: string;
	/** ms since the epoch. */
	readonly time: number;
	/** True where no record names the credential as minted: it was joined by what else the records say. */
	readonly inferred: boolean;
	/** Why it was joined, in one line; null where a record names it. */
	readonly reason: string | null;
}

/** Who handed out a key that is under investigation: the nearest first, up to a long-term key or to where the trail ends. */
export interface Ancestor {
	/** The credential that asked; null where none signed, as for a service. */
	readonly credential: string | null;
	/** ARN; of a caller from another account whose record was not read: `AIDA… of account …`. */
	readonly principal: string | null;
	readonly sourceIp: string | null;
	readonly hop: Hop;
}

/** One node of the lineage: whatever can sign a call, descended from the key. */
export interface Credential {
	/** The access key id. */
	readonly id: string;
	readonly kind: CredentialKind;
	/** The credential that minted this one; null for the key itself. */
	readonly parent: string | null;
	readonly hop: Hop | null;
	/** Where a key under investigation came from; empty for all others, and where nobody knows. Not of the lineage. */
	readonly origin: readonly Ancestor[];
	/** 0 for the key, 1 for what it minted, and so on. */
	readonly depth: number;
	/** ARN of the identity that its calls carry; from its calls or from the hop. */
	readonly principal: string | null;
	/** ms since the epoch of its first and last call that was read; null when none was. */
	readonly firstSeen: number | null;
	readonly lastSeen: number | null;
	readonly calls: number;
	/** Calls that came back with an error that means "not allowed". */
	readonly denied: number;
	/** Regions in which it was seen, sorted. */
	readonly regions: readonly string[];
	/** ms since the epoch; null for long-term keys and where the hop does not say. */
	readonly expires: number | null;
	readonly status: CredentialStatus;
}
