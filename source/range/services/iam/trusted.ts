import {parsePolicy, type Statement} from '../../policy/document.ts';
import type {World} from '../../world.ts';
import {malformedPrincipal} from './errors.ts';
import type {IamState, Role} from './state.ts';

/** Users and roles by name; sessions and whole accounts are not looked up. */
const entity = /^arn:[^:]*:iam::(\d{12}):(user|role)\/(?:.*\/)?([^/]+)$/;
const uniqueId = /^A(IDA|ROA)[A-Z2-7]+$/;

/**
 * Whom a trust policy names, by what they are called: IAM keeps the unique ids of users and roles, so that whoever is
 * made anew under an old name is not trusted (field guide §2). Throws where one of this account is not there.
 */
export function trustedIds(document: string, {iam, accountId}: World): Readonly<Record<string, string>> {
	const ids: [string, string][] = [];
	for (const name of namedIn(document)) {
		const [, account] = entity.exec(name) ?? [];
		if (uniqueId.test(name) ? !isId(iam, name) : account === accountId && idOf(iam, name) === undefined) {
			throw malformedPrincipal(name);
		}
		const id = idOf(iam, name);
		if (id !== undefined) ids.push([name, id]);
	}
	return Object.fromEntries(ids);
}

/** The trust policy as IAM shows it: whoever is gone by their unique id. */
export function shownTrust({trust, trustedIds: ids}: Role, iam: IamState): string {
	return Object.entries(ids).reduce(
		(text, [name, id]) =>
			idOf(iam, name) === id ? text : text.replaceAll(JSON.stringify(name), JSON.stringify(id)),
		trust,
	);
}

function namedIn(document: string): string[] {
	const statements: readonly Statement[] = parsePolicy(document) ?? [];
	return statements.flatMap(({principals, notPrincipals}) => [
		...(principals?.['AWS'] ?? []),
		...(notPrincipals?.['AWS'] ?? []),
	]);
}

function idOf({users, roles}: IamState, arn: string): string | undefined {
	const [, , kind, name = ''] = entity.exec(arn) ?? [];
	const found = kind === 'user' ? users.get(name) : kind === 'role' ? roles.get(name) : undefined;
	if (found?.arn !== arn) return undefined;
	return 'userId' in found ? found.userId : found.roleId;
}

const isId = ({users, roles}: IamState, id: string): boolean =>
	users.values().some(({userId}) => userId === id) || roles.values().some(({roleId}) => roleId === id);
