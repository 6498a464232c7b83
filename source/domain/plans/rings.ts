import {credentialsById, holderOf, principalKey} from '../containment/principal.ts';
import type {Credential} from '../credential.ts';

/**
 * Roles that take each other, directly or through others: they are closed together before any session of them is
 * revoked, or one takes back the other (field guide §2, role juggling).
 *
 * @param keys `principalKey`s of the roles.
 * @returns for each role, those of its ring, itself among them.
 */
export function ringsOf(
	keys: readonly string[],
	credentials: readonly Credential[],
): ReadonlyMap<string, ReadonlySet<string>> {
	const rings = new Map(keys.map(key => [key, new Set([key])]));
	const byId = credentialsById(credentials);
	for (const {principal, parent} of credentials) {
		const one = rings.get(keyOf(principal) ?? '');
		const other = rings.get(keyOf(parent === null ? null : (byId.get(parent)?.principal ?? null)) ?? '');
		if (one === undefined || other === undefined || one === other) continue;
		const both = new Set([...one, ...other]);
		for (const key of both) rings.set(key, both);
	}
	return rings;
}

function keyOf(arn: string | null): string | null {
	const holder = holderOf(arn);
	return holder?.kind === 'role' ? principalKey(holder) : null;
}
