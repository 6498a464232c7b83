import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';

/** What reached the wire. */
export interface Seen {
	readonly path: string;
	readonly headers: Readonly<Record<string, string | string[] | undefined>>;
	readonly body: string;
}

export interface Answer {
	readonly status: number;
	readonly type?: string;
	readonly body?: string;
}

/** An endpoint on loopback that remembers all that reaches it, and answers as it is told. */
export interface Wire {
	readonly url: string;
	readonly seen: Seen[];
	answer: (seen: Seen) => Answer;
	close(): Promise<void>;
}

export async function openWire(): Promise<Wire> {
	const seen: Seen[] = [];
	const server: Server = createServer(async (request, response) => {
		let body = '';
		for await (const part of request) body += part;
		const call = {path: request.url ?? '', headers: request.headers, body};
		seen.push(call);
		const {status, type = 'text/xml', body: text = ''} = wire.answer(call);
		response.writeHead(status, {'content-type': type, 'x-amzn-requestid': 'request-1'}).end(text);
	});
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	const wire: Wire = {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		seen,
		answer: () => ({status: 200}),
		close: () =>
			new Promise(resolve => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
	return wire;
}

/** Obviously fake, and new in each run. */
export function fakeCredentials() {
	return {accessKeyId: `AKIA${'FAKE'.repeat(4)}`, secretAccessKey: `fake-${Math.random()}`};
}
