import {
	CreateRoleCommand,
	CreateUserCommand,
	DeleteUserCommand,
	GetRoleCommand,
	UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {AssumeRoleCommand} from '@aws-sdk/client-sts';
import {beforeEach, expect, test} from 'vitest';
import {settle} from '../../source/range/principals/staff.ts';
import {clientsOf, refusal, stageRange, trust} from './harness.ts';

const stage = stageRange();
let admin: ReturnType<typeof clientsOf>;
let count = 0;
let RoleName: string;
let name: string;

beforeEach(async () => {
	admin = clientsOf(stage.range, stage.range.responder);
	count++;
	RoleName = `role-${count}`;
	name = `user-${count}`;
});

const userArn = () => `arn:aws:iam::${stage.range.world.accountId}:user/${name}`;
const roleArn = () => `arn:aws:iam::${stage.range.world.accountId}:role/${RoleName}`;

async function shown(): Promise<unknown> {
	const {Role} = await admin.iam.send(new GetRoleCommand({RoleName}));
	const document = JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''));
	return document.Statement[0].Principal.AWS;
}

test('whoever is made anew under an old name is not trusted; the old one shows by its unique id', async () => {
	const keys = settle(stage.range.world, name, []);
	const {accessKeys, users} = stage.range.world.iam;
	const id = users.get(name)?.userId;
	await admin.iam.send(new CreateRoleCommand({RoleName, AssumeRolePolicyDocument: trust(userArn())}));
	const take = new AssumeRoleCommand({RoleArn: roleArn(), RoleSessionName: 'me'});
	await clientsOf(stage.range, keys).sts.send(take);
	expect(await shown()).toBe(userArn());

	accessKeys.delete(keys.accessKeyId);
	await admin.iam.send(new DeleteUserCommand({UserName: name}));
	expect(await shown()).toBe(id);
	const again = settle(stage.range.world, name, []);
	expect(await shown()).toBe(id);
	expect(await refusal(clientsOf(stage.range, again).sts.send(take))).toMatchObject({code: 'AccessDenied'});

	await admin.iam.send(new UpdateAssumeRolePolicyCommand({RoleName, PolicyDocument: trust(userArn())}));
	expect(await shown()).toBe(userArn());
	await clientsOf(stage.range, again).sts.send(take);
});

test('nobody who is not there can be trusted, by name or by id', async () => {
	const gone = {code: 'MalformedPolicyDocument', message: expect.stringContaining('Invalid principal')};
	const create = (AWS: string) =>
		admin.iam.send(new CreateRoleCommand({RoleName, AssumeRolePolicyDocument: trust(AWS)}));
	expect(await refusal(create(userArn()))).toMatchObject(gone);
	expect(await refusal(create('AIDAAAAAAAAAAAAAAAAAA'))).toMatchObject(gone);
	const {User} = await admin.iam.send(new CreateUserCommand({UserName: name}));
	await create(User?.UserId ?? '');
	expect(await shown()).toBe(User?.UserId);
});
