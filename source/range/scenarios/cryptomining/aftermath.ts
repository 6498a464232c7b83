import {DescribeInstancesCommand, EC2Client} from '@aws-sdk/client-ec2';
import {CreateAccessKeyCommand, IAMClient, ListUsersCommand} from '@aws-sdk/client-iam';
import {GetFederationTokenCommand, STSClient} from '@aws-sdk/client-sts';
import type {Actor, Intent} from '../../actors/actor.ts';
import type {Beat} from '../../actors/timeline.ts';
import {MINES, NAMES} from './cast.ts';
import {launch} from './mining.ts';

/**
 * After AWS's quarantine: the key is refused what it was stolen for, and nothing else changes, since the quarantine
 * binds the user and what is derived from the user, not the role sessions and not the second user (field guide §1, §4).
 */
export function shrugOff(attacker: Actor): Beat[] {
	const byKey = (act: Intent['act']): Intent => ({by: NAMES.key, alone: true, act});
	const refused: Intent[] = [
		byKey(hand => launch(hand, 'us-east-1', {InstanceType: 'g4dn.12xlarge'})),
		byKey(hand => hand.client(STSClient).send(new GetFederationTokenCommand({Name: 'aws-support-2'}))),
		byKey(hand => hand.client(IAMClient).send(new CreateAccessKeyCommand({UserName: NAMES.leakedUser}))),
	];
	const names = ['deploy-role', 'backdoor-role', 'session', 'federation', 'backdoor', NAMES.key];
	const rounds = [44, 29, 14, 6].flatMap(ago =>
		MINES.map((region, index) => ({
			ago: ago - index * 0.3,
			run: () => attacker.attempt(inventory(region, names[index] ?? NAMES.key)),
		})),
	);
	return [
		...refused.map((intent, index) => ({ago: 60 - index, run: () => attacker.attempt(intent)})),
		{
			ago: 57,
			run: () =>
				attacker.attempt({
					by: 'deploy-role',
					act: hand => launch(hand, 'us-east-1', {InstanceType: 'c6i.8xlarge'}),
				}),
		},
		{
			ago: 33,
			run: () =>
				attacker.attempt({
					by: 'backdoor',
					act: hand => hand.client(IAMClient).send(new ListUsersCommand({})),
				}),
		},
		...rounds,
	];
}

/** Are the machines still there? */
function inventory(region: string, by: string): Intent {
	return {by, act: hand => hand.client(EC2Client, region).send(new DescribeInstancesCommand({}))};
}
