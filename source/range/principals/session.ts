/** A set of temporary credentials, as STS handed it out. It knows its user or role, not the key that asked for it. */
export interface Session {
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
	readonly sessionToken: string;
	/** `session`: GetSessionToken, `federated`: GetFederationToken, `role`: AssumeRole and its siblings, `root`: AssumeRoot. */
	readonly kind: 'session' | 'federated' | 'role' | 'root';
	readonly arn: string;
	readonly principalId: string;
	/** Range time in ms. */
	readonly issuedAt: number;
	readonly expiresAt: number;
	/** The user behind a `session` or `federated` one. Names are reused, ids are not. */
	readonly user?: {readonly name: string; readonly id: string; readonly arn: string};
	readonly role?: {readonly name: string; readonly id: string; readonly arn: string};
	/** The role session's or federated user's name. */
	readonly name?: string;
	/** Texts of the session policies, and ARNs of managed ones: they can only narrow. */
	readonly policies: readonly string[];
	readonly policyArns: readonly string[];
	/** Texts by which GetScopedCredentials narrowed it further, each of which must allow. */
	readonly scopes?: readonly string[];
	/** Whether the console's browser signs with it: such a session may call IAM (field guide §1). */
	readonly console?: boolean;
	/** The account of the root user or role, where it is not the account of the range. */
	readonly accountId?: string;
	readonly mfa: boolean;
	readonly sourceIdentity?: string;
}
