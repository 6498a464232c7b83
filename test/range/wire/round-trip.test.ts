import {AccountClient, ListRegionsCommand} from '@aws-sdk/client-account';
import {CloudTrailClient, LookupEventsCommand} from '@aws-sdk/client-cloudtrail';
import {DescribeInstancesCommand, EC2Client, RunInstancesCommand} from '@aws-sdk/client-ec2';
import {GetAccountSummaryCommand, IAMClient, SimulateCustomPolicyCommand} from '@aws-sdk/client-iam';
import {
	CreateFunctionCommand,
	LambdaClient,
	ListFunctionsCommand,
	UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import {CreateInstancesCommand, LightsailClient} from '@aws-sdk/client-lightsail';
import {CreateAccountCommand, OrganizationsClient} from '@aws-sdk/client-organizations';
import {AssumeRoleCommand, STSClient} from '@aws-sdk/client-sts';
import {NodeHttpHandler} from '@smithy/node-http-handler';
import fc from 'fast-check';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {RangeClock} from '../../../source/range/clock.ts';
import {Faults} from '../../../source/range/faults.ts';
import {settle} from '../../../source/range/principals/staff.ts';
import {Random} from '../../../source/range/random.ts';
import {portOf, serve, stop} from '../../../source/range/server.ts';
import type {Service} from '../../../source/range/service.ts';
import {services} from '../../../source/range/services/index.ts';
import {modelOf} from '../../../source/range/wire/model.ts';
import {createWorld} from '../../../source/range/world.ts';
import {arbitraryFor, bare} from './values.ts';

/** What the echoing service got last, and what it is to answer next. */
const heard: {input?: unknown; output?: unknown} = {};

/** The service with one operation that takes anything and answers what the test wants. */
function echo(signingName: string, operation: string): Service {
	const service = services.get(signingName) ?? expect.fail(`no service ${signingName}`);
	return {
		...service,
		operations: {
			[operation]: {
				permissions: () => [],
				record: () => ({requestParameters: null, responseElements: null}),
				handle(input: unknown) {
					heard.input = input;
					return heard.output;
				},
			},
		},
	};
}

interface Client {
	send(command: never): Promise<object>;
}

/** An operation of each client, and the classes to call it with. */
const operations = [
	['account', 'ListRegions', AccountClient, ListRegionsCommand],
	['cloudtrail', 'LookupEvents', CloudTrailClient, LookupEventsCommand],
	['ec2', 'DescribeInstances', EC2Client, DescribeInstancesCommand],
	['ec2', 'RunInstances', EC2Client, RunInstancesCommand],
	['iam', 'GetAccountSummary', IAMClient, GetAccountSummaryCommand],
	['iam', 'SimulateCustomPolicy', IAMClient, SimulateCustomPolicyCommand],
	['lambda', 'CreateFunction', LambdaClient, CreateFunctionCommand],
	['lambda', 'ListFunctions', LambdaClient, ListFunctionsCommand],
	['lambda', 'UpdateFunctionConfiguration', LambdaClient, UpdateFunctionConfigurationCommand],
	['lightsail', 'CreateInstances', LightsailClient, CreateInstancesCommand],
	['organizations', 'CreateAccount', OrganizationsClient, CreateAccountCommand],
	['sts', 'AssumeRole', STSClient, AssumeRoleCommand],
] as const;

const world = createWorld('123456789012', new RangeClock(), new Random(1), {
	consistencyGap: 0,
	deliveryDelay: 0,
	lookupRate: 2,
});
const credentials = settle(world, 'echo', []);
const echoed = new Map<string, Service>();
const bugs: unknown[] = [];
let server: Awaited<ReturnType<typeof serve>>;
const requestHandler = new NodeHttpHandler();

beforeAll(async () => {
	server = await serve(
		{world, services: echoed, faults: new Faults(new Random(1)), onBug: error => bugs.push(error)},
		0,
	);
});
afterAll(async () => {
	requestHandler.destroy();
	await stop(server);
});

test.each(
	operations,
)('%s %s: whatever fits the schema survives the wire, both ways', async (name, operation, Client, Command) => {
	echoed.set(name, echo(name, operation));
	const model = modelOf(echoed.get(name) ?? expect.fail('no echo')).operations.get(operation);
	if (model === undefined) throw new Error(`no operation ${operation}`);
	const config = {
		endpoint: `http://127.0.0.1:${portOf(server)}`,
		region: 'us-east-1',
		credentials,
		requestHandler,
		maxAttempts: 1,
	};
	const client = new Client(config) as unknown as Client;
	const input = arbitraryFor(model.input);
	const output = arbitraryFor(model.output);
	await fc.assert(
		fc.asyncProperty(input, output, async (given, wanted) => {
			heard.output = wanted;
			const {$metadata: _, ...answer} = (await client.send(
				new (Command as new (input: unknown) => object)(given) as never,
			)) as {
				$metadata: unknown;
			};
			expect(bare(heard.input)).toEqual(bare(given));
			expect(bare(answer)).toEqual(bare(wanted));
		}),
		{numRuns: 25},
	);
	expect(bugs).toEqual([]);
});
