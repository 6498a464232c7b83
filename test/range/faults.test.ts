import {DescribeInstancesCommand} from '@aws-sdk/client-ec2';
import {CreateUserCommand, GetUserCommand, ListUsersCommand} from '@aws-sdk/client-iam';
import {ListFunctionsCommand} from '@aws-sdk/client-lambda';
import {afterEach, expect, test} from 'vitest';
import {Faults} from '../../source/range/faults.ts';
import {Random} from '../../source/range/random.ts';
import {clientsOf, refusal, stageRange} from './harness.ts';

const stage = stageRange();
afterEach(() => stage.range.faults.clear());

const here = () => clientsOf(stage.range, stage.range.responder);

test('throttles in the words of each protocol, and only what the rule names', async () => {
	const stop = stage.range.faults.add({kind: 'throttle', service: 'iam', operation: 'ListUsers'});
	stage.range.faults.add({kind: 'throttle', service: 'ec2', region: 'us-east-1'});
	const {iam, ec2, lambda} = here();
	expect((await refusal(iam.send(new ListUsersCommand({})))).code).toBe('Throttling');
	expect(await refusal(ec2.send(new DescribeInstancesCommand({})))).toMatchObject({
		code: 'RequestLimitExceeded',
		status: 503,
	});
	await expect(iam.send(new GetUserCommand({}))).resolves.toBeDefined();
	await expect(lambda.send(new ListFunctionsCommand({}))).resolves.toBeDefined();
	const abroad = clientsOf(stage.range, stage.range.responder, 'eu-west-1');
	await expect(abroad.ec2.send(new DescribeInstancesCommand({}))).resolves.toBeDefined();
	stop();
	await expect(iam.send(new ListUsersCommand({}))).resolves.toBeDefined();
});

test('fails with HTTP 500 before anything has happened', async () => {
	stage.range.faults.add({kind: 'fail'});
	expect((await refusal(here().iam.send(new CreateUserCommand({UserName: 'failed'})))).status).toBe(500);
	expect(stage.range.world.iam.users.get('failed')).toBeUndefined();
});

test('drops the connection before the call takes effect, or loses the answer after it did', async () => {
	const remove = stage.range.faults.add({kind: 'drop', operation: 'CreateUser'});
	const {iam} = here();
	await expect(iam.send(new CreateUserCommand({UserName: 'dropped'}))).rejects.toThrow();
	expect(stage.range.world.iam.users.get('dropped')).toBeUndefined();
	remove();
	stage.range.faults.add({kind: 'lose', operation: 'CreateUser'});
	await expect(iam.send(new CreateUserCommand({UserName: 'lost'}))).rejects.toThrow();
	expect(stage.range.world.iam.users.get('lost')).toBeDefined();
	expect(stage.last('CreateUser')).toMatchObject({requestParameters: {userName: 'lost'}});
});

test('denies a region as a service control policy does', async () => {
	stage.range.faults.add({kind: 'deny', region: 'eu-west-3'});
	const {ec2} = clientsOf(stage.range, stage.range.responder, 'eu-west-3');
	expect(await refusal(ec2.send(new DescribeInstancesCommand({})))).toMatchObject({
		code: 'UnauthorizedOperation',
		message: expect.stringContaining('with an explicit deny in a service control policy'),
	});
});

test('strikes as often as it is told to, and the same calls for the same seed', () => {
	const target = {service: 'ec2', operation: 'DescribeInstances', region: 'us-east-1', credential: 'AKIA'};
	const run = () => {
		const faults = new Faults(new Random(42));
		faults.add({kind: 'throttle', probability: 0.3});
		return Array.from({length: 1000}, () => faults.strike(target).length);
	};
	const struck = run().reduce((sum, each) => sum + each, 0);
	expect(struck).toBeGreaterThan(250);
	expect(struck).toBeLessThan(350);
	expect(run()).toEqual(run());
});
