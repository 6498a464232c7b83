import {spawn} from 'node:child_process';

/** What one run of a command took. */
export interface Run {
	/** Seconds from start to exit, or what the command itself measured and printed as `seconds`. */
	readonly seconds: number;
	/** Seconds from start to exit, whatever the command says of itself. */
	readonly wall: number;
	/** Peak resident memory of the process in MB; null where the command does not say. */
	readonly megabytes: number | null;
	/** Seconds of processor time, all threads together; null where the command does not say. */
	readonly processor: number | null;
	/** What the command printed last, as JSON where it is. */
	readonly output: unknown;
}

/** Runs a script of ours that ends with `report`. @throws if it fails. */
export async function runScript(script: URL, args: readonly string[]): Promise<Run> {
	const {output, wall} = await runCommand(process.execPath, [script.pathname, ...args]);
	const {seconds, megabytes, processor} = output as {seconds: number; megabytes: number; processor: number};
	return {seconds, wall, megabytes, processor, output};
}

/** Runs any command. @throws if it fails. */
export async function runCommand(command: string, args: readonly string[]): Promise<Run> {
	const started = performance.now();
	const child = spawn(command, args, {stdio: ['ignore', 'pipe', 'inherit']});
	let text = '';
	child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
		text += chunk;
	});
	const code = await new Promise<number | null>((resolve, reject) => {
		child.on('error', reject).on('close', resolve);
	});
	const seconds = (performance.now() - started) / 1000;
	if (code !== 0) throw new Error(`${command} ended with status ${code}`);
	return {
		seconds,
		wall: seconds,
		megabytes: null,
		processor: null,
		output: text.startsWith('{') ? JSON.parse(text) : text,
	};
}

/** Called by a script at its end: prints what `runScript` reads. @param started Of `performance.now()`. */
export function report(started: number, more: Readonly<Record<string, unknown>>): void {
	const seconds = (performance.now() - started) / 1000;
	const {user, system} = process.cpuUsage();
	const processor = (user + system) / 1e6;
	const megabytes = process.resourceUsage().maxRSS / 1024;
	process.stdout.write(`${JSON.stringify({seconds, megabytes, processor, ...more})}\n`);
}

export function median(numbers: readonly number[]): number {
	const sorted = numbers.toSorted((one, other) => one - other);
	const middle = sorted.length >> 1;
	const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[middle]];
	if (low === undefined || high === undefined) throw new RangeError('the median of nothing');
	return (low + high) / 2;
}

/** @param share 0 to 1. */
export function percentile(numbers: readonly number[], share: number): number {
	const sorted = numbers.toSorted((one, other) => one - other);
	const at = sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
	if (at === undefined) throw new RangeError('a percentile of nothing');
	return at;
}
