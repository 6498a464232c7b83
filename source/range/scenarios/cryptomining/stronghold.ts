import {ListAccountsCommand, OrganizationsClient} from '@aws-sdk/client-organizations';
import type {Actor} from '../../actors/actor.ts';
import {Browser} from '../../actors/browser.ts';
import {again, type Stronghold} from '../../actors/resistance/stronghold.ts';
import type {Truth} from '../../actors/truth.ts';
import type {World} from '../../world.ts';
import {NAMES, ORIGINS} from './cast.ts';

/** What the attacker defends when it resists. Its browser it opens only then, with the password that it set. */
export function strongholdOf(world: World, attacker: Actor, truth: Truth, password: string): Stronghold {
	const accounts: Stronghold['uses'][string] = hand =>
		hand.client(OrganizationsClient).send(new ListAccountsCommand({}));
	return {
		accountId: world.accountId,
		users: [NAMES.leakedUser, NAMES.backdoorUser],
		roles: [NAMES.deployRole, NAMES.organizationRole],
		uses: {organization: accounts, [again(NAMES.organizationRole)]: accounts},
		browser: new Browser(world, attacker, truth, ORIGINS.attacker),
		login: {
			userName: NAMES.backdoorUser,
			password,
			maker: attacker.held('deploy-role')?.accessKeyId ?? '',
		},
		consoles: ['password console', 'federation console', 'federation again console'],
	};
}
