import {DescribeInstancesCommand} from '@aws-sdk/client-ec2';
import {
	CreateAccessKeyCommand,
	CreateLoginProfileCommand,
	CreateRoleCommand,
	CreateUserCommand,
	DeleteLoginProfileCommand,
	ListUsersCommand,
} from '@aws-sdk/client-iam';
import {
	AssumeRoleCommand,
	GetCallerIdentityCommand,
	GetFederationTokenCommand,
	GetSessionTokenCommand,
} from '@aws-sdk/client-sts';
import {beforeAll, expect, test} from 'vitest';
import {settle} from '../../source/range/principals/staff.ts';
import {clientsOf, keysOf, policy, refusal, stageRange, trust} from './harness.ts';

const stage = stageRange();
let admin: ReturnType<typeof clientsOf>;
beforeAll(() => {
	admin = clientsOf(stage.range, stage.range.responder);
});

test('a call becomes a record of the real shape', async () => {
	await admin.iam.send(new CreateUserCommand({UserName: 'eve', Path: '/'}));
	const {accountId, iam} = stage.range.world;
	expect(stage.last('CreateUser')).toEqual({
		eventVersion: '1.11',
		userIdentity: {
			type: 'IAMUser',
			principalId: iam.users.get('responder')?.userId,
			arn: `arn:aws:iam::${accountId}:user/responder`,
			accountId,
			accessKeyId: stage.range.responder.accessKeyId,
			userName: 'responder',
		},
		eventTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
		eventSource: 'iam.amazonaws.com',
		eventName: 'CreateUser',
		awsRegion: 'us-east-1',
		sourceIPAddress: '127.0.0.1',
		userAgent: expect.stringContaining('aws-sdk-js'),
		requestParameters: {path: '/', userName: 'eve'},
		responseElements: {
			user: {
				path: '/',
				userName: 'eve',
				userId: iam.users.get('eve')?.userId,
				arn: `arn:aws:iam::${accountId}:user/eve`,
				createDate: expect.stringMatching(/^[A-Z][a-z]{2} \d+, \d{4}, \d+:\d\d:\d\d [AP]M$/),
			},
		},
		requestID: expect.stringMatching(/^[0-9a-f-]{36}$/),
		eventID: expect.stringMatching(/^[0-9a-f-]{36}$/),
		readOnly: false,
		eventType: 'AwsApiCall',
		managementEvent: true,
		recipientAccountId: accountId,
		eventCategory: 'Management',
		tlsDetails: {
			tlsVersion: 'TLSv1.3',
			cipherSuite: 'TLS_AES_128_GCM_SHA256',
			clientProvidedHostHeader: 'iam.us-east-1.amazonaws.com',
		},
	});
});

test('no secret reaches the trail', async () => {
	const {AccessKey} = await admin.iam.send(new CreateAccessKeyCommand({UserName: 'eve'}));
	await admin.iam.send(new CreateLoginProfileCommand({UserName: 'eve', Password: 'not-a-real-one'}));
	const {Credentials} = await admin.sts.send(new GetSessionTokenCommand({}));
	expect(stage.last('CreateAccessKey')).toMatchObject({
		responseElements: {accessKey: {accessKeyId: AccessKey?.AccessKeyId, status: 'Active', userName: 'eve'}},
	});
	expect(stage.last('GetSessionToken')).toMatchObject({
		responseElements: {credentials: {accessKeyId: Credentials?.AccessKeyId}},
	});
	const text = JSON.stringify(stage.records);
	for (const secret of [AccessKey?.SecretAccessKey, Credentials?.SecretAccessKey, 'not-a-real-one']) {
		expect(secret).toBeTruthy();
		expect(text).not.toContain(secret);
	}
});

test('a denied IAM call loses its parameters and keeps its target in the message; a failed one keeps them', async () => {
	const {iam, ec2} = clientsOf(stage.range, settle(stage.range.world, 'weak', []));
	await refusal(iam.send(new CreateUserCommand({UserName: 'never'})));
	expect(stage.last('CreateUser')).toMatchObject({
		errorCode: 'AccessDenied',
		errorMessage: expect.stringContaining('user/never'),
		requestParameters: null,
		responseElements: null,
	});
	await refusal(ec2.send(new DescribeInstancesCommand({})));
	expect(stage.last('DescribeInstances')).toMatchObject({errorCode: 'Client.UnauthorizedOperation'});
	await refusal(admin.iam.send(new DeleteLoginProfileCommand({UserName: 'weak'})));
	expect(stage.last('DeleteLoginProfile')).toMatchObject({
		errorCode: 'NoSuchEntityException',
		errorMessage: 'Login Profile for User weak cannot be found.',
		requestParameters: {userName: 'weak'},
	});
});

test('AssumeRole is a read with a response, GetFederationToken is a write; the callers carry their context', async () => {
	const {accountId} = stage.range.world;
	await admin.iam.send(new CreateRoleCommand({RoleName: 'hop', AssumeRolePolicyDocument: trust(accountId)}));
	const RoleArn = `arn:aws:iam::${accountId}:role/hop`;
	const role = keysOf(await admin.sts.send(new AssumeRoleCommand({RoleArn, RoleSessionName: 'me'})));
	expect(stage.last('AssumeRole')).toMatchObject({
		readOnly: true,
		requestParameters: {roleArn: RoleArn, roleSessionName: 'me'},
		responseElements: {credentials: {accessKeyId: role.accessKeyId}},
		resources: [{ARN: RoleArn}],
	});
	const federated = keysOf(
		await admin.sts.send(new GetFederationTokenCommand({Name: 'fed', Policy: policy('Allow', '*')})),
	);
	expect(stage.last('GetFederationToken')).toMatchObject({readOnly: false});

	await clientsOf(stage.range, role).sts.send(new GetCallerIdentityCommand({}));
	const attributes = {creationDate: expect.stringMatching(/Z$/), mfaAuthenticated: 'false'};
	expect(stage.last('GetCallerIdentity')).toMatchObject({
		userIdentity: {
			type: 'AssumedRole',
			principalId: expect.stringMatching(/^AROA.*:me$/),
			arn: `arn:aws:sts::${accountId}:assumed-role/hop/me`,
			accessKeyId: role.accessKeyId,
			sessionContext: {sessionIssuer: {type: 'Role', arn: RoleArn, userName: 'hop'}, attributes},
		},
		requestParameters: null,
		responseElements: null,
	});
	await clientsOf(stage.range, federated).sts.send(new GetCallerIdentityCommand({}));
	expect(stage.last('GetCallerIdentity')).toMatchObject({
		userIdentity: {
			type: 'FederatedUser',
			principalId: `${accountId}:fed`,
			sessionContext: {sessionIssuer: {type: 'IAMUser', userName: 'responder'}, attributes},
		},
	});
	const user = keysOf(await admin.sts.send(new GetSessionTokenCommand({})));
	await clientsOf(stage.range, user).sts.send(new GetCallerIdentityCommand({}));
	expect(stage.last('GetCallerIdentity')).toMatchObject({
		userIdentity: {
			type: 'IAMUser',
			userName: 'responder',
			accessKeyId: user.accessKeyId,
			sessionContext: {attributes},
		},
	});
});

test('IAM is logged in us-east-1 wherever it is called; STS where it is called', async () => {
	const abroad = clientsOf(stage.range, stage.range.responder, 'eu-west-1');
	await abroad.iam.send(new ListUsersCommand({}));
	await abroad.sts.send(new GetCallerIdentityCommand({}));
	expect(stage.last('ListUsers')?.awsRegion).toBe('us-east-1');
	expect(stage.last('GetCallerIdentity')?.awsRegion).toBe('eu-west-1');
});

test('an actor of the range says where it calls from', async () => {
	const {sts} = clientsOf(stage.range, stage.range.responder);
	sts.middlewareStack.add(
		next => args => {
			(args.request as {headers: Record<string, string>}).headers['x-range-source-ip'] = '203.0.113.9';
			return next(args);
		},
		{step: 'build'},
	);
	await sts.send(new GetCallerIdentityCommand({}));
	expect(stage.last('GetCallerIdentity')?.['sourceIPAddress']).toBe('203.0.113.9');
});
