import {spawn} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {AssumeRoleCommand, GetCallerIdentityCommand, STSClient} from '@aws-sdk/client-sts';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {openTerminal, type Terminal} from './terminal.ts';

/** `leaktui range` as a program of its own, and what it printed. */
let range: ReturnType<typeof spawn>;
let environment: Record<string, string>;
let leaked: {accessKeyId: string; secretAccessKey: string};
let terminal: Terminal | undefined;
const cases = mkdtempSync(join(tmpdir(), 'leaktui-'));

beforeAll(async () => {
	range = spawn(process.execPath, ['bin/leaktui.js', 'range'], {stdio: ['ignore', 'pipe', 'ignore']});
	const printed = await new Promise<string>((resolve, reject) => {
		let text = '';
		range.once('exit', status => reject(new Error(`leaktui range ended with ${status}`)));
		range.stdout?.setEncoding('utf8').on('data', part => {
			text += part;
			if (text.includes('get-caller-identity')) resolve(text);
		});
	});
	const assignments = (text: string) =>
		Object.fromEntries(Array.from(text.matchAll(/(AWS_\w+)='([^']*)'/g), match => [match[1], match[2]]));
	environment = assignments(printed.replace(/^#.*$/gm, ''));
	const own = assignments(printed.match(/^# AWS.*$/m)?.[0] ?? '');
	leaked = {accessKeyId: own['AWS_ACCESS_KEY_ID'], secretAccessKey: own['AWS_SECRET_ACCESS_KEY']};
});

afterAll(() => {
	terminal?.kill('SIGKILL');
	range.kill('SIGTERM');
	rmSync(cases, {recursive: true});
});

function sts(credentials: {accessKeyId: string; secretAccessKey: string; sessionToken?: string}): STSClient {
	return new STSClient({region: 'us-east-1', endpoint: environment['AWS_ENDPOINT_URL'] ?? '', credentials});
}

test('what the console disables is refused to everybody else, and a session taken before goes on', async () => {
	const attacker = sts(leaked);
	const {Account} = await attacker.send(new GetCallerIdentityCommand());
	const RoleArn = `arn:aws:iam::${Account}:role/deploy-role`;
	const {Credentials} = await attacker.send(
		new AssumeRoleCommand({RoleArn, RoleSessionName: 'taken-before'}),
	);
	const session = sts({
		accessKeyId: Credentials?.AccessKeyId ?? '',
		secretAccessKey: Credentials?.SecretAccessKey ?? '',
		sessionToken: Credentials?.SessionToken ?? '',
	});

	terminal = openTerminal({args: [leaked.accessKeyId], env: {...environment, XDG_STATE_HOME: cases}});
	await terminal.sees(/Key is ACTIVE/, 30_000);
	terminal.type('d');
	await terminal.sees(/iam:UpdateAccessKey/);
	await new Promise(resolve => setTimeout(resolve, 400));
	terminal.type('y');
	await terminal.sees(/✓ done[\s\S]*Inactive/);

	// IAM takes some seconds to obey (field guide §3).
	await expect
		.poll(() => attacker.send(new GetCallerIdentityCommand()).catch((error: Error) => error.name), {
			timeout: 20_000,
		})
		.toBe('InvalidClientTokenId');
	expect(await session.send(new GetCallerIdentityCommand())).toMatchObject({
		Arn: expect.stringContaining('deploy-role/taken-before'),
	});
	terminal.type('\u001b');
	await terminal.loses('esc closes');
	await terminal.sees('● live', 60_000);
	terminal.type('q');
	expect(await terminal.exited).toBe(1);
}, 120_000);
