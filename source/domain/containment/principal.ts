import type {Credential} from '../credential.ts';

/** A user or role that the lineage can act as: what has to be contained beside the credentials themselves. */
export interface Principal {
	readonly kind: 'user' | 'role';
	/** Unique in its account, whatever the path. */
	readonly name: string;
	/** 12 digits. */
	readonly account: string;
	/** As far as events tell it: that of a role session has no path. AWS's own answer is in the state. */
	readonly arn: string;
	/** Whether the lineage made it: then nobody else needs it. */
	readonly made: boolean;
	/** Why it is to be contained, one line each. */
	readonly why: readonly string[];
	/** ms since the epoch of the newest session of it that is known; null: none. */
	readonly lastTaken: number | null;
	/** Where it was taken, or given to something that runs, as far as events tell. */
	readonly regions: readonly string[];
}

/** Who carries the policies of an identity: the user itself, or the role behind a session. */
export interface Holder {
	readonly kind: 'user' | 'role';
	readonly account: string;
	readonly name: string;
	readonly arn: string;
}

/** The user or role that an ARN speaks of; null for root users, federated users, services and what is no ARN. */
export function holderOf(arn: string | null): Holder | null {
	const session = /^arn:([^:]*):sts::(\d{12}):assumed-role\/([^/]+)\//.exec(arn ?? '');
	if (session !== null) {
		const [, partition = 'aws', account = '', name = ''] = session;
		return {kind: 'role', account, name, arn: `arn:${partition}:iam::${account}:role/${name}`};
	}
	const entity = /^arn:[^:]*:iam::(\d{12}):(user|role)\/(?:.*\/)?([^/]+)$/.exec(arn ?? '');
	if (entity === null) return null;
	const [text, account = '', kind, name = ''] = entity;
	return {kind: kind === 'user' ? 'user' : 'role', account, name, arn: text};
}

/**
 * Whose rights a credential has. A federation token has those of the user that asked for it, and so has the console that
 * is entered with it (field guide §1).
 */
export function holderBehind(
	credential: Credential,
	byId: ReadonlyMap<string, Credential>,
	owners: ReadonlyMap<string, string> = new Map(),
): Holder | null {
	const own = holderOf(credential.principal ?? owners.get(credential.id) ?? null);
	if (own !== null || (credential.kind !== 'federation' && !isFederated(credential))) return own;
	const parent = credential.parent === null ? undefined : byId.get(credential.parent);
	return parent === undefined ? null : holderBehind(parent, byId, owners);
}

/** Whether the calls of a credential carry a federated user, who has no policies of its own. */
export function isFederated({principal}: Credential): boolean {
	return /^arn:[^:]*:sts::\d{12}:federated-user\//.test(principal ?? '');
}

/** The key of a principal in maps. */
export function principalKey({kind, account, name}: Pick<Holder, 'kind' | 'account' | 'name'>): string {
	return `${kind}/${account}/${name}`;
}

/** Credentials by their id. */
export function credentialsById(credentials: readonly Credential[]): ReadonlyMap<string, Credential> {
	return new Map(credentials.map(credential => [credential.id, credential]));
}

/** A credential and everything minted from it, to any depth: what a plan for it alone is about. */
export function branchOf(credentials: readonly Credential[], id: string): readonly Credential[] {
	const branch = new Set([id]);
	// Each parent comes before its children.
	for (const credential of credentials) {
		if (credential.parent !== null && branch.has(credential.parent)) branch.add(credential.id);
	}
	return credentials.filter(credential => branch.has(credential.id));
}
