import {DescribeInstancesCommand, EC2Client} from '@aws-sdk/client-ec2';
import {
	AttachUserPolicyCommand,
	CreateAccessKeyCommand,
	CreateLoginProfileCommand,
	CreateUserCommand,
	GetAccountSummaryCommand,
	IAMClient,
	ListRolesCommand,
	ListUsersCommand,
} from '@aws-sdk/client-iam';
import {GetCallerIdentityCommand, GetFederationTokenCommand, STSClient} from '@aws-sdk/client-sts';
import type {Beat} from '../../actors/timeline.ts';
import {callUnspoken} from '../../unspoken.ts';
import type {World} from '../../world.ts';
import {managed, policy} from '../company/founding.ts';
import {NAMES, ORIGINS, SIGNIN} from './cast.ts';
import {by, type Intruder, idOf} from './intruder.ts';

/** The key is tried with S3 Browser, then on the command line, and becomes a console (field guide §1, §17). */
export function arrive(intruder: Intruder, world: World): Beat[] {
	const at = by(intruder);
	const {browser} = intruder;
	const s3 = (ago: number, name: string, parameters?: object): Beat => ({
		ago,
		run: () =>
			callUnspoken(
				world,
				idOf(intruder, NAMES.key),
				{service: 's3', name, ...(parameters && {parameters})},
				{...ORIGINS.s3Browser, region: 'us-east-1'},
			),
	});
	return [
		s3(298, 'ListBuckets'),
		s3(297.5, 'GetBucketLocation', {bucketName: 'company-exports'}),
		s3(297.2, 'GetBucketAcl', {bucketName: 'company-exports'}),
		at(291, NAMES.key, hand => hand.client(STSClient).send(new GetCallerIdentityCommand({}))),
		at(290, NAMES.key, hand => hand.client(IAMClient).send(new ListUsersCommand({}))),
		at(289, NAMES.key, hand => hand.client(IAMClient).send(new ListRolesCommand({}))),
		at(286, NAMES.key, async hand => {
			const {Credentials} = await hand.client(STSClient).send(
				new GetFederationTokenCommand({
					Name: 'onboarding-console',
					DurationSeconds: 129_600,
					Policy: policy({Effect: 'Allow', Action: '*', Resource: '*'}),
				}),
			);
			hand.take('federation', 'federation', Credentials);
		}),
		// The token itself knows nobody in IAM; the console that it opens does.
		at(285.5, 'federation', hand => hand.client(IAMClient).send(new ListUsersCommand({}))),
		{
			ago: 285,
			run: () =>
				browser.federate(
					'federated-console',
					idOf(intruder, 'federation'),
					ORIGINS.script,
					SIGNIN.federation,
				),
		},
		at(284, 'federated-console', hand => hand.client(IAMClient).send(new GetAccountSummaryCommand({}))),
		at(283, 'federated-console', hand => hand.client(IAMClient).send(new ListUsersCommand({}))),
		{ago: 280, run: () => browser.refresh('federated-console')},
		at(279, 'federated-console', hand => hand.client(EC2Client).send(new DescribeInstancesCommand({}))),
		{ago: 272, run: () => browser.refresh('federated-console')},
		...supporter(intruder),
	];
}

/** A user of one's own, made in the browser: administrator, with a password and a key. */
function supporter(intruder: Intruder): Beat[] {
	const at = by(intruder);
	const UserName = NAMES.supportUser;
	const console = 'federated-console';
	return [
		at(271, console, async hand => {
			const {User} = await hand.client(IAMClient).send(new CreateUserCommand({UserName}));
			hand.founded(User?.Arn);
		}),
		at(270.8, console, hand =>
			hand
				.client(IAMClient)
				.send(new AttachUserPolicyCommand({UserName, PolicyArn: managed('AdministratorAccess')})),
		),
		at(270.5, console, hand =>
			hand.client(IAMClient).send(
				new CreateLoginProfileCommand({
					UserName,
					Password: intruder.password,
					PasswordResetRequired: false,
				}),
			),
		),
		at(269, console, async hand => {
			const {AccessKey} = await hand.client(IAMClient).send(new CreateAccessKeyCommand({UserName}));
			hand.take('support-key', 'user-key', AccessKey);
		}),
	];
}
