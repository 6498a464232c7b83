import {CreateRoleCommand, IAMClient} from '@aws-sdk/client-iam';
import {
	AddPermissionCommand,
	CreateFunctionCommand,
	type CreateFunctionCommandInput,
	CreateFunctionUrlConfigCommand,
	DeleteFunctionCommand,
	DeleteFunctionUrlConfigCommand,
	GetFunctionCommand,
	GetPolicyCommand,
	InvokeCommand,
	LambdaClient,
	ListFunctionsCommand,
	ListFunctionUrlConfigsCommand,
	UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda';
import {beforeAll, expect, test} from 'vitest';
import {client, rangeForTests, recorded, user} from './clients.ts';

const stage = rangeForTests();
const lambda = (region = 'us-east-1') => client(LambdaClient, stage.range, region);
const roleArn = (name: string) => `arn:aws:iam::${stage.range.world.accountId}:role/${name}`;

beforeAll(async () => {
	for (const [RoleName, service] of [
		['runs-functions', 'lambda'],
		['runs-machines', 'ec2'],
	]) {
		const trust = {
			Effect: 'Allow',
			Principal: {Service: `${service}.amazonaws.com`},
			Action: 'sts:AssumeRole',
		};
		await client(IAMClient, stage.range).send(
			new CreateRoleCommand({
				RoleName,
				AssumeRolePolicyDocument: JSON.stringify({Version: '2012-10-17', Statement: [trust]}),
			}),
		);
	}
});

const create = (
	FunctionName: string,
	input: Partial<CreateFunctionCommandInput> = {},
	region = 'us-east-1',
) =>
	lambda(region).send(
		new CreateFunctionCommand({
			FunctionName,
			Role: roleArn('runs-functions'),
			Runtime: 'python3.13',
			Handler: 'index.handler',
			Code: {ZipFile: Buffer.from('PK')},
			...input,
		}),
	);

test('a function is pending, then active; its name is taken; deleted it is gone', async () => {
	expect(await create('first')).toMatchObject({State: 'Pending', CodeSize: 2, Version: '$LATEST'});
	stage.range.world.clock.advance(10_000);
	const read = await lambda().send(new GetFunctionCommand({FunctionName: 'first'}));
	expect(read.Configuration).toMatchObject({State: 'Active', FunctionName: 'first'});
	await expect(create('first')).rejects.toMatchObject({
		name: 'ResourceConflictException',
		message: 'Function already exist: first',
		$metadata: {httpStatusCode: 409},
	});
	await lambda().send(new DeleteFunctionCommand({FunctionName: 'first'}));
	await expect(lambda().send(new GetFunctionCommand({FunctionName: 'first'}))).rejects.toMatchObject({
		name: 'ResourceNotFoundException',
		message: `Function not found: arn:aws:lambda:us-east-1:${stage.range.world.accountId}:function:first`,
	});
});

test('a function needs a role that Lambda may take, and a caller who may pass it', async () => {
	await expect(create('second', {Role: roleArn('runs-machines')})).rejects.toMatchObject({
		name: 'InvalidParameterValueException',
		message: 'The role defined for the function cannot be assumed by Lambda.',
	});
	const power = user(stage.range, 'power', 'PowerUserAccess');
	const call = client(LambdaClient, stage.range, 'us-east-1', power).send(
		new CreateFunctionCommand({
			FunctionName: 'second',
			Role: roleArn('runs-functions'),
			Code: {ZipFile: Buffer.from('PK')},
		}),
	);
	await expect(call).rejects.toMatchObject({
		name: 'AccessDeniedException',
		message: expect.stringContaining('iam:PassRole'),
	});
});

test('functions are listed in pages, region by region', async () => {
	for (let index = 0; index < 7; index++) {
		await create(`page-${index}`, {}, 'eu-west-1');
	}
	const names: (string | undefined)[] = [];
	let Marker: string | undefined;
	do {
		const page = await lambda('eu-west-1').send(new ListFunctionsCommand({MaxItems: 3, Marker}));
		expect(page.Functions?.length).toBeLessThanOrEqual(3);
		names.push(...(page.Functions ?? []).map(({FunctionName}) => FunctionName));
		Marker = page.NextMarker;
	} while (Marker);
	expect(names).toEqual(Array.from({length: 7}, (_, index) => `page-${index}`));
	expect((await lambda('eu-west-2').send(new ListFunctionsCommand({}))).Functions).toEqual([]);
});

test('a public URL comes and goes', async () => {
	await create('public', {}, 'us-west-2');
	const region = lambda('us-west-2');
	const made = await region.send(
		new CreateFunctionUrlConfigCommand({FunctionName: 'public', AuthType: 'NONE'}),
	);
	expect(made.FunctionUrl).toMatch(/^https:\/\/[a-z2-7]{32}\.lambda-url\.us-west-2\.on\.aws\/$/);
	await region.send(
		new AddPermissionCommand({
			FunctionName: 'public',
			StatementId: 'anyone',
			Action: 'lambda:InvokeFunctionUrl',
			Principal: '*',
			FunctionUrlAuthType: 'NONE',
		}),
	);
	const {Policy = ''} = await region.send(new GetPolicyCommand({FunctionName: 'public'}));
	expect(JSON.parse(Policy).Statement).toMatchObject([{Sid: 'anyone', Principal: '*', Effect: 'Allow'}]);
	await expect(
		region.send(new CreateFunctionUrlConfigCommand({FunctionName: 'public', AuthType: 'NONE'})),
	).rejects.toMatchObject({name: 'ResourceConflictException'});
	await region.send(new DeleteFunctionUrlConfigCommand({FunctionName: 'public'}));
	const {FunctionUrlConfigs} = await region.send(new ListFunctionUrlConfigsCommand({FunctionName: 'public'}));
	expect(FunctionUrlConfigs).toEqual([]);
});

test('names carry dates in the trail, and neither code nor environment is in it', async () => {
	const records = await recorded(stage.range, async () => {
		await create('dated', {Environment: {Variables: {SECRET: 'hunter2'}}});
		await lambda().send(new UpdateFunctionCodeCommand({FunctionName: 'dated', ZipFile: Buffer.from('PKPK')}));
		await lambda().send(new ListFunctionsCommand({}));
		await lambda().send(new DeleteFunctionCommand({FunctionName: 'dated'}));
	});
	expect(records.map(({eventName}) => eventName)).toEqual([
		'CreateFunction20150331',
		'UpdateFunctionCode20150331v2',
		'ListFunctions20150331',
		'DeleteFunction20150331',
	]);
	expect(records[0]).toMatchObject({
		requestParameters: {functionName: 'dated', role: roleArn('runs-functions'), environment: {}},
		responseElements: {functionName: 'dated', state: 'Pending', environment: {}},
	});
	expect(JSON.stringify(records)).not.toContain('hunter2');
});

test('invoking a function is a data event: the event history never has it', async () => {
	await create('called');
	const [record] = await recorded(stage.range, () =>
		lambda().send(new InvokeCommand({FunctionName: 'called'})),
	);
	expect(record).toMatchObject({eventName: 'Invoke', managementEvent: false, eventCategory: 'Data'});
});
