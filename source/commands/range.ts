import {once} from 'node:events';
import {type RunningScenario, startScenario, UnknownScenario} from '../range/scenario.ts';

/** Options of `leaktui range`. */
export interface RangeCommandOptions {
	/** Default: `cryptomining`. */
	readonly scenario?: string;
	/** TCP port on 127.0.0.1; default: a free one. */
	readonly port?: number;
	/** Ends the command as an interrupt does. */
	readonly signal?: AbortSignal;
}

/** Where the command writes: data to `stdout`, progress to `stderr`. */
export interface Streams {
	readonly stdout: {write(text: string): unknown};
	readonly stderr: {write(text: string): unknown};
}

/**
 * `leaktui range`: plays a scenario in the embedded AWS, prints what to export so that any AWS client talks to it, and
 * serves until interrupted.
 * @returns the exit status: 0 after an interrupt, 2 when it could not start.
 */
export async function range(options: RangeCommandOptions, streams: Streams): Promise<number> {
	const {scenario, port = 0, signal} = options;
	let running: RunningScenario;
	try {
		running = await startScenario(scenario, {port});
	} catch (error) {
		streams.stderr.write(`leaktui range: ${reason(error, port)}\n`);
		return 2;
	}
	streams.stdout.write(environment(running));
	streams.stderr.write(introduction(running));
	await interrupted(signal);
	await running.stop();
	return 0;
}

/** Lines for a shell to evaluate, and the leaked key in a comment for whoever wants to be the attacker. */
function environment({environment, leaked, range: {url}}: RunningScenario): string {
	const exports = Object.entries(environment).map(([name, value]) => `export ${name}='${value}'`);
	const asLeaked = [
		`AWS_ENDPOINT_URL='${url}'`,
		`AWS_ACCESS_KEY_ID='${leaked.accessKeyId}'`,
		`AWS_SECRET_ACCESS_KEY='${leaked.secretAccessKey}'`,
	];
	const comment = '# The leaked key itself, to see what it can still do:';
	// Either would go before the exported credentials, or be sent along with them.
	const unset = 'unset AWS_PROFILE AWS_SESSION_TOKEN';
	return `${[unset, ...exports, comment, `# ${asLeaked.join(' ')} aws sts get-caller-identity`].join('\n')}\n`;
}

function introduction({scenario: {title, summary}, leakedKeyId, range: {url}}: RunningScenario): string {
	return `
${title}

${wrapped(summary)}

Leaked key   ${leakedKeyId}
Account at   ${url}

In another terminal, paste the lines above, then try
  leaktui ${leakedKeyId}
  aws iam list-users
  aws cloudtrail lookup-events --max-items 5

The incident goes on until you stop it there. Ctrl-C here ends the range and all that is in it.
`;
}

/** Broken into lines of at most 78 characters. */
function wrapped(text: string): string {
	return text.replace(/(.{1,78})(?:\s|$)/g, '$1\n').trimEnd();
}

function reason(error: unknown, port: number): string {
	if (error instanceof UnknownScenario) {
		return error.message;
	}
	const {code, message} = Object(error) as {code?: unknown; message?: unknown};
	if (code === 'EADDRINUSE') {
		return `port ${port} is taken. Choose another with --port, or leave it out to take a free one.`;
	}
	if (code === 'EACCES' || code === 'ERR_SOCKET_BAD_PORT') {
		return `port ${port} cannot be used. Choose one between 1024 and 65535.`;
	}
	return `the range could not start: ${String(message ?? error)}`;
}

/** Resolves at SIGINT, SIGTERM or when `signal` says so. */
async function interrupted(signal: AbortSignal | undefined): Promise<void> {
	const ended = new AbortController();
	const waits = ['SIGINT', 'SIGTERM'].map(name => once(process, name, {signal: ended.signal}));
	if (signal) {
		waits.push(signal.aborted ? Promise.resolve([]) : once(signal, 'abort', {signal: ended.signal}));
	}
	await Promise.race(waits);
	ended.abort();
	await Promise.allSettled(waits);
}
