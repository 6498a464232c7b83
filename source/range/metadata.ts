import type {Session} from './principals/session.ts';
import {mintRoleSession} from './services/sts/mint.ts';
import type {World} from './world.ts';

/** In seconds. */
const lifetime = 6 * 3600;

/**
 * The role credentials that an instance or function finds in itself: no call issues them, and the session bears the
 * machine's name, `i-…` or the function's (field guide §8). Throws where the account has no such role.
 */
export function machineKeys(world: World, machine: string, roleName: string): Session {
	const role = world.iam.roles.get(roleName);
	if (role === undefined) throw new Error(`there is no role ${roleName} for ${machine}`);
	return mintRoleSession(world, role, machine, lifetime);
}
