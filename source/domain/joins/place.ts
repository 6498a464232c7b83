/**
 * Under what a call is found that names no credential of the lineage: a principal's name in its account, however it is
 * written, or the ARN of a session. `user 123456789012 eve`, `role 123456789012 deploy`, `session 123456789012 i-0abc`.
 */
export type Place = string;

export function userPlace(account: string, name: string): Place {
	return `user ${account} ${name}`;
}

export function rolePlace(account: string, name: string): Place {
	return `role ${account} ${name}`;
}

/** Sessions of that name, of any role. */
export function sessionPlace(account: string, name: string): Place {
	return `session ${account} ${name}`;
}

/** What an ARN of user, role or session says, without paths: names are unique in an account, paths are left out here and there. */
export interface Who {
	readonly kind: 'user' | 'role' | 'session' | 'federated';
	readonly account: string;
	/** Of the user, of the role (a session's too), of the federated user. */
	readonly name: string;
	/** Of the role session; null for others. */
	readonly session: string | null;
}

/** Null for the root user, for services, and for what is no ARN. */
export function whoIs(arn: string | null): Who | null {
	const [, , , account = '', what = ''] = /^arn:([^:]*):(iam|sts):[^:]*:(\d{12}):(.+)$/.exec(arn ?? '') ?? [];
	const parts = what.split('/');
	const [type, name = ''] = parts;
	const last = parts.at(-1) ?? '';
	if (type === 'user' && parts.length > 1) return {kind: 'user', account, name: last, session: null};
	if (type === 'role' && parts.length > 1) return {kind: 'role', account, name: last, session: null};
	if (type === 'federated-user' && parts.length > 1)
		return {kind: 'federated', account, name: last, session: null};
	if (type !== 'assumed-role' || parts.length < 3) return null;
	return {kind: 'session', account, name, session: last};
}

/** Everywhere that a call under this ARN is looked for. */
export function placesOf(arn: string | null): readonly Place[] {
	const who = whoIs(arn);
	if (arn === null || who === null) return [];
	if (who.kind === 'user') return [userPlace(who.account, who.name)];
	if (who.kind === 'role') return [rolePlace(who.account, who.name)];
	if (who.session === null) return [arn];
	return [arn, rolePlace(who.account, who.name), sessionPlace(who.account, who.session)];
}
