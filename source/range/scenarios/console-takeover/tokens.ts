import {DescribeInstancesCommand, DescribeRegionsCommand, EC2Client} from '@aws-sdk/client-ec2';
import {IAMClient, ListUsersCommand} from '@aws-sdk/client-iam';
import {ListAccountsCommand, OrganizationsClient} from '@aws-sdk/client-organizations';
import {
	AssumeRoleCommand,
	AssumeRootCommand,
	GetCallerIdentityCommand,
	GetDelegatedAccessTokenCommand,
	GetScopedCredentialsCommand,
	STSClient,
} from '@aws-sdk/client-sts';
import type {Hand} from '../../actors/actor.ts';
import type {Beat} from '../../actors/timeline.ts';
import {delegate} from '../../services/sts/delegated.ts';
import type {World} from '../../world.ts';
import {policy, roleArn} from '../company/founding.ts';
import {NAMES} from './cast.ts';
import {by, type Intruder} from './intruder.ts';

/** Where the intruder asks for tokens: STS is logged where it is called, and hardly anybody looks there (§8). */
const ASIDE = 'ap-southeast-2';

/** The ways from credential to credential that few rules cover (field guide §8), and the way into another account. */
export function multiply(intruder: Intruder, world: World): Beat[] {
	const at = by(intruder);
	return [
		at(198, 'audit', async hand => {
			const {Credentials} = await hand.client(STSClient, ASIDE).send(
				new AssumeRootCommand({
					TargetPrincipal: await member(hand),
					TaskPolicyArn: {arn: 'arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials'},
				}),
			);
			hand.take('root', 'session', Credentials);
		}),
		at(197, 'root', hand => hand.client(STSClient, ASIDE).send(new GetCallerIdentityCommand({}))),
		at(195, 'audit', async hand => {
			const {Credentials} = await hand.client(STSClient).send(
				new AssumeRoleCommand({
					RoleArn: roleArn(await member(hand), 'OrganizationAccountAccessRole'),
					RoleSessionName: 'quarterly-review',
				}),
			);
			hand.take('member', 'session', Credentials);
		}),
		at(194, 'member', hand => hand.client(STSClient).send(new GetCallerIdentityCommand({}))),
		at(193, 'member', hand => hand.client(EC2Client).send(new DescribeInstancesCommand({}))),
		at(190, 'audit', async hand => {
			const {Credentials} = await hand.client(STSClient, ASIDE).send(
				new GetScopedCredentialsCommand({
					Policy: policy({Effect: 'Allow', Action: ['ec2:Describe*', 'iam:List*'], Resource: '*'}),
					ScopedSessionDescription: 'inventory',
				}),
			);
			hand.take('scoped', 'session', Credentials);
		}),
		at(189, 'scoped', hand => hand.client(EC2Client, ASIDE).send(new DescribeRegionsCommand({}))),
		at(188, 'scoped', hand => hand.client(IAMClient).send(new ListUsersCommand({}))),
		at(185, 'metrics-key', async hand => {
			const {Credentials} = await hand
				.client(STSClient)
				.send(new GetDelegatedAccessTokenCommand({TradeInToken: delegate(world, NAMES.vendorRole)}));
			hand.take('delegated', 'session', Credentials);
		}),
		at(184, 'delegated', hand => hand.client(EC2Client).send(new DescribeInstancesCommand({}))),
	];
}

/** The organization's member account. */
async function member(hand: Hand): Promise<string> {
	const {Accounts = []} = await hand.client(OrganizationsClient).send(new ListAccountsCommand({}));
	return Accounts.find(({Name}) => Name === 'Workloads')?.Id ?? '';
}
