import {
	AddUserToGroupCommand,
	AttachUserPolicyCommand,
	CreateGroupCommand,
	CreateLoginProfileCommand,
	CreateRoleCommand,
	CreateServiceSpecificCredentialCommand,
	CreateUserCommand,
	DeleteLoginProfileCommand,
	ListUsersCommand,
	PutGroupPolicyCommand,
	PutRolePolicyCommand,
	PutUserPermissionsBoundaryCommand,
	PutUserPolicyCommand,
	UpdateAccessKeyCommand,
	UpdateAssumeRolePolicyCommand,
	UpdateLoginProfileCommand,
	UpdateServiceSpecificCredentialCommand,
} from '@aws-sdk/client-iam';
import {GetFederationTokenCommand} from '@aws-sdk/client-sts';
import {beforeEach, expect, test} from 'vitest';
import {callWithBearerToken} from '../../source/range/bearer.ts';
import {settle} from '../../source/range/principals/staff.ts';
import type {ConsoleSession} from '../../source/range/signin/console.ts';
import * as signIn from '../../source/range/signin/sign-in.ts';
import {clientsOf, type Keys, keysOf, policy, refusal, stageRange, trust} from './harness.ts';

const stage = stageRange();
const visit = {sourceIp: '192.0.2.7', userAgent: 'Mozilla/5.0', region: 'eu-west-1'};
const DENY_ALL = 'arn:aws:iam::aws:policy/AWSDenyAll';
const password = `Range-${crypto.randomUUID()}`;

let admin: ReturnType<typeof clientsOf>;
let count = 0;
let UserName: string;
let keys: Keys;

beforeEach(async () => {
	admin = clientsOf(stage.range, stage.range.responder);
	UserName = `user-${count++}`;
	keys = settle(stage.range.world, UserName, ['AdministratorAccess']);
	await admin.iam.send(new CreateLoginProfileCommand({UserName, Password: password}));
});

const login = (given = password) =>
	signIn.loginWithPassword(stage.range.world, {userName: UserName, password: given}, visit).console;

/** A call of IAM with keys that the console has just fetched. */
function browse(console: ConsoleSession): Promise<unknown> {
	const fetched = console.keys();
	if (fetched === undefined) throw new Error('the console has ended');
	return clientsOf(stage.range, fetched).iam.send(new ListUsersCommand({}));
}

test('a password opens the console, a wrong or changed one does not', async () => {
	await browse(login());
	expect(stage.last('ListUsers')).toMatchObject({
		userIdentity: {type: 'IAMUser', userName: UserName},
		sessionCredentialFromConsole: 'true',
	});
	expect(() => login('wrong')).toThrow(/incorrect/);
	expect(stage.last('ConsoleLogin')).toMatchObject({
		eventType: 'AwsConsoleSignIn',
		errorMessage: 'Failed authentication',
		responseElements: {ConsoleLogin: 'Failure'},
	});
	await admin.iam.send(new UpdateLoginProfileCommand({UserName, Password: `${password}-2`}));
	expect(() => login()).toThrow(/incorrect/);
	await browse(login(`${password}-2`));
});

test('neither the password taken away nor the key disabled ends a console that is open', async () => {
	const console = login();
	await admin.iam.send(new DeleteLoginProfileCommand({UserName}));
	await admin.iam.send(
		new UpdateAccessKeyCommand({UserName, AccessKeyId: keys.accessKeyId, Status: 'Inactive'}),
	);
	await browse(console);
	expect(() => login()).toThrow(/incorrect/);
});

test.each<[string, () => Promise<unknown>]>([
	['managed', () => admin.iam.send(new AttachUserPolicyCommand({UserName, PolicyArn: DENY_ALL}))],
	[
		'inline',
		() =>
			admin.iam.send(
				new PutUserPolicyCommand({UserName, PolicyName: 'deny', PolicyDocument: policy('Deny', '*')}),
			),
	],
	[
		'boundary',
		() => admin.iam.send(new PutUserPermissionsBoundaryCommand({UserName, PermissionsBoundary: DENY_ALL})),
	],
	[
		'group',
		async () => {
			const GroupName = `denied-${UserName}`;
			await admin.iam.send(new CreateGroupCommand({GroupName}));
			await admin.iam.send(
				new PutGroupPolicyCommand({GroupName, PolicyName: 'deny', PolicyDocument: policy('Deny', '*')}),
			);
			await admin.iam.send(new AddUserToGroupCommand({GroupName, UserName}));
		},
	],
])('a deny on the user (%s) ends their key, console, federation token and its console', async (_, deny) => {
	const user = clientsOf(stage.range, keys);
	const token = keysOf(
		await user.sts.send(new GetFederationTokenCommand({Name: 'guest', Policy: policy('Allow', '*')})),
	);
	const link = signIn.getSigninToken(stage.range.world, token.accessKeyId, visit);
	const federated = signIn.loginWithToken(stage.range.world, link, visit).console;
	const console = login();
	await browse(console);
	await browse(federated);
	// What the token may not do by itself (field guide §1).
	const byToken = clientsOf(stage.range, token).iam.send(new ListUsersCommand({}));
	expect(await refusal(byToken)).toMatchObject({code: 'InvalidClientTokenId'});
	await deny();
	for (const call of [user.iam.send(new ListUsersCommand({})), browse(console), browse(federated)]) {
		expect(await refusal(call)).toMatchObject({
			code: 'AccessDenied',
			message: expect.stringContaining('with an explicit deny'),
		});
	}
});

test('a switched role ends with its revocation, not with its trust; after both nobody comes back', async () => {
	const {accountId} = stage.range.world;
	const RoleName = `role-${UserName}`;
	const arn = `arn:aws:iam::${accountId}:role/${RoleName}`;
	await admin.iam.send(new CreateRoleCommand({RoleName, AssumeRolePolicyDocument: trust(accountId)}));
	await admin.iam.send(
		new PutRolePolicyCommand({RoleName, PolicyName: 'all', PolicyDocument: policy('Allow', '*')}),
	);
	const console = login();
	const role = signIn.switchRole(stage.range.world, console, arn, visit).console;
	expect(stage.last('SwitchRole')).toMatchObject({
		userIdentity: {type: 'AssumedRole', arn: expect.stringMatching(`${RoleName}/${UserName}$`)},
		additionalEventData: {SwitchFrom: expect.stringMatching(`:user/${UserName}$`)},
	});
	await admin.iam.send(
		new UpdateAssumeRolePolicyCommand({RoleName, PolicyDocument: trust('arn:aws:iam::999999999999:root')}),
	);
	await browse(role);
	expect(() => signIn.switchRole(stage.range.world, console, arn, visit)).toThrow(/not authorized/);
	stage.clock.advance(2000);
	const older = {DateLessThan: {'aws:TokenIssueTime': new Date(stage.clock.now()).toISOString()}};
	await admin.iam.send(
		new PutRolePolicyCommand({
			RoleName,
			PolicyName: 'AWSRevokeOlderSessions',
			PolicyDocument: policy('Deny', '*', {Condition: older}),
		}),
	);
	expect(await refusal(browse(role))).toMatchObject({code: 'AccessDenied'});
	await browse(console);
});

test('a Bedrock key works until it is inactive or its user is denied', async () => {
	const name = `BedrockAPIKey-${UserName}`;
	await admin.iam.send(new CreateUserCommand({UserName: name}));
	await admin.iam.send(
		new AttachUserPolicyCommand({
			UserName: name,
			PolicyArn: 'arn:aws:iam::aws:policy/AmazonBedrockLimitedAccess',
		}),
	);
	const {ServiceSpecificCredential: made} = await admin.iam.send(
		new CreateServiceSpecificCredentialCommand({UserName: name, ServiceName: 'bedrock.amazonaws.com'}),
	);
	const id = made?.ServiceSpecificCredentialId ?? '';
	const call = () => callWithBearerToken(stage.range.world, id, 'some-model', visit)?.allowed;
	const set = (Status: 'Active' | 'Inactive') =>
		admin.iam.send(
			new UpdateServiceSpecificCredentialCommand({
				UserName: name,
				ServiceSpecificCredentialId: id,
				Status,
			}),
		);
	expect(call()).toBe(true);
	await set('Inactive');
	expect(call()).toBeUndefined();
	await set('Active');
	await admin.iam.send(new AttachUserPolicyCommand({UserName: name, PolicyArn: DENY_ALL}));
	expect(call()).toBe(false);
	expect(stage.last('InvokeModel')).toMatchObject({errorCode: 'AccessDenied', requestParameters: null});
});
