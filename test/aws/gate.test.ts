import fc from 'fast-check';
import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {type Clients, createClients} from '../../source/aws/clients.ts';
import {type GateOptions, openGate} from '../../source/aws/gate.ts';
import {operations} from '../../source/aws/operations.ts';
import type {AwsCall, ServiceName, Step} from '../../source/domain/plan.ts';
import {openJournal} from './journal.ts';
import {fakeCredentials, openWire, type Wire} from './wire.ts';

const leaked = `AKIA${'LEAK'.repeat(4)}`;
const own = fakeCredentials();

let wire: Wire;
let clients: Clients;

beforeAll(async () => {
	wire = await openWire();
	clients = createClients({profile: null, credentials: own, endpointUrl: wire.url, version: '1.2.3'});
});

beforeEach(() => {
	wire.seen.length = 0;
	wire.answer = () => ({status: 200, body: '<Response><Result/></Response>'});
});

afterAll(async () => {
	clients.close();
	await wire.close();
});

const disabling: AwsCall = {
	service: 'iam',
	operation: 'UpdateAccessKey',
	region: 'us-east-1',
	input: {UserName: 'ci', AccessKeyId: leaked, Status: 'Inactive'},
};

function stepOf(call: AwsCall): Step {
	return {id: 'step', call, target: leaked, why: 'because', danger: 'reversible', undo: null, after: []};
}

function gateWith(options: Partial<GateOptions> = {}) {
	const journal = openJournal();
	const gate = openGate(clients, {
		mode: 'respond',
		journal,
		identity: {
			account: '111122223333',
			arn: 'arn:aws:iam::111122223333:user/oncall',
			credential: own.accessKeyId,
		},
		inLineage: credential => credential === leaked,
		now: () => 1_700_000_000_000,
		...options,
	});
	return {gate, journal};
}

describe('what leaves the machine', () => {
	const services: readonly ServiceName[] = [
		'account',
		'cloudtrail',
		'ec2',
		'iam',
		'lambda',
		'lightsail',
		'organizations',
		'sts',
	];

	/** All methods of the SDK's clients: everything that a line of code could try to call. */
	async function methodsOf(service: ServiceName): Promise<readonly string[]> {
		const client = await clients.of(service, 'us-east-1');
		const names = Object.getOwnPropertyNames(Object.getPrototypeOf(client));
		const inherited = new Set(['constructor', 'destroy', 'send']);
		return names.filter(name => !inherited.has(name) && !/^(paginate|waitUntil)/.test(name));
	}

	test('no operation outside the table and no write without the gate does, whatever its input', async () => {
		const reads = new Set(
			operations
				.filter(({access}) => access === 'read')
				.map(({service, operation}) => `${service}:${operation}`.toLowerCase()),
		);
		const all: {service: ServiceName; method: string}[] = [];
		for (const service of services) {
			for (const method of await methodsOf(service)) {
				if (!reads.has(`${service}:${method}`.toLowerCase())) all.push({service, method});
			}
		}
		expect(all.length).toBeGreaterThan(1000);
		const input = fc.oneof(fc.constant({}), fc.dictionary(fc.string(), fc.jsonValue()));
		await fc.assert(
			fc.asyncProperty(fc.constantFrom(...all), input, async ({service, method}, anyInput) => {
				const client = await clients.of(service, 'us-east-1');
				await expect(Reflect.apply(Reflect.get(client, method), client, [anyInput])).rejects.toMatchObject({
					kind: 'guard',
				});
			}),
			{numRuns: 500},
		);
		expect(wire.seen).toEqual([]);
	});

	test('a write sent by name, around the gate, does not', async () => {
		await expect(clients.send(disabling)).rejects.toMatchObject({kind: 'guard'});
		expect(wire.seen).toEqual([]);
	});

	test('a ticket is good once: the input that the gate sent cannot be sent again', async () => {
		const sent: AwsCall[] = [];
		const spying = {
			...clients,
			send(call: AwsCall) {
				sent.push(call);
				return clients.send(call);
			},
		};
		const gate = openGate(spying, {
			mode: 'respond',
			journal: openJournal(),
			identity: {account: '', arn: '', credential: own.accessKeyId},
			inLineage: () => false,
			now: Date.now,
		});
		await gate.perform(stepOf(disabling));
		const [call] = sent;
		expect(wire.seen).toHaveLength(1);
		if (call === undefined) throw new Error('nothing was sent');
		await expect(clients.send(call)).rejects.toMatchObject({kind: 'guard'});
		expect(() => Object.assign(call.input, {Status: 'Active'})).toThrow(TypeError);
		expect(wire.seen).toHaveLength(1);
	});

	test.each([
		['operation', {operation: 'DeleteAccessKey'}],
		['region', {region: 'us-gov-west-1'}],
		['service', {service: 'ec2', operation: 'TerminateInstances'}],
		['input', {input: {...disabling.input}}],
	] as const)('a ticket is good for its own %s only', async (_, diversion) => {
		const diverted = {...clients, send: (call: AwsCall) => clients.send({...call, ...diversion})};
		const gate = openGate(diverted, {
			mode: 'respond',
			journal: openJournal(),
			identity: {account: '', arn: '', credential: own.accessKeyId},
			inLineage: () => false,
			now: Date.now,
		});
		expect(await gate.perform(stepOf(disabling))).toMatchObject({status: 'failed'});
		expect(wire.seen).toEqual([]);
		expect(await gateWith().gate.perform(stepOf(disabling))).toMatchObject({status: 'done'});
		expect(wire.seen).toHaveLength(1);
	});

	test('what does is signed as leaktui, so that the responder is told from the attacker', async () => {
		await gateWith().gate.perform(stepOf(disabling));
		expect(wire.seen[0]?.headers['user-agent']).toMatch(/leaktui\/1\.2\.3/);
	});
});

describe('read-only', () => {
	test('puts no write on the wire and none in the journal', async () => {
		const {gate, journal} = gateWith({mode: 'read-only'});
		for (const {service, operation} of operations) {
			const outcome = await gate.perform(stepOf({service, operation, region: 'us-east-1', input: {}}));
			expect(outcome.status).toBe('refused');
		}
		expect(await gate.perform(stepOf(disabling))).toEqual({
			status: 'refused',
			reason: 'read-only: nothing is changed. Start without --read-only to act',
		});
		expect(wire.seen).toEqual([]);
		expect(journal.lines).toEqual([]);
	});
});

describe('the journal', () => {
	test('has the intent before the call leaves, and the result after it', async () => {
		const {gate, journal} = gateWith();
		wire.answer = () => {
			expect(journal.lines.map(({phase}) => phase)).toEqual(['intent']);
			return {status: 200, body: '<R/>'};
		};
		await gate.perform(stepOf(disabling));
		expect(journal.lines).toMatchObject([
			{phase: 'intent', outcome: null, call: disabling, actor: 'arn:aws:iam::111122223333:user/oncall'},
			{phase: 'result', outcome: 'done', requestId: 'request-1', target: leaked},
		]);
		expect(journal.lines[0]?.write).toBe(journal.lines[1]?.write);
	});

	test('that cannot be written stops the write', async () => {
		const journal = {
			append(): never {
				throw new Error('disk full');
			},
		};
		expect(await gateWith({journal}).gate.perform(stepOf(disabling))).toEqual({
			status: 'refused',
			reason: 'nothing was done: the journal cannot be written (disk full)',
		});
		expect(wire.seen).toEqual([]);
	});

	test('that fails after a call lets nothing more happen', async () => {
		const lines = openJournal();
		const journal = {
			append: (line: Parameters<typeof lines.append>[0]) => {
				if (line.phase === 'result') throw new Error('disk full');
				return lines.append(line);
			},
		};
		const {gate} = gateWith({journal});
		expect(await gate.perform(stepOf(disabling))).toMatchObject({status: 'done'});
		expect(await gate.perform(stepOf(disabling))).toMatchObject({status: 'refused'});
		expect(wire.seen).toHaveLength(1);
	});

	test('tells what AWS refused', async () => {
		wire.answer = () => ({
			status: 403,
			body: '<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>',
		});
		const {gate, journal} = gateWith();
		const outcome = await gate.perform(stepOf(disabling));
		expect(outcome).toMatchObject({status: 'failed', requestId: 'request-1'});
		expect(journal.lines[1]?.outcome).toMatch(/^failed: no permission for iam:UpdateAccessKey in us-east-1/);
	});
});

describe('secrets', () => {
	const secret = 'wJalrXUtnFEMIK7MDENGbPxRfiCYFAKEFAKEFAKE';
	const creating: AwsCall = {
		service: 'iam',
		operation: 'CreateAccessKey',
		region: 'us-east-1',
		input: {UserName: 'ci'},
	};

	test('of a new key are handed over once and journaled nowhere', async () => {
		wire.answer = () => ({
			status: 200,
			body: `<CreateAccessKeyResponse><CreateAccessKeyResult><AccessKey><AccessKeyId>${leaked}</AccessKeyId><SecretAccessKey>${secret}</SecretAccessKey></AccessKey></CreateAccessKeyResult></CreateAccessKeyResponse>`,
		});
		const {gate, journal} = gateWith();
		const outcome = await gate.perform(stepOf(creating));
		expect(outcome).toMatchObject({status: 'done', output: {AccessKey: {SecretAccessKey: secret}}});
		expect(JSON.stringify(journal.lines)).not.toContain(secret);
	});

	test('in an error text or a parameter are blanked', async () => {
		wire.answer = () => ({
			status: 400,
			body: `<ErrorResponse><Error><Code>ValidationError</Code><Message>bad ${secret}\u001b[2J</Message></Error></ErrorResponse>`,
		});
		const {gate, journal} = gateWith();
		const call = {...creating, input: {UserName: 'ci', Nested: [{SessionToken: secret, Password: secret}]}};
		const outcome = await gate.perform(stepOf(call));
		const told = JSON.stringify([outcome, journal.lines]);
		expect(told).not.toContain(secret);
		expect(told).not.toContain('\\u001b');
		expect(told).toContain('ValidationError');
	});

	test('a key is created at most once, even if the answer is lost', async () => {
		wire.answer = () => ({status: 500, body: '<ErrorResponse/>'});
		await gateWith().gate.perform(stepOf(creating));
		expect(wire.seen).toHaveLength(1);
	});
});

describe('ourselves', () => {
	test('nothing is written with the leaked key, or with what was minted from it', async () => {
		const {gate, journal} = gateWith({inLineage: credential => credential === own.accessKeyId});
		expect(await gate.perform(stepOf(disabling))).toEqual({
			status: 'refused',
			reason: `you are signed in with ${own.accessKeyId}, which is the leaked key or comes from it: run leaktui with other credentials`,
		});
		expect(wire.seen).toEqual([]);
		expect(journal.lines).toEqual([]);
	});

	test('the user that leaktui works as is not changed', async () => {
		const call = {...disabling, operation: 'AttachUserPolicy', input: {UserName: 'oncall', PolicyArn: 'x'}};
		expect(await gateWith().gate.perform(stepOf(call))).toMatchObject({
			status: 'refused',
			reason: expect.stringContaining('user oncall is the one that leaktui itself works as'),
		});
		expect(wire.seen).toEqual([]);
	});

	test('the key that leaktui signs with is not changed', async () => {
		const call = {...disabling, input: {...disabling.input, AccessKeyId: own.accessKeyId}};
		expect(await gateWith().gate.perform(stepOf(call))).toMatchObject({
			status: 'refused',
			reason: expect.stringContaining('is the key that leaktui itself signs with'),
		});
		expect(wire.seen).toEqual([]);
	});
});
