import {parsePolicy, type Statement} from '../../policy/document.ts';
import {applies, type Question} from '../../policy/evaluate.ts';
import type {Context} from '../../policy/pattern.ts';
import type {Principal} from '../../principals/authenticate.ts';
import type {Role} from '../iam/state.ts';

/**
 * What a role's trust policy says to a principal: `named` trusts it by itself, `account` trusts whomever the account's
 * own policies allow, `deny` and `none` refuse.
 */
export type Trust = 'named' | 'account' | 'deny' | 'none';

export function trustOf(
	{trust, trustedIds}: Pick<Role, 'trust' | 'trustedIds'>,
	action: string,
	principal: Principal,
	context: Context,
): Trust {
	let best: Trust = 'none';
	for (const statement of parsePolicy(trust) ?? []) {
		const found = reach(statement, principal, trustedIds);
		// A trust policy has no resource: it is the role's own.
		const question: Question = {action, resource: '*', context};
		if (found === 'none' || !applies({...statement, resources: ['*']}, question)) continue;
		if (statement.effect === 'Deny') return 'deny';
		if (best !== 'named') best = found;
	}
	return best;
}

function reach(
	{principals, notPrincipals}: Statement,
	principal: Principal,
	ids: Role['trustedIds'],
): 'named' | 'account' | 'none' {
	if (notPrincipals) return isNamed(notPrincipals['AWS'] ?? [], principal, ids) ? 'none' : 'account';
	const trusted = [...(principals?.['AWS'] ?? []), ...(principals?.['*'] ?? [])];
	if (trusted.includes('*')) return 'named';
	if (isNamed(trusted, principal, ids)) return 'named';
	const {accountId} = principal;
	return trusted.some(id => id === accountId || id === `arn:aws:iam::${accountId}:root`) ? 'account' : 'none';
}

/** By ARN; users and roles by the unique id that the policy holds for their ARN (field guide §2). */
function isNamed(
	names: readonly string[],
	{arn, principalId, session}: Principal,
	ids: Role['trustedIds'],
): boolean {
	const own = new Set([arn, principalId, session?.role?.arn, session?.role?.id]);
	return names.some(name => own.has(Object.hasOwn(ids, name) ? ids[name] : name));
}
