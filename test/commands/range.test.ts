import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {GetCallerIdentityCommand, STSClient} from '@aws-sdk/client-sts';
import {expect, test, vi} from 'vitest';
import {type RangeCommandOptions, range} from '../../source/commands/range.ts';

/** Runs the command until its greeting is complete; `end` interrupts it. */
function run(options: RangeCommandOptions) {
	const interrupt = new AbortController();
	const written = {stdout: '', stderr: ''};
	const to = (name: keyof typeof written) => ({
		write(text: string) {
			written[name] += text;
		},
	});
	const status = range({...options, signal: interrupt.signal}, {stdout: to('stdout'), stderr: to('stderr')});
	return {
		written,
		status,
		ready: () => vi.waitFor(() => expect(written.stderr).toContain('Ctrl-C'), {timeout: 20_000}),
		end() {
			interrupt.abort();
			return status;
		},
	};
}

test('prints what to export and what leaked, answers real clients, and ends with an interrupt', async () => {
	const command = run({});
	await command.ready();
	const lines = command.written.stdout.trimEnd().split('\n');
	const exported = new Map(
		lines.flatMap(line => {
			const [, name, value] = /^export (\w+)='([^']*)'$/.exec(line) ?? [];
			return name === undefined ? [] : [[name, value ?? '']];
		}),
	);
	expect([...exported.keys()].toSorted()).toEqual([
		'AWS_ACCESS_KEY_ID',
		'AWS_DEFAULT_REGION',
		'AWS_ENDPOINT_URL',
		'AWS_REGION',
		'AWS_SECRET_ACCESS_KEY',
	]);
	expect(lines.filter(line => !line.startsWith('export '))).toSatisfy((rest: string[]) =>
		rest.every(line => /^(# |unset [A-Z_ ]+$)/.test(line)),
	);
	const arnOf = async (accessKeyId = '', secretAccessKey = '') => {
		const endpoint = exported.get('AWS_ENDPOINT_URL') ?? '';
		const sts = new STSClient({endpoint, region: 'us-east-1', credentials: {accessKeyId, secretAccessKey}});
		return (await sts.send(new GetCallerIdentityCommand({}))).Arn;
	};
	const responder = await arnOf(exported.get('AWS_ACCESS_KEY_ID'), exported.get('AWS_SECRET_ACCESS_KEY'));
	expect(responder).toMatch(/:user\/responder$/);

	const [, leakedId] = /leaktui (AKIA[A-Z0-9]{16})\n/.exec(command.written.stderr) ?? [];
	const [, id, secret] =
		/AWS_ACCESS_KEY_ID='(\w+)' AWS_SECRET_ACCESS_KEY='([^']+)' aws/.exec(command.written.stdout) ?? [];
	expect(id).toBe(leakedId);
	expect(await arnOf(id, secret)).toMatch(/:user\/ci\/ci-deploy$/);

	expect(await command.end()).toBe(0);
	await expect(arnOf(id, secret)).rejects.toMatchObject({code: 'ECONNREFUSED'});
});

test('a scenario that nobody wrote gets one line with those there are', async () => {
	const command = run({scenario: 'heist\u001b[2J'});
	expect(await command.status).toBe(2);
	expect(command.written.stderr).toBe(
		'leaktui range: there is no scenario "heist?[2J". The scenarios are: cryptomining, console-takeover.\n',
	);
	expect(command.written.stdout).toBe('');
});

test('a taken port gets one line', async () => {
	const server = createServer();
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	const {port} = server.address() as AddressInfo;
	const command = run({port});
	expect(await command.status).toBe(2);
	expect(command.written.stderr).toBe(
		`leaktui range: port ${port} is taken. Choose another with --port, or leave it out to take a free one.\n`,
	);
	server.close();
});
