import {spawn} from '@lydell/node-pty';
import xterm from '@xterm/headless';

/** A program running in a real pseudo-terminal, and the screen that a person would see. */
export interface Terminal {
	/** The visible rows, trailing blanks removed. */
	screen(): string;
	/** Types into the program, as it is. */
	type(keys: string): void;
	/** Resolves with the screen as soon as it shows the text; rejects with the last screen after `patience` ms. */
	sees(text: string | RegExp, patience?: number): Promise<string>;
	/** Resolves as soon as the screen no longer shows the text. */
	loses(text: string | RegExp, patience?: number): Promise<string>;
	resize(columns: number, rows: number): void;
	kill(signal: string): void;
	/** The exit status, once the program has ended. */
	readonly exited: Promise<number>;
	/** Whether the program has left the alternate screen, as a person's shell needs. */
	onMainScreen(): boolean;
	/** Every byte that the program wrote. */
	written(): string;
	/** The emulator's screen, for what text alone does not tell: colours, cursor. */
	readonly emulator: xterm.Terminal;
}

export interface Command {
	readonly args: readonly string[];
	readonly columns?: number;
	readonly rows?: number;
	readonly env?: Readonly<Record<string, string>>;
}

/** Starts the built program under the Node that runs the tests. `CI` is removed: nobody's terminal has it set. */
export function openTerminal({args, columns = 100, rows = 30, env = {}}: Command): Terminal {
	const {CI: _, ...inherited} = process.env;
	const child = spawn(process.execPath, ['bin/leaktui.js', ...args], {
		cols: columns,
		rows,
		name: 'xterm-256color',
		cwd: process.cwd(),
		env: {...inherited, NODE_ENV: 'production', ...env} as Record<string, string>,
	});
	const emulator = new xterm.Terminal({cols: columns, rows, allowProposedApi: true, scrollback: 1000});
	let written = '';
	child.onData(data => {
		written += data;
		emulator.write(data);
	});
	const exited = new Promise<number>(resolve => child.onExit(({exitCode}) => resolve(exitCode)));

	const screen = (): string => {
		const buffer = emulator.buffer.active;
		return Array.from({length: emulator.rows}, (_row, index) =>
			(buffer.getLine(buffer.viewportY + index)?.translateToString(true) ?? '').trimEnd(),
		).join('\n');
	};
	const until = async (
		holds: (screen: string) => boolean,
		what: string,
		patience: number,
	): Promise<string> => {
		const deadline = performance.now() + patience;
		for (;;) {
			const now = screen();
			if (holds(now)) return now;
			if (performance.now() > deadline) throw new Error(`${what}; the last screen was:\n${now}`);
			await new Promise(resolve => setTimeout(resolve, 20));
		}
	};

	return {
		screen,
		type: keys => child.write(keys),
		sees: (text, patience = 15_000) => until(now => matches(now, text), `never saw ${text}`, patience),
		loses: (text, patience = 15_000) => until(now => !matches(now, text), `still sees ${text}`, patience),
		resize(newColumns, newRows) {
			child.resize(newColumns, newRows);
			emulator.resize(newColumns, newRows);
		},
		kill: signal => child.kill(signal),
		exited,
		onMainScreen: () => emulator.buffer.active.type === 'normal',
		written: () => written,
		emulator,
	};
}

function matches(screen: string, text: string | RegExp): boolean {
	return typeof text === 'string' ? screen.includes(text) : text.test(screen);
}
