import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, afterEach, beforeAll, describe, expect, test, vi} from 'vitest';
import {type ClientOptions, type Clients, createClients} from '../../source/aws/clients.ts';
import {Refusal} from '../../source/domain/refusal.ts';
import {fakeCredentials, openWire, type Wire} from './wire.ts';

let wire: Wire;
const open: Clients[] = [];

beforeAll(async () => {
	wire = await openWire();
});

afterEach(() => {
	vi.unstubAllEnvs();
});

afterAll(async () => {
	for (const clients of open) clients.close();
	await wire.close();
});

function clientsWith(options: Partial<ClientOptions> = {}): Clients {
	const clients = createClients({
		profile: null,
		credentials: fakeCredentials(),
		endpointUrl: wire.url,
		version: '0',
		...options,
	});
	open.push(clients);
	return clients;
}

async function refusalFrom(work: Promise<unknown>): Promise<Refusal> {
	try {
		await work;
	} catch (error) {
		if (error instanceof Refusal) return error;
		throw error;
	}
	throw new Error('nothing was refused');
}

async function listUsers(clients = clientsWith(), region = 'us-east-1') {
	const iam = await clients.of('iam', region);
	return refusalFrom(iam.listUsers({}));
}

/** LookupEvents: json protocol, never repeated by the SDK. */
async function lookUp(region = 'eu-west-1') {
	const cloudtrail = await clientsWith().of('cloudtrail', region);
	return refusalFrom(cloudtrail.lookupEvents({}));
}

function queryError(code: string, message: string, status = 403) {
	const body = `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`;
	wire.answer = () => ({status, body});
}

function jsonError(code: string, message: string, status = 400) {
	wire.answer = () => ({
		status,
		type: 'application/x-amz-json-1.1',
		body: JSON.stringify({__type: code, message}),
	});
}

describe('what AWS says', () => {
	test('no permission: the action is named, and who said no', async () => {
		queryError(
			'AccessDenied',
			'User: arn:aws:iam::1:user/x is not authorized to perform: iam:ListUsers on resource: *',
		);
		const refusal = await listUsers();
		expect(refusal).toMatchObject({kind: 'denied', code: 'AccessDenied'});
		expect(refusal.message).toBe(
			'no permission for iam:ListUsers in us-east-1: `leaktui policy` prints what it needs',
		);

		queryError(
			'AccessDenied',
			'User: x is not authorized to perform: iam:ListUsers with an explicit deny in a service control policy',
		);
		expect((await listUsers()).message).toBe(
			'no permission for iam:ListUsers in us-east-1: an explicit deny in a service control policy',
		);
	});

	test('expired credentials', async () => {
		queryError('ExpiredToken', 'The security token included in the request is expired');
		const refusal = await listUsers();
		expect(refusal.kind).toBe('credentials');
		expect(refusal.message).toMatch(/have expired: get new ones \(aws sso login/);
	});

	test('a wrong secret: the line has no part of the request that AWS repeats', async () => {
		queryError(
			'SignatureDoesNotMatch',
			'The request signature we calculated does not match. The Canonical String should have been POST x-amz-security-token:FwoGZXIvYXdzEFAKE',
		);
		const refusal = await listUsers();
		expect(refusal.kind).toBe('credentials');
		expect(refusal.message).toMatch(/^the secret access key does not belong to the access key id/);
		expect(refusal.message).not.toContain('FwoG');
	});

	test('a wrong clock', async () => {
		queryError(
			'SignatureDoesNotMatch',
			'Signature expired: 20261124T010000Z is now earlier than 20261124T050000Z',
		);
		expect((await listUsers()).message).toMatch(/^the clock of this machine is wrong/);
		queryError(
			'RequestTimeTooSkewed',
			'The difference between the request time and the current time is too large.',
		);
		expect((await listUsers()).message).toMatch(/^the clock of this machine is wrong/);
	});

	test('an unknown key is a matter of credentials in a default region, and of the region in one to opt in to', async () => {
		jsonError('UnrecognizedClientException', 'The security token included in the request is invalid.');
		expect(await lookUp('eu-west-1')).toMatchObject({kind: 'credentials'});
		const optIn = await lookUp('eu-south-1');
		expect(optIn.kind).toBe('not-enabled');
		expect(optIn.message).toMatch(/^eu-south-1 is not enabled for this account/);
		queryError('OptInRequired', 'You are not subscribed to this service.');
		expect(await listUsers()).toMatchObject({kind: 'not-enabled'});
	});

	test('throttling of LookupEvents is seen at the first call', async () => {
		jsonError('ThrottlingException', 'Rate exceeded');
		const before = wire.seen.length;
		expect(await lookUp()).toMatchObject({kind: 'throttled', code: 'ThrottlingException'});
		expect(wire.seen.length - before).toBe(1);
	});

	test('other services are tried again when throttled', async () => {
		const before = wire.seen.length;
		wire.answer = () =>
			wire.seen.length - before < 3
				? {status: 400, body: '<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>'}
				: {
						status: 200,
						body: '<ListUsersResponse><ListUsersResult><Users/></ListUsersResult></ListUsersResponse>',
					};
		const iam = await clientsWith().of('iam', 'us-east-1');
		await iam.listUsers({});
		expect(wire.seen.length - before).toBe(3);
	});

	test('an operation that an emulator does not have', async () => {
		wire.answer = () => ({
			status: 404,
			type: 'text/html',
			body: '<!doctype html><title>404 Not Found</title><p>no',
		});
		expect(await listUsers()).toMatchObject({kind: 'unsupported'});
		jsonError('UnknownOperationException', '');
		expect(await lookUp()).toMatchObject({
			kind: 'unsupported',
			message: 'cloudtrail:LookupEvents in eu-west-1 is not supported by this endpoint',
		});
		wire.answer = () => ({status: 501, type: 'text/html', body: 'Not yet implemented'});
		expect(await lookUp()).toMatchObject({kind: 'unsupported'});
	});

	test('a proxy on the way that gives up is no answer of AWS', async () => {
		wire.answer = () => ({status: 503, type: 'text/html', body: '<html>Service Unavailable</html>'});
		expect(await lookUp()).toMatchObject({
			kind: 'unreachable',
			message: 'cloudtrail:LookupEvents in eu-west-1: the endpoint answers 503; try again later',
		});
	});

	test('an answer that is no answer', async () => {
		wire.answer = () => ({
			status: 200,
			type: 'text/html',
			body: '<html><body>Sign in to the hotel WiFi<br></body>',
		});
		expect(await lookUp()).toMatchObject({kind: 'unsupported'});
		expect(await listUsers()).toMatchObject({kind: 'unsupported'});
	});
});

describe('the way to AWS', () => {
	test('nobody listens: the endpoint is named', async () => {
		const gone = await openWire();
		await gone.close();
		const refusal = await listUsers(clientsWith({endpointUrl: gone.url}));
		expect(refusal.kind).toBe('unreachable');
		expect(refusal.message).toContain(`${gone.url.slice(7)} refuses the connection: check the network`);
	});

	test('no DNS: the host is named', async () => {
		const refusal = await listUsers(clientsWith({endpointUrl: 'http://no-such-host.invalid'}));
		expect(refusal.kind).toBe('unreachable');
		expect(refusal.message).toContain('no-such-host.invalid');
	});

	test('an endpoint that is no URL', async () => {
		const refusal = await listUsers(clientsWith({endpointUrl: 'not a url'}));
		expect(refusal.kind).toBe('unreachable');
		expect(refusal.message).toContain('--endpoint-url');
	});
});

describe('the credentials of this machine', () => {
	let home: string;

	beforeAll(() => {
		home = mkdtempSync(join(tmpdir(), 'leaktui-test-'));
		writeFileSync(
			join(home, 'config'),
			[
				'[profile old-sso]',
				'sso_session = corp',
				'sso_account_id = 111122223333',
				'sso_role_name = ops',
				'region = eu-west-1',
				'[sso-session corp]',
				'sso_start_url = https://sso.invalid/start',
				'sso_region = eu-west-1',
				'[profile broken]',
				'credential_process = /bin/false',
			].join('\n'),
		);
		writeFileSync(join(home, 'credentials'), '');
	});

	afterAll(() => rmSync(home, {recursive: true}));

	async function signing(profile: string | null): Promise<Refusal> {
		for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) vi.stubEnv(name, undefined);
		vi.stubEnv('AWS_CONFIG_FILE', join(home, 'config'));
		vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(home, 'credentials'));
		vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
		vi.stubEnv('HOME', home);
		const clients = clientsWith({profile, credentials: null});
		const [direct, called] = await Promise.all([refusalFrom(clients.signer()), listUsers(clients)]);
		expect(called.message).toBe(direct.message);
		expect(direct.kind).toBe('credentials');
		return direct;
	}

	test('there are none', async () => {
		expect((await signing(null)).message).toMatch(/^no AWS credentials: set AWS_PROFILE or give --profile/);
	});

	test('the profile does not exist', async () => {
		expect((await signing('nosuch')).message).toBe(
			'there is no profile nosuch: aws configure list-profiles shows what there is',
		);
	});

	test('the SSO session has expired or was never there', async () => {
		expect((await signing('old-sso')).message).toBe(
			'the SSO session has expired or is missing: aws sso login --profile old-sso, then start again',
		);
	});

	test('the process that should give them fails', async () => {
		expect((await signing('broken')).message).toBe(
			'the credential_process of profile broken failed: run it by hand to see why',
		);
	});

	test('keys in the environment go before AWS_PROFILE, as in the AWS CLI', async () => {
		const {accessKeyId, secretAccessKey} = fakeCredentials();
		vi.stubEnv('AWS_ACCESS_KEY_ID', accessKeyId);
		vi.stubEnv('AWS_SECRET_ACCESS_KEY', secretAccessKey);
		vi.stubEnv('AWS_PROFILE', 'nosuch');
		expect(await clientsWith({credentials: null}).signer()).toBe(accessKeyId);
	});
});

test('an abort is no error: it stays an abort', async () => {
	const iam = await clientsWith().of('iam', 'us-east-1');
	await expect(iam.listUsers({}, {abortSignal: AbortSignal.abort()})).rejects.toMatchObject({
		name: 'AbortError',
	});
});
