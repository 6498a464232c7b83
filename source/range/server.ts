import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {dispatch, type Stage} from './dispatch.ts';
import type {HttpRequest} from './wire/message.ts';

/** The largest body taken, in bytes: more than Lambda's largest direct upload. */
const largest = 70 * 1024 * 1024;

/** Serves the stage on loopback, and nowhere else. Port 0 picks a free one. Rejects where the port is taken. */
export async function serve(stage: Stage, port: number): Promise<Server> {
	const server = createServer({keepAliveTimeout: 30_000}, (request, response) => {
		answer(stage, request, response).catch(() => response.destroy());
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', resolve);
	});
	return server;
}

export function portOf(server: Server): number {
	return (server.address() as AddressInfo).port;
}

/** Closes the server and every connection to it. */
export async function stop(server: Server): Promise<void> {
	await new Promise<void>(resolve => {
		server.close(() => resolve());
		server.closeAllConnections();
	});
}

async function answer(stage: Stage, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
	const request = await read(incoming);
	const reply = request && (await dispatch(stage, request));
	if (!reply) {
		response.destroy();
		return;
	}
	response.writeHead(reply.status, {...reply.headers, 'content-length': Buffer.byteLength(reply.body)});
	response.end(reply.body);
}

async function read(incoming: IncomingMessage): Promise<HttpRequest | null> {
	const parts: Buffer[] = [];
	let size = 0;
	for await (const part of incoming) {
		size += part.length;
		if (size > largest) return null;
		parts.push(part);
	}
	const [path = '/', query = ''] = (incoming.url ?? '/').split(/\?(.*)/s, 2);
	const headers: Record<string, string> = {};
	for (const [name, value] of Object.entries(incoming.headers)) {
		if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(',') : value;
	}
	return {method: incoming.method ?? 'GET', path, query, headers, body: Buffer.concat(parts)};
}
