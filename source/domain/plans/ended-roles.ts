import {credentialsById, holderBehind, principalKey} from '../containment/principal.ts';
import type {RoleState} from '../containment/state.ts';
import type {Credential} from '../credential.ts';
import {globalRegion, partitionOfArn} from '../partition.ts';
import type {EndedRole, Step} from '../plan.ts';

/** Regions in which it is asked who takes a role: each answers a few questions a second, and all of them share those. */
const most = 4;

/**
 * The roles that the steps close or revoke, with the regions where they are at work: where AWS saw the role last, where the
 * lineage has it and took it (STS is logged where it is called, field guide §8), and where the global endpoint is.
 */
export function endedRoles(
	roles: readonly RoleState[],
	steps: readonly Step[],
	credentials: readonly Credential[],
): readonly EndedRole[] {
	const targets = new Set(steps.map(({target}) => target));
	const byId = credentialsById(credentials);
	return roles
		.filter(({principal}) => targets.has(principal.name))
		.map(({principal, arn, lastUsed}) => {
			const key = principalKey(principal);
			const sessions = credentials.filter(credential => {
				const holder = holderBehind(credential, byId);
				return holder !== null && principalKey(holder) === key;
			});
			const takers = sessions.flatMap(({parent}) => byId.get(parent ?? '') ?? []);
			const regions = new Set([
				...(lastUsed.value?.region == null ? [] : [lastUsed.value.region]),
				...principal.regions,
				globalRegion(partitionOfArn(arn ?? principal.arn)),
				...[...sessions, ...takers].flatMap(credential => credential.regions),
			]);
			return {name: principal.name, arn, regions: [...regions].slice(0, most)};
		});
}
