import type {Hand} from '../actor.ts';
import type {Browser} from '../browser.ts';

/** What an attacker will not give up, and what it knows of it. */
export interface Stronghold {
	readonly accountId: string;
	/** Names of the users whose keys it has. */
	readonly users: readonly string[];
	/** Names of the roles that it takes, from one another where trust allows it (role juggling, field guide §2). */
	readonly roles: readonly string[];
	/** Names of the roles that only its machines have. */
	readonly machineRoles?: readonly string[];
	/** How a credential is used where not by looking at instances. */
	readonly uses: Readonly<Record<string, (hand: Hand) => Promise<unknown>>>;
	/** Whether a call that no key signs was answered, where the attacker has a credential for such. */
	readonly bearer?: () => boolean;
	readonly browser: Browser;
	/** A user whose password it knows, and the credential that set it. */
	readonly login: {readonly userName: string; readonly password: string; readonly maker: string};
	/** The consoles that its browser has open. */
	readonly consoles: readonly string[];
}

/** The name under which the attacker holds a role that it took again. */
export const again = (role: string): string => `${role} again`;
