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
}

/** One node of the lineage: whatever can sign a call, descended from the key. */
export interface Credential {
	/** The access key id. */
	readonly id: string;
	readonly kind: CredentialKind;
	/** The credential that minted this one; null for the key itself. */
	readonly parent: string | null;
	readonly hop: Hop | null;
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
