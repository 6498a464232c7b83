import {IAMClient, ListUsersCommand} from '@aws-sdk/client-iam';
import type {Stronghold} from '../../actors/resistance/stronghold.ts';
import type {World} from '../../world.ts';
import {NAMES} from './cast.ts';
import type {Intruder} from './intruder.ts';
import {invokeModel, makerOf} from './spread.ts';

/** Sessions in another account, which nothing here can end, have no part in the fight. */
const elsewhere = async () => {
	throw new Error('nothing to win there');
};

/** What the intruder defends when it resists. */
export function strongholdOf(intruder: Intruder, world: World): Stronghold {
	return {
		accountId: world.accountId,
		users: [NAMES.leakedUser, NAMES.supportUser, NAMES.metricsUser, NAMES.bedrockUser],
		roles: [NAMES.adminRole, NAMES.auditRole, NAMES.vendorRole],
		machineRoles: [NAMES.serverRole, NAMES.syncRole],
		uses: {
			root: elsewhere,
			member: elsewhere,
			function: hand => hand.client(IAMClient).send(new ListUsersCommand({})),
		},
		bearer: () => invokeModel(intruder, world),
		browser: intruder.browser,
		login: {
			userName: NAMES.supportUser,
			password: intruder.password,
			maker: makerOf(intruder, `:user/${NAMES.supportUser}`),
		},
		consoles: ['federated-console', 'support-console', 'admin-console', 'password console'],
	};
}
