import * as api from '@aws-sdk/client-iam';
import {beforeAll, describe, expect, test} from 'vitest';
import {settle} from '../../source/range/principals/staff.ts';
import {clientsOf, policy, refusal, stageRange, trust} from './harness.ts';

const stage = stageRange();
let iam: api.IAMClient;
beforeAll(() => {
	({iam} = clientsOf(stage.range, stage.range.responder));
});

const some = policy('Allow', 's3:GetObject');
const decode = (text = '') => JSON.parse(decodeURIComponent(text));
const user = (UserName: string) => iam.send(new api.CreateUserCommand({UserName}));
const role = (RoleName: string) =>
	iam.send(
		new api.CreateRoleCommand({RoleName, AssumeRolePolicyDocument: trust(stage.range.world.accountId)}),
	);

describe('users', () => {
	test('are made, found, tagged and deleted', async () => {
		const Tags = [{Key: 'Team', Value: 'ci'}];
		const {User} = await iam.send(new api.CreateUserCommand({UserName: 'ada', Path: '/eng/', Tags}));
		expect(User?.Arn).toBe(`arn:aws:iam::${stage.range.world.accountId}:user/eng/ada`);
		expect(User?.UserId).toMatch(/^AIDA[A-Z2-7]{17}$/);
		expect(await refusal(user('ada'))).toMatchObject({code: 'EntityAlreadyExists', status: 409});
		await iam.send(new api.TagUserCommand({UserName: 'ada', Tags: [{Key: 'TEAM', Value: 'ops'}]}));
		const found = await iam.send(new api.GetUserCommand({UserName: 'ada'}));
		expect(found.User).toEqual({...User, Tags: [{Key: 'TEAM', Value: 'ops'}]});
		await iam.send(new api.DeleteUserCommand({UserName: 'ada'}));
		expect(await refusal(iam.send(new api.GetUserCommand({UserName: 'ada'})))).toEqual({
			code: 'NoSuchEntity',
			status: 404,
			message: 'The user with name ada cannot be found.',
		});
	});

	test('come by pages', async () => {
		for (const name of ['p3', 'p1', 'p2']) await user(name);
		const seen: (string | undefined)[] = [];
		const pages = api.paginateListUsers({client: iam, pageSize: 2}, {});
		for await (const {Users = []} of pages) {
			expect(Users.length).toBeLessThanOrEqual(2);
			seen.push(...Users.map(({UserName}) => UserName));
		}
		expect(seen).toEqual(expect.arrayContaining(['p1', 'p2', 'p3', 'responder']));
		expect(seen).toEqual(seen.toSorted());
		const foreign = iam.send(new api.ListUsersCommand({Marker: 'made up'}));
		expect((await refusal(foreign)).code).toBe('ValidationError');
	});

	test('cannot be deleted while anything hangs on them, and IAM says what', async () => {
		const UserName = 'busy';
		await user(UserName);
		const {AccessKey} = await iam.send(new api.CreateAccessKeyCommand({UserName}));
		await iam.send(new api.PutUserPolicyCommand({UserName, PolicyName: 'p', PolicyDocument: some}));
		await iam.send(new api.CreateLoginProfileCommand({UserName, Password: 'not-a-real-one'}));
		const remove = () => iam.send(new api.DeleteUserCommand({UserName}));
		expect(await refusal(remove())).toMatchObject({
			code: 'DeleteConflict',
			message: 'Cannot delete entity, must delete access keys first.',
		});
		await iam.send(new api.DeleteAccessKeyCommand({UserName, AccessKeyId: AccessKey?.AccessKeyId}));
		expect((await refusal(remove())).message).toMatch('must delete policies first');
		await iam.send(new api.DeleteUserPolicyCommand({UserName, PolicyName: 'p'}));
		expect((await refusal(remove())).message).toMatch('must delete login profile first');
		await iam.send(new api.DeleteLoginProfileCommand({UserName}));
		await remove();
	});

	test('have two keys at most, and their own by default', async () => {
		const keys = settle(stage.range.world, 'self', ['IAMFullAccess']);
		const own = clientsOf(stage.range, keys).iam;
		const {AccessKey} = await own.send(new api.CreateAccessKeyCommand({}));
		expect(AccessKey?.UserName).toBe('self');
		expect(await refusal(own.send(new api.CreateAccessKeyCommand({})))).toMatchObject({
			code: 'LimitExceeded',
			message: 'Cannot exceed quota for AccessKeysPerUser: 2',
		});
		const {AccessKeyMetadata = []} = await own.send(new api.ListAccessKeysCommand({}));
		expect(AccessKeyMetadata.map(key => key.AccessKeyId)).toContain(keys.accessKeyId);
		const foreign = new api.UpdateAccessKeyCommand({
			AccessKeyId: stage.range.responder.accessKeyId,
			Status: 'Inactive',
		});
		expect((await refusal(own.send(foreign))).code).toBe('NoSuchEntity');
	});
});

test('login profiles are made, changed, and gone', async () => {
	const UserName = 'login';
	await user(UserName);
	const get = () => iam.send(new api.GetLoginProfileCommand({UserName}));
	expect((await refusal(get())).message).toBe('Login Profile for User login cannot be found.');
	await iam.send(new api.CreateLoginProfileCommand({UserName, Password: 'not-a-real-one'}));
	await iam.send(new api.UpdateLoginProfileCommand({UserName, PasswordResetRequired: true}));
	expect((await get()).LoginProfile).toMatchObject({UserName, PasswordResetRequired: true});
	await iam.send(new api.DeleteLoginProfileCommand({UserName}));
	expect((await refusal(get())).code).toBe('NoSuchEntity');
});

describe('policies', () => {
	test('inline ones are put, read back, listed and deleted, within the size of their holder', async () => {
		const UserName = 'inline';
		await user(UserName);
		const put = (PolicyDocument: string) =>
			iam.send(new api.PutUserPolicyCommand({UserName, PolicyName: 'one', PolicyDocument}));
		await put(some);
		const read = await iam.send(new api.GetUserPolicyCommand({UserName, PolicyName: 'one'}));
		expect(decode(read.PolicyDocument)).toEqual(JSON.parse(some));
		expect((await iam.send(new api.ListUserPoliciesCommand({UserName}))).PolicyNames).toEqual(['one']);
		expect((await refusal(put('{'))).code).toBe('MalformedPolicyDocument');
		expect(await refusal(put(policy('Allow', `s3:${'x'.repeat(2100)}`)))).toMatchObject({
			code: 'LimitExceeded',
			message: 'Maximum policy size of 2048 bytes exceeded for user inline',
		});
		await iam.send(new api.DeleteUserPolicyCommand({UserName, PolicyName: 'one'}));
		const gone = iam.send(new api.GetUserPolicyCommand({UserName, PolicyName: 'one'}));
		expect((await refusal(gone)).message).toBe('The user policy with name one cannot be found.');
	});

	test('a holder takes ten managed ones', async () => {
		const UserName = 'full';
		await user(UserName);
		const arns: (string | undefined)[] = [];
		for (let index = 0; index < 11; index++) {
			const made = await iam.send(
				new api.CreatePolicyCommand({PolicyName: `managed-${index}`, PolicyDocument: some}),
			);
			arns.push(made.Policy?.Arn);
		}
		const [last, ...ten] = arns;
		const attach = (PolicyArn: string | undefined) =>
			iam.send(new api.AttachUserPolicyCommand({UserName, PolicyArn}));
		for (const arn of ten) await attach(arn);
		await attach(ten[0]);
		expect(await refusal(attach(last))).toMatchObject({
			code: 'LimitExceeded',
			message: 'Cannot exceed quota for PoliciesPerUser: 10',
		});
		const {AttachedPolicies = []} = await iam.send(new api.ListAttachedUserPoliciesCommand({UserName}));
		expect(AttachedPolicies.map(({PolicyArn}) => PolicyArn)).toEqual(ten);
		const entities = await iam.send(new api.ListEntitiesForPolicyCommand({PolicyArn: ten[0]}));
		expect(entities.PolicyUsers?.map(({UserName: name}) => name)).toEqual([UserName]);
		expect((await refusal(iam.send(new api.DeletePolicyCommand({PolicyArn: ten[0]})))).code).toBe(
			'DeleteConflict',
		);
		await iam.send(new api.DetachUserPolicyCommand({UserName, PolicyArn: ten[0]}));
		await iam.send(new api.DeletePolicyCommand({PolicyArn: ten[0]}));
		const again = iam.send(new api.DetachUserPolicyCommand({UserName, PolicyArn: ten[0]}));
		expect((await refusal(again)).code).toBe('NoSuchEntity');
	});

	test('managed ones have versions, of which the default counts', async () => {
		const made = await iam.send(new api.CreatePolicyCommand({PolicyName: 'versioned', PolicyDocument: some}));
		const PolicyArn = made.Policy?.Arn;
		const wide = policy('Allow', '*');
		await iam.send(new api.CreatePolicyVersionCommand({PolicyArn, PolicyDocument: wide, SetAsDefault: true}));
		const {Policy} = await iam.send(new api.GetPolicyCommand({PolicyArn}));
		expect(Policy?.DefaultVersionId).toBe('v2');
		const version = await iam.send(new api.GetPolicyVersionCommand({PolicyArn, VersionId: 'v2'}));
		expect(decode(version.PolicyVersion?.Document)).toEqual(JSON.parse(wide));
		expect((await refusal(iam.send(new api.DeletePolicyCommand({PolicyArn})))).code).toBe('DeleteConflict');
	});

	test('those of AWS can be read and attached, and not be changed', async () => {
		const PolicyArn = 'arn:aws:iam::aws:policy/AWSDenyAll';
		const {PolicyVersion} = await iam.send(new api.GetPolicyVersionCommand({PolicyArn, VersionId: 'v1'}));
		expect(decode(PolicyVersion?.Document).Statement[0]).toMatchObject({Effect: 'Deny', Action: ['*']});
		expect((await refusal(iam.send(new api.DeletePolicyCommand({PolicyArn})))).code).toBe('ValidationError');
		const {Policies = []} = await iam.send(new api.ListPoliciesCommand({Scope: 'AWS', OnlyAttached: true}));
		expect(Policies.map(({PolicyName}) => PolicyName)).toContain('AdministratorAccess');
	});
});

test('roles and instance profiles depend on each other as on AWS', async () => {
	const RoleName = 'app';
	await role(RoleName);
	const InstanceProfileName = 'app-profile';
	await iam.send(new api.CreateInstanceProfileCommand({InstanceProfileName}));
	await iam.send(new api.AddRoleToInstanceProfileCommand({InstanceProfileName, RoleName}));
	const profiles = await iam.send(new api.ListInstanceProfilesForRoleCommand({RoleName}));
	expect(profiles.InstanceProfiles?.[0]?.Roles?.[0]?.RoleName).toBe(RoleName);
	const remove = () => iam.send(new api.DeleteRoleCommand({RoleName}));
	expect((await refusal(remove())).message).toMatch('must remove roles from instance profile first');
	await iam.send(new api.RemoveRoleFromInstanceProfileCommand({InstanceProfileName, RoleName}));
	await remove();
	await iam.send(new api.DeleteInstanceProfileCommand({InstanceProfileName}));
	const gone = iam.send(new api.GetInstanceProfileCommand({InstanceProfileName}));
	expect((await refusal(gone)).message).toBe('Instance Profile app-profile cannot be found.');
});

test("a role's trust is read back as it was written", async () => {
	await role('trusting');
	const document = trust('arn:aws:iam::999999999999:root');
	await iam.send(new api.UpdateAssumeRolePolicyCommand({RoleName: 'trusting', PolicyDocument: document}));
	const {Role} = await iam.send(new api.GetRoleCommand({RoleName: 'trusting'}));
	expect(decode(Role?.AssumeRolePolicyDocument)).toEqual(JSON.parse(document));
	const nonsense = new api.UpdateAssumeRolePolicyCommand({RoleName: 'trusting', PolicyDocument: some});
	expect((await refusal(iam.send(nonsense))).code).toBe('MalformedPolicyDocument');
});

test('the credentials beside the access keys are listed, switched off and deleted', async () => {
	const UserName = 'others';
	await user(UserName);
	const made = await iam.send(
		new api.CreateServiceSpecificCredentialCommand({UserName, ServiceName: 'bedrock.amazonaws.com'}),
	);
	const ServiceSpecificCredentialId = made.ServiceSpecificCredential?.ServiceSpecificCredentialId;
	await iam.send(
		new api.UpdateServiceSpecificCredentialCommand({
			UserName,
			ServiceSpecificCredentialId,
			Status: 'Inactive',
		}),
	);
	const listed = await iam.send(new api.ListServiceSpecificCredentialsCommand({UserName}));
	expect(listed.ServiceSpecificCredentials?.[0]).toMatchObject({Status: 'Inactive'});
	await iam.send(new api.DeleteServiceSpecificCredentialCommand({UserName, ServiceSpecificCredentialId}));

	await iam.send(new api.UploadSSHPublicKeyCommand({UserName, SSHPublicKeyBody: 'ssh-rsa AAAA made-up'}));
	const {SSHPublicKeys = []} = await iam.send(new api.ListSSHPublicKeysCommand({UserName}));
	expect(SSHPublicKeys[0]?.SSHPublicKeyId).toMatch(/^APKA/);
	await iam.send(new api.UploadSigningCertificateCommand({UserName, CertificateBody: 'made up'}));
	const {Certificates = []} = await iam.send(new api.ListSigningCertificatesCommand({UserName}));
	expect(Certificates).toHaveLength(1);
	expect((await iam.send(new api.ListMFADevicesCommand({UserName}))).MFADevices).toEqual([]);
	expect((await refusal(iam.send(new api.DeleteUserCommand({UserName})))).message).toMatch(
		'certificates first',
	);
});

test('the account tells of itself in sum and in detail', async () => {
	const {SummaryMap} = await iam.send(new api.GetAccountSummaryCommand({}));
	expect(SummaryMap).toMatchObject({AccessKeysPerUserQuota: 2, AccountAccessKeysPresent: 0});
	const details = await iam.send(new api.GetAccountAuthorizationDetailsCommand({Filter: ['User']}));
	expect(details.UserDetailList?.map(({UserName}) => UserName)).toContain('responder');
	expect(details.RoleDetailList).toEqual([]);
});
