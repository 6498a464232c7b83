import {Sha256} from '@smithy/core/checksum';
import {HttpRequest} from '@smithy/core/protocols';
import {SignatureV4} from '@smithy/signature-v4';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {stageRange} from '../harness.ts';

const stage = stageRange();

interface Raw {
	readonly method?: string;
	readonly path?: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string;
	readonly signedAt?: Date;
}

/** Sends a request as it is, properly signed for the service, and reads the answer as text. */
async function send(service: string, {method = 'POST', path = '/', headers = {}, body = '', signedAt}: Raw) {
	const {port, responder} = stage.range;
	const signer = new SignatureV4({credentials: responder, region: 'us-east-1', service, sha256: Sha256});
	const request = new HttpRequest({
		method,
		path,
		headers: {...headers, host: `127.0.0.1:${port}`},
		...(body === '' ? {} : {body}),
	});
	const signed = await signer.sign(request, signedAt ? {signingDate: signedAt} : {});
	const {host: _, ...sent} = signed.headers;
	const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
		method,
		headers: sent,
		...(body === '' ? {} : {body}),
	});
	return {status: answer.status, text: await answer.text()};
}

const form = (body: string): Raw => ({body, headers: {'content-type': 'application/x-www-form-urlencoded'}});
const target = (name: string, body = '{}'): Raw => ({
	body,
	headers: {'content-type': 'application/x-amz-json-1.1', 'x-amz-target': name},
});

test('an unknown operation is named as such, in the terms of each protocol', async () => {
	expect(await send('iam', form('Action=Sing&Version=2010-05-08'))).toMatchObject({
		status: 400,
		text: expect.stringContaining('<Code>InvalidAction</Code>'),
	});
	expect(await send('ec2', form('Action=Sing&Version=2016-11-15'))).toMatchObject({
		status: 400,
		text: expect.stringMatching(/<Errors><Error><Code>InvalidAction<.*The action Sing is not valid/),
	});
	expect(await send('cloudtrail', target('CloudTrail_20131101.Sing'))).toMatchObject({
		status: 400,
		text: expect.stringContaining('"__type":"UnknownOperationException"'),
	});
	expect((await send('lambda', {method: 'PATCH', path: '/2015-03-31/songs'})).status).toBe(404);
});

test('an operation that AWS has and the range has not is unknown as well', async () => {
	const {text} = await send('iam', form('Action=GenerateCredentialReport&Version=2010-05-08'));
	expect(text).toContain('InvalidAction');
});

test('a missing or misshapen parameter is a clear refusal', async () => {
	expect((await send('iam', form('Action=CreateUser'))).text).toContain(
		"<Code>ValidationError</Code><Message>1 validation error detected: Value null at 'userName'",
	);
	expect((await send('ec2', form('Action=TerminateInstances'))).text).toContain(
		'<Code>MissingParameter</Code>',
	);
	expect((await send('iam', form('Action=ListUsers&MaxItems=many'))).text).toContain('many is not a number');
	expect((await send('cloudtrail', target('CloudTrail_20131101.LookupEvents', '{'))).text).toContain(
		'SerializationException',
	);
	expect(
		(await send('cloudtrail', target('CloudTrail_20131101.LookupEvents', '{"MaxResults":"x"}'))).text,
	).toContain('SerializationException');
});

test('a request without a signature, or for no service that there is, is refused', async () => {
	const bare = await fetch(stage.range.url, {method: 'POST', body: 'Action=ListUsers'});
	expect(bare.status).toBe(403);
	expect(await bare.text()).toContain('MissingAuthenticationToken');
	expect((await send('nothing', form('Action=ListUsers'))).text).toContain('UnknownService');
});

test('a body that was changed after signing does not pass, whatever its hash claims', async () => {
	const {port, responder} = stage.range;
	const signer = new SignatureV4({
		credentials: responder,
		region: 'us-east-1',
		service: 'iam',
		sha256: Sha256,
	});
	const signed = await signer.sign(
		new HttpRequest({
			method: 'POST',
			path: '/',
			headers: {host: `127.0.0.1:${port}`},
			body: 'Action=ListUsers',
		}),
	);
	const {host: _, ...headers} = signed.headers;
	const answer = await fetch(stage.range.url, {method: 'POST', headers, body: 'Action=ListRoles'});
	expect(await answer.text()).toContain('SignatureDoesNotMatch');
});

test('an old signature is no signature', async () => {
	const old = {...form('Action=ListUsers'), signedAt: new Date(Date.now() - 16 * 60_000)};
	expect((await send('iam', old)).text).toContain('Signature expired');
});

test('nothing that is sent brings the server down', async () => {
	const services = fc.constantFrom(
		'iam',
		'sts',
		'ec2',
		'cloudtrail',
		'lambda',
		'lightsail',
		'organizations',
		'account',
	);
	const names = fc.constantFrom(
		'CreateUser',
		'RunInstances',
		'AssumeRole',
		'GetInstances',
		'LookupEvents',
		'ListAccounts',
	);
	const key = fc.oneof(
		fc.constantFrom('__proto__', 'UserName', 'Tags.member.1.Key', 'a.'.repeat(200)),
		fc.string(),
	);
	await fc.assert(
		fc.asyncProperty(
			services,
			names,
			fc.array(fc.tuple(key, fc.string())),
			fc.jsonValue(),
			async (service, name, fields, json) => {
				const parameters = new URLSearchParams([['Action', name], ...fields]).toString();
				await send(service, form(parameters));
				await send(service, target(`CloudTrail_20131101.${name}`, JSON.stringify(json)));
				const alive = await send('sts', form('Action=GetCallerIdentity'));
				expect(alive.status).toBe(200);
			},
		),
		{numRuns: 50},
	);
});
