/** A fact that was read, or why it could not be: "no policies" and "not allowed to look" are different things. */
export type Read<T> =
	| {readonly value: T; readonly error: null}
	| {readonly value: null; readonly error: string};

export interface LastUse {
	/** ms since the epoch; up to hours late (field guide §10). */
	readonly time: number;
	readonly service: string;
	readonly region: string;
}

export type KeyStatus = 'Active' | 'Inactive' | 'deleted';

/** One long-term access key of a user. */
export interface UserKey {
	readonly id: string;
	readonly status: KeyStatus;
	/** ms since the epoch. */
	readonly created: number | null;
	readonly lastUsed: LastUse | null;
}

/** A policy that acts on the user. */
export interface AttachedPolicy {
	readonly name: string;
	/** Null for inline policies. */
	readonly arn: string | null;
	readonly via: 'attached' | 'inline' | 'boundary' | `group ${string}`;
}

/** A credential of the user that lives on when the key is disabled (field guide §1). */
export interface OtherCredential {
	readonly kind:
		| 'password'
		| 'service-specific credential'
		| 'SSH public key'
		| 'signing certificate'
		| 'MFA device';
	readonly id: string;
	readonly status: string;
}

/** What AWS says of the key under investigation. */
export interface KeyFacts {
	readonly id: string;
	readonly account: string | null;
	readonly status: Read<KeyStatus>;
	/** Null for a temporary key, and for a long-term one whose user is gone or unreadable. */
	readonly userName: string | null;
	readonly userArn: string | null;
	readonly created: number | null;
	readonly lastUsed: Read<LastUse | null>;
	/** All long-term keys of the user, this one among them. */
	readonly keys: Read<readonly UserKey[]>;
	readonly otherCredentials: Read<readonly OtherCredential[]>;
	readonly policies: Read<readonly AttachedPolicy[]>;
	/** AWS's own quarantine policy, any version (field guide §4); null if it is not there. */
	readonly quarantine: string | null;
	/** What could not be read of lists that were read in part, one line each; absent when nothing is missing. */
	readonly gaps?: readonly string[];
}
