import {EventEmitter} from 'node:events';
import xterm from '@xterm/headless';
import {onTestFinished} from 'vitest';
import type {Incident} from './fixtures/incident.ts';

// Styles are part of what is tested, and this process is no terminal: said before Ink is loaded.
process.env['FORCE_COLOR'] = '3';
const {show} = await import('../../source/ui/index.tsx');

export interface ScreenOptions {
	readonly columns?: number;
	readonly rows?: number;
	readonly colour?: boolean;
}

/** The console on a terminal that exists only in memory; what it shows is what a person would see. */
export interface Screen {
	/** All rows as text. */
	text(): string;
	rows(): readonly string[];
	/** What stands in the given column of every row; the first is 0. */
	cells(column: number): readonly string[];
	/** Sends keys as a terminal does: one chunk, one event. */
	press(...chunks: readonly string[]): Promise<void>;
	/** Waits until the screen shows it, and returns the row. Throws with the whole screen if it never does. */
	sees(wanted: RegExp | string): Promise<string>;
	/** Waits until the screen no longer shows it. */
	loses(unwanted: RegExp | string): Promise<void>;
	resize(columns: number, rows: number): Promise<void>;
	/** Lets the given ms pass on the console's own clock, as after a dialog opened. */
	wait(ms: number): void;
	/** Everything that was written, escape sequences included. */
	written(): string;
	/** Resolves when the console has ended. */
	readonly ended: Promise<void>;
}

const patience = 10_000;

/** Starts the console. With the test it ends, out of whatever is open first. */
export function openScreen(
	incident: Pick<Incident, 'session'>,
	{columns = 80, rows = 24, colour = true}: ScreenOptions = {},
): Screen {
	const terminal = new xterm.Terminal({
		cols: columns,
		rows,
		allowProposedApi: true,
		convertEol: true,
		scrollback: 100,
	});
	const stdout = new FakeStdout(terminal);
	const stdin = new FakeStdin();
	let ticks = 0;
	const ended = show(incident.session, {
		colour,
		stdout: stdout as unknown as NodeJS.WriteStream,
		stdin: stdin as unknown as NodeJS.ReadStream,
		environment: {},
		ticks: () => ticks,
	});
	onTestFinished(async () => {
		stdin.send('\u0003');
		await new Promise(resolve => setImmediate(resolve));
		stdin.send('\u0003');
		await ended;
	});
	const lines = () => {
		const buffer = terminal.buffer.active;
		return Array.from(
			{length: terminal.rows},
			(_, y) => buffer.getLine(buffer.baseY + y)?.translateToString(true) ?? '',
		);
	};
	const until = async (holds: () => boolean, what: string) => {
		const deadline = performance.now() + patience;
		while (!holds()) {
			if (performance.now() > deadline) throw new Error(`${what}\n${lines().join('\n')}`);
			await new Promise(resolve => setTimeout(resolve, 5));
		}
	};
	const row = (wanted: RegExp | string) =>
		lines().find(text => (typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text)));
	return {
		text: () => lines().join('\n'),
		rows: lines,
		cells(column) {
			const buffer = terminal.buffer.active;
			const cell = (y: number) =>
				buffer
					.getLine(buffer.baseY + y)
					?.getCell(column)
					?.getChars() ?? '';
			return Array.from({length: terminal.rows}, (_, y) => cell(y));
		},
		async press(...chunks) {
			for (const chunk of chunks) {
				stdin.send(chunk);
				await new Promise(resolve => setImmediate(resolve));
			}
		},
		async sees(wanted) {
			await until(() => row(wanted) !== undefined, `never saw ${wanted}`);
			return row(wanted) ?? '';
		},
		loses: unwanted => until(() => row(unwanted) === undefined, `still sees ${unwanted}`),
		async resize(newColumns, newRows) {
			terminal.resize(newColumns, newRows);
			stdout.emit('resize');
			await new Promise(resolve => setImmediate(resolve));
		},
		wait(ms) {
			ticks += ms;
		},
		written: () => stdout.written,
		ended,
	};
}

class FakeStdout extends EventEmitter {
	readonly isTTY = true;
	written = '';
	readonly #terminal: InstanceType<typeof xterm.Terminal>;

	constructor(terminal: InstanceType<typeof xterm.Terminal>) {
		super();
		this.#terminal = terminal;
	}

	get columns() {
		return this.#terminal.cols;
	}

	get rows() {
		return this.#terminal.rows;
	}

	write(chunk: string, encoding?: unknown, callback?: () => void): boolean {
		this.written += chunk;
		const done = typeof encoding === 'function' ? (encoding as () => void) : callback;
		this.#terminal.write(chunk, done);
		return true;
	}
}

class FakeStdin extends EventEmitter {
	readonly isTTY = true;
	#pending: string | null = null;

	send(chunk: string) {
		this.#pending = chunk;
		this.emit('readable');
	}

	read() {
		const chunk = this.#pending;
		this.#pending = null;
		return chunk;
	}

	setRawMode() {}
	setEncoding() {}
	ref() {}
	unref() {}
	resume() {}
	pause() {}
}
