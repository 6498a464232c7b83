import {
	AttachUserPolicyCommand,
	CreateAccessKeyCommand,
	CreateUserCommand,
	ListAccessKeysCommand,
	UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import {GetCallerIdentityCommand, GetSessionTokenCommand} from '@aws-sdk/client-sts';
import {expect, test} from 'vitest';
import {settle} from '../../source/range/principals/staff.ts';
import {clientsOf, refusal, stageRange} from './harness.ts';

const stage = stageRange({consistencyGap: 4000});

test('a new key is listed at once and works after the gap', async () => {
	const {iam} = clientsOf(stage.range, stage.range.responder);
	await iam.send(new CreateUserCommand({UserName: 'late'}));
	const {AccessKey} = await iam.send(new CreateAccessKeyCommand({UserName: 'late'}));
	const listed = await iam.send(new ListAccessKeysCommand({UserName: 'late'}));
	expect(listed.AccessKeyMetadata?.map(key => key.AccessKeyId)).toEqual([AccessKey?.AccessKeyId]);

	const keys = {accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? ''};
	const {sts} = clientsOf(stage.range, keys);
	expect((await refusal(sts.send(new GetCallerIdentityCommand({})))).code).toBe('InvalidClientTokenId');
	stage.clock.advance(4000);
	await expect(sts.send(new GetCallerIdentityCommand({}))).resolves.toBeDefined();
});

test('a disabled key reads as Inactive at once and goes on working within the gap', async () => {
	const keys = settle(stage.range.world, 'quick', ['AdministratorAccess']);
	const {iam} = clientsOf(stage.range, stage.range.responder);
	const id = {UserName: 'quick', AccessKeyId: keys.accessKeyId};
	await iam.send(new UpdateAccessKeyCommand({...id, Status: 'Inactive'}));
	const listed = await iam.send(new ListAccessKeysCommand({UserName: 'quick'}));
	expect(listed.AccessKeyMetadata?.[0]?.Status).toBe('Inactive');

	// Field guide §3: inside the gap the attacker undoes it.
	const attacker = clientsOf(stage.range, keys);
	await attacker.iam.send(new UpdateAccessKeyCommand({...id, Status: 'Active'}));
	stage.clock.advance(10_000);
	await expect(attacker.sts.send(new GetCallerIdentityCommand({}))).resolves.toBeDefined();

	await iam.send(new UpdateAccessKeyCommand({...id, Status: 'Inactive'}));
	stage.clock.advance(4000);
	expect((await refusal(attacker.sts.send(new GetCallerIdentityCommand({})))).code).toBe(
		'InvalidClientTokenId',
	);
});

test('a deny on the user bites after the gap only', async () => {
	const keys = settle(stage.range.world, 'denied', ['AdministratorAccess']);
	const {iam} = clientsOf(stage.range, stage.range.responder);
	await iam.send(
		new AttachUserPolicyCommand({UserName: 'denied', PolicyArn: 'arn:aws:iam::aws:policy/AWSDenyAll'}),
	);
	const {sts} = clientsOf(stage.range, keys);
	await expect(sts.send(new GetSessionTokenCommand({}))).resolves.toBeDefined();
	stage.clock.advance(4000);
	expect((await refusal(sts.send(new GetSessionTokenCommand({})))).code).toBe('AccessDenied');
});
