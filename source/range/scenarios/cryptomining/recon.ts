import {
	DescribeAccountAttributesCommand,
	DescribeRegionsCommand,
	EC2Client,
	RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
	GetUserPolicyCommand,
	IAMClient,
	ListAttachedUserPoliciesCommand,
	ListRolesCommand,
	ListUserPoliciesCommand,
	ListUsersCommand,
} from '@aws-sdk/client-iam';
import {GetCallerIdentityCommand, STSClient} from '@aws-sdk/client-sts';
import type {Actor, Hand, Intent} from '../../actors/actor.ts';
import type {Beat} from '../../actors/timeline.ts';
import {networkOf} from '../../services/ec2/network.ts';
import {isEnabled, REGIONS} from '../../services/ec2/regions.ts';
import {NAMES} from './cast.ts';

/** The key alone: whoever only found it has nothing else. */
const withKey = (act: Intent['act']): Intent => ({by: NAMES.key, alone: true, act});

const whoAmI = withKey(hand => hand.client(STSClient).send(new GetCallerIdentityCommand({})));

/** The finder and the jester: one look each. */
export function onlookers(truffleHog: Actor, prankster: Actor): Beat[] {
	return [
		{ago: 179.2, run: () => truffleHog.attempt(whoAmI)},
		{ago: 171, run: () => prankster.attempt(whoAmI)},
	];
}

/** The scanner: what can this key do, and where? DryRun costs nothing and tells everything (field guide §7, §12). */
export function scan(scanner: Actor): Beat[] {
	const userName = NAMES.leakedUser;
	const looks: Intent['act'][] = [
		hand => hand.client(IAMClient).send(new ListUsersCommand({})),
		hand => hand.client(IAMClient).send(new ListUserPoliciesCommand({UserName: userName})),
		hand =>
			hand
				.client(IAMClient)
				.send(new GetUserPolicyCommand({UserName: userName, PolicyName: 'build-and-deploy'})),
		hand => hand.client(IAMClient).send(new ListAttachedUserPoliciesCommand({UserName: userName})),
		hand => hand.client(IAMClient).send(new ListRolesCommand({})),
		hand => hand.client(EC2Client).send(new DescribeRegionsCommand({})),
	];
	const regions = REGIONS.map(({name}) => name).filter(isEnabled);
	return [
		{ago: 178.9, run: () => scanner.attempt(whoAmI)},
		...looks.map((act, index) => ({ago: 178.5 - index * 0.1, run: () => scanner.attempt(withKey(act))})),
		...regions.flatMap((region, index) => [
			{ago: 177 - index * 0.08, run: () => scanner.attempt(withKey(hand => quota(hand, region)))},
			{ago: 176.98 - index * 0.08, run: () => scanner.attempt(withKey(hand => probe(hand, region)))},
		]),
	];
}

function quota(hand: Hand, region: string): Promise<unknown> {
	return hand
		.client(EC2Client, region)
		.send(new DescribeAccountAttributesCommand({AttributeNames: ['default-vpc']}));
}

/** Whether the credential could start a GPU machine in `region`: resolves if so. */
export async function probe(hand: Hand, region: string): Promise<void> {
	try {
		await hand.client(EC2Client, region).send(
			new RunInstancesCommand({
				ImageId: networkOf(region).images[0].id,
				InstanceType: 'g4dn.xlarge',
				MinCount: 1,
				MaxCount: 1,
				DryRun: true,
			}),
		);
	} catch (error) {
		if (!(error instanceof Error && error.name === 'DryRunOperation')) {
			throw error;
		}
	}
}
