import {execFile, spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync} from 'node:fs';
import type {AddressInfo} from 'node:net';
import {createServer} from 'node:net';
import {delimiter, join} from 'node:path';
import {promisify} from 'node:util';

/** Whether a program is on the PATH. */
export function isInstalled(program: string): boolean {
	return (process.env['PATH'] ?? '').split(delimiter).some(folder => existsSync(join(folder, program)));
}

/** moto_server, on a port of its own. */
export interface Moto {
	readonly url: string;
	/** What the AWS CLI prints as JSON, asked of moto with nobody's credentials. Takes seconds to start. */
	cli(region: string, ...args: readonly string[]): Promise<unknown>;
	close(): Promise<void>;
}

export const fake = {accessKeyId: `AKIA${'MOTO'.repeat(4)}`, secretAccessKey: 'fake'};

export async function startMoto(): Promise<Moto> {
	const port = await freePort();
	const url = `http://127.0.0.1:${port}`;
	const server = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], {
		stdio: 'ignore',
		detached: true,
	});
	const close = async () => {
		if (server.pid === undefined || server.exitCode !== null) return;
		const ended = once(server, 'exit');
		// The whole group: what is on the PATH may be a wrapper that starts the server as its child.
		process.kill(-server.pid);
		await ended;
	};
	try {
		await answering(url, server);
	} catch (error) {
		await close();
		throw error;
	}
	return {url, close, cli: (region, ...args) => cli(url, region, args)};
}

async function cli(url: string, region: string, args: readonly string[]): Promise<unknown> {
	const environment = {
		PATH: process.env['PATH'],
		AWS_ENDPOINT_URL: url,
		AWS_ACCESS_KEY_ID: fake.accessKeyId,
		AWS_SECRET_ACCESS_KEY: fake.secretAccessKey,
		AWS_CONFIG_FILE: '/dev/null',
		AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
		AWS_EC2_METADATA_DISABLED: 'true',
	};
	const {stdout} = await promisify(execFile)('aws', [...args, '--region', region, '--output', 'json'], {
		env: environment,
	});
	return JSON.parse(stdout);
}

async function freePort(): Promise<number> {
	const probe = createServer();
	await new Promise<void>(resolve => probe.listen(0, '127.0.0.1', resolve));
	const {port} = probe.address() as AddressInfo;
	await new Promise(resolve => probe.close(resolve));
	return port;
}

/** Waits until the server answers, as long as it lives. */
async function answering(url: string, server: {exitCode: number | null}): Promise<void> {
	while (server.exitCode === null) {
		try {
			await fetch(`${url}/moto-api/`);
			return;
		} catch {
			await new Promise(resolve => setTimeout(resolve, 100));
		}
	}
	throw new Error(`moto_server ended with ${server.exitCode}`);
}
