import {DescribeInstancesCommand, DescribeRegionsCommand} from '@aws-sdk/client-ec2';
import {
	AttachUserPolicyCommand,
	DeleteAccessKeyCommand,
	DeleteRolePolicyCommand,
	GetAccessKeyLastUsedCommand,
	ListUsersCommand,
	PutRolePolicyCommand,
	PutUserPolicyCommand,
	UpdateAccessKeyCommand,
	UpdateAssumeRolePolicyCommand,
	UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import {ListFunctionsCommand} from '@aws-sdk/client-lambda';
import {
	AssumeRoleCommand,
	GetAccessKeyInfoCommand,
	GetCallerIdentityCommand,
	GetFederationTokenCommand,
	GetSessionTokenCommand,
} from '@aws-sdk/client-sts';
import {beforeEach, describe, expect, test} from 'vitest';
import {accountOfKey} from '../../source/domain/key.ts';
import {accessKeyId} from '../../source/range/credential-ids.ts';
import {Random} from '../../source/range/random.ts';
import {clientsOf, type Keys, keysOf, policy, refusal, stageRange, trust} from './harness.ts';
import {peopleOf} from './people.ts';

const stage = stageRange();
const {makeUser, takeRole} = peopleOf(stage);
let responder: ReturnType<typeof clientsOf>;

const whoAmI = (keys: Keys) => clientsOf(stage.range, keys).sts.send(new GetCallerIdentityCommand({}));
const listUsers = (keys: Keys) => clientsOf(stage.range, keys).iam.send(new ListUsersCommand({}));
const listFunctions = (keys: Keys) => clientsOf(stage.range, keys).lambda.send(new ListFunctionsCommand({}));
const instances = (keys: Keys) => clientsOf(stage.range, keys).ec2.send(new DescribeInstancesCommand({}));

beforeEach(() => {
	responder = clientsOf(stage.range, stage.range.responder);
});

describe('a key that cannot sign', () => {
	const unknown = {accessKeyId: 'AKIAQQQQQQQQQQQQQQQQ', secretAccessKey: 'none'};

	test('an unknown one is refused in the words of each protocol', async () => {
		expect(await refusal(whoAmI(unknown))).toMatchObject({code: 'InvalidClientTokenId', status: 403});
		expect(await refusal(listFunctions(unknown))).toMatchObject({
			code: 'UnrecognizedClientException',
			status: 403,
		});
		expect(await refusal(instances(unknown))).toMatchObject({code: 'AuthFailure', status: 401});
	});

	test('so is a wrong secret', async () => {
		const {keys} = await makeUser();
		const wrong = {...keys, secretAccessKey: 'wrong'};
		expect((await refusal(whoAmI(wrong))).code).toBe('SignatureDoesNotMatch');
		expect((await refusal(listFunctions(wrong))).code).toBe('InvalidSignatureException');
	});

	test('a refused signature leaves no event behind', async () => {
		const before = stage.records.length;
		await refusal(whoAmI(unknown));
		expect(stage.records).toHaveLength(before);
	});

	test('an inactive key is unknown until it is active again; a deleted one for good', async () => {
		const {name: UserName, keys} = await makeUser();
		const id = {UserName, AccessKeyId: keys.accessKeyId};
		await responder.iam.send(new UpdateAccessKeyCommand({...id, Status: 'Inactive'}));
		expect((await refusal(whoAmI(keys))).code).toBe('InvalidClientTokenId');
		await responder.iam.send(new UpdateAccessKeyCommand({...id, Status: 'Active'}));
		expect((await whoAmI(keys)).Arn).toMatch(`user/${UserName}`);
		await responder.iam.send(new DeleteAccessKeyCommand(id));
		expect((await refusal(whoAmI(keys))).code).toBe('InvalidClientTokenId');
	});

	test('nobody is known in a region that is not enabled', async () => {
		const far = clientsOf(stage.range, stage.range.responder, 'me-south-1');
		expect((await refusal(far.ec2.send(new DescribeRegionsCommand({})))).code).toBe('AuthFailure');
	});
});

describe('temporary credentials', () => {
	test('need their token', async () => {
		const {keys} = await makeUser();
		const {session} = await takeRole(keys);
		const {sessionToken: _, ...bare} = session;
		expect((await refusal(whoAmI(bare))).code).toBe('InvalidClientTokenId');
		expect((await refusal(whoAmI({...session, sessionToken: 'other'}))).code).toBe('InvalidClientTokenId');
	});

	test('expire', async () => {
		const {keys} = await makeUser();
		const {session} = await takeRole(keys);
		stage.clock.advance(3_601_000);
		expect((await refusal(whoAmI(session))).code).toBe('ExpiredToken');
		expect((await refusal(listFunctions(session))).code).toBe('ExpiredTokenException');
		expect((await refusal(instances(session))).code).toBe('RequestExpired');
	});

	test('outlive the key that asked for them, even when it is deleted', async () => {
		const {name: UserName, keys} = await makeUser();
		const {sts} = clientsOf(stage.range, keys);
		const user = keysOf(await sts.send(new GetSessionTokenCommand({})));
		const federated = keysOf(
			await sts.send(new GetFederationTokenCommand({Name: 'fed', Policy: policy('Allow', '*')})),
		);
		const {session: role} = await takeRole(keys);
		await responder.iam.send(new DeleteAccessKeyCommand({UserName, AccessKeyId: keys.accessKeyId}));
		for (const each of [user, federated, role]) await expect(listFunctions(each)).resolves.toBeDefined();
	});

	test('a deny on the user stops what is derived from the user, and no role session', async () => {
		const {name: UserName, keys} = await makeUser();
		const {sts} = clientsOf(stage.range, keys);
		const user = keysOf(await sts.send(new GetSessionTokenCommand({})));
		const federated = keysOf(
			await sts.send(new GetFederationTokenCommand({Name: 'fed', Policy: policy('Allow', '*')})),
		);
		const {session: role} = await takeRole(keys);
		await responder.iam.send(
			new AttachUserPolicyCommand({UserName, PolicyArn: 'arn:aws:iam::aws:policy/AWSDenyAll'}),
		);
		for (const each of [keys, user, federated]) {
			expect((await refusal(listFunctions(each))).code).toBe('AccessDeniedException');
			await expect(whoAmI(each)).resolves.toBeDefined();
		}
		await expect(listFunctions(role)).resolves.toBeDefined();
	});

	test('a changed trust leaves live sessions alone; aws:TokenIssueTime ends them and spares new ones', async () => {
		const {keys} = await makeUser();
		const {name: RoleName, arn: RoleArn, session} = await takeRole(keys);
		const nobody = trust('arn:aws:iam::999999999999:root');
		await responder.iam.send(new UpdateAssumeRolePolicyCommand({RoleName, PolicyDocument: nobody}));
		await expect(listFunctions(session)).resolves.toBeDefined();
		const taken = clientsOf(stage.range, keys).sts.send(
			new AssumeRoleCommand({RoleArn, RoleSessionName: 'again'}),
		);
		expect((await refusal(taken)).code).toBe('AccessDenied');

		stage.clock.advance(2000);
		const revoked = policy('Deny', '*', {
			Condition: {DateLessThan: {'aws:TokenIssueTime': new Date(stage.clock.now()).toISOString()}},
		});
		await responder.iam.send(
			new PutRolePolicyCommand({RoleName, PolicyName: 'AWSRevokeOlderSessions', PolicyDocument: revoked}),
		);
		expect((await refusal(listFunctions(session))).message).toMatch(
			'with an explicit deny in an identity-based policy',
		);
		stage.clock.advance(2000);
		await responder.iam.send(
			new UpdateAssumeRolePolicyCommand({RoleName, PolicyDocument: trust(stage.range.world.accountId)}),
		);
		const again = keysOf(
			await clientsOf(stage.range, keys).sts.send(new AssumeRoleCommand({RoleArn, RoleSessionName: 'again'})),
		);
		await expect(listFunctions(again)).resolves.toBeDefined();
	});

	test('aws:TokenIssueTime does not touch the long-term key', async () => {
		const {name: UserName, keys} = await makeUser();
		const late = new Date(stage.clock.now() + 3_600_000).toISOString();
		const document = policy('Deny', '*', {Condition: {DateLessThan: {'aws:TokenIssueTime': late}}});
		const session = keysOf(await clientsOf(stage.range, keys).sts.send(new GetSessionTokenCommand({})));
		await responder.iam.send(
			new PutUserPolicyCommand({UserName, PolicyName: 'revoke', PolicyDocument: document}),
		);
		await expect(listFunctions(keys)).resolves.toBeDefined();
		expect((await refusal(listFunctions(session))).code).toBe('AccessDeniedException');
	});

	test('a session of a user and a federation token are unknown to IAM, whatever their rights', async () => {
		const {keys} = await makeUser();
		const {sts} = clientsOf(stage.range, keys);
		const user = keysOf(await sts.send(new GetSessionTokenCommand({})));
		const federated = keysOf(
			await sts.send(new GetFederationTokenCommand({Name: 'fed', Policy: policy('Allow', '*')})),
		);
		expect((await refusal(listUsers(user))).code).toBe('InvalidClientTokenId');
		expect((await refusal(listUsers(federated))).code).toBe('InvalidClientTokenId');
		const mfa = keysOf(
			await sts.send(new GetSessionTokenCommand({SerialNumber: 'arn:aws:iam::1:mfa/a', TokenCode: '123456'})),
		);
		await expect(listUsers(mfa)).resolves.toBeDefined();
	});

	test('no session mints a session of its user, and a federation token takes no role', async () => {
		const {keys} = await makeUser();
		const {arn: RoleArn, session: role} = await takeRole(keys);
		const {sts} = clientsOf(stage.range, keys);
		const federated = keysOf(
			await sts.send(new GetFederationTokenCommand({Name: 'fed', Policy: policy('Allow', '*')})),
		);
		const asRole = clientsOf(stage.range, role).sts;
		expect((await refusal(asRole.send(new GetSessionTokenCommand({})))).message).toBe(
			'Cannot call GetSessionToken with session credentials',
		);
		expect((await refusal(asRole.send(new GetFederationTokenCommand({Name: 'x2'})))).code).toBe(
			'AccessDenied',
		);
		const asFederated = clientsOf(stage.range, federated).sts;
		const taken = asFederated.send(new AssumeRoleCommand({RoleArn, RoleSessionName: 'x2'}));
		expect((await refusal(taken)).code).toBe('AccessDenied');
	});

	test('a federation token has the rights of its policy and its user together, and none without a policy', async () => {
		const {keys} = await makeUser();
		const {sts} = clientsOf(stage.range, keys);
		const narrow = policy('Allow', 'lambda:ListFunctions');
		const some = keysOf(await sts.send(new GetFederationTokenCommand({Name: 'some', Policy: narrow})));
		const none = keysOf(await sts.send(new GetFederationTokenCommand({Name: 'none'})));
		await expect(listFunctions(some)).resolves.toBeDefined();
		expect((await refusal(instances(some))).code).toBe('UnauthorizedOperation');
		expect((await refusal(listFunctions(none))).message).toMatch('because no session policy allows');
	});

	test('roles chain, and a chained session lives an hour at most', async () => {
		const {keys} = await makeUser();
		const {session} = await takeRole(keys);
		const second = await takeRole(session);
		expect((await whoAmI(second.session)).Arn).toBe(
			`arn:aws:sts::${stage.range.world.accountId}:assumed-role/${second.name}/taken`,
		);
		await responder.iam.send(new UpdateRoleCommand({RoleName: second.name, MaxSessionDuration: 7200}));
		const long = new AssumeRoleCommand({RoleArn: second.arn, RoleSessionName: 'long', DurationSeconds: 7200});
		expect((await refusal(clientsOf(stage.range, session).sts.send(long))).message).toMatch('role chaining');
		await expect(clientsOf(stage.range, keys).sts.send(long)).resolves.toBeDefined();
	});

	test('a user or role made anew under the old name does not inherit the sessions of the old one', async () => {
		const {name: UserName, keys} = await makeUser();
		const user = keysOf(await clientsOf(stage.range, keys).sts.send(new GetSessionTokenCommand({})));
		const {name: RoleName, session} = await takeRole(keys);
		const {users, roles} = stage.range.world.iam;
		const again = {userId: 'AIDAQANEW', roleId: 'AROAQANEW'};
		users.set(UserName, {...(users.get(UserName) ?? expect.fail('no user')), userId: again.userId});
		roles.set(RoleName, {...(roles.get(RoleName) ?? expect.fail('no role')), roleId: again.roleId});
		expect((await refusal(whoAmI(user))).code).toBe('InvalidClientTokenId');
		expect((await refusal(listFunctions(session))).code).toBe('AccessDeniedException');
	});

	test('a session policy that is none is refused', async () => {
		const {keys} = await makeUser();
		const {arn: RoleArn} = await takeRole(keys);
		const {sts} = clientsOf(stage.range, keys);
		const taken = sts.send(new AssumeRoleCommand({RoleArn, RoleSessionName: 'bad', Policy: '{'}));
		expect((await refusal(taken)).code).toBe('MalformedPolicyDocument');
		const token = sts.send(new GetFederationTokenCommand({Name: 'bad', Policy: '{'}));
		expect((await refusal(token)).code).toBe('MalformedPolicyDocument');
	});

	test('a session of a role loses its rights with the role policies', async () => {
		const {keys} = await makeUser();
		const {name: RoleName, session} = await takeRole(keys);
		await responder.iam.send(new DeleteRolePolicyCommand({RoleName, PolicyName: 'all'}));
		expect((await refusal(listFunctions(session))).message).toMatch(
			'because no identity-based policy allows',
		);
	});
});

describe('what a key id tells', () => {
	test('its account, for any key, in the id and by GetAccessKeyInfo', async () => {
		const foreign = accessKeyId(new Random(7), '123837392027', 'AKIA');
		expect(foreign).toMatch(/^AKIA[A-Z2-7]{16}$/);
		expect(accountOfKey(foreign)).toBe('123837392027');
		const answer = await responder.sts.send(new GetAccessKeyInfoCommand({AccessKeyId: foreign}));
		expect(answer.Account).toBe('123837392027');
	});

	test('when and for what it was last used', async () => {
		const {name, keys} = await makeUser();
		const ask = new GetAccessKeyLastUsedCommand({AccessKeyId: keys.accessKeyId});
		expect((await responder.iam.send(ask)).AccessKeyLastUsed).toMatchObject({
			ServiceName: 'N/A',
			Region: 'N/A',
		});
		await clientsOf(stage.range, keys, 'eu-west-1').ec2.send(new DescribeInstancesCommand({}));
		expect(await responder.iam.send(ask)).toMatchObject({
			UserName: name,
			AccessKeyLastUsed: {ServiceName: 'ec2', Region: 'eu-west-1'},
		});
	});
});
