import {render} from 'ink';
import type {Session} from '../investigation/session.ts';
import {createStore} from '../investigation/store.ts';
import {App} from './app.tsx';
import {type HandOver, suspendWith} from './suspend.ts';
import {createTerminal} from './terminal.ts';
import {reduceView} from './view/reduce.ts';
import {initialView} from './view/state.ts';

export {keyTableMarkdown} from './keymap/sections.ts';

export interface ShowOptions {
	/** False under NO_COLOR and `--no-color`: weight and signs stay. */
	readonly colour: boolean;
	/** Where to draw and read keys; the process's own unless a test says otherwise. */
	readonly stdout?: NodeJS.WriteStream;
	readonly stdin?: NodeJS.ReadStream;
	readonly environment?: Readonly<Record<string, string | undefined>>;
	/** ms on a monotonic clock. */
	readonly ticks?: () => number;
}

/**
 * Draws the console on the alternate screen until the reader quits, then restores the terminal and resolves. The session
 * is left open. Both streams must be terminals: check first, since raw mode is impossible elsewhere.
 */
export async function show(session: Session, options: ShowOptions): Promise<void> {
	const {colour, stdout = process.stdout, stdin = process.stdin, environment = process.env} = options;
	const ticks = options.ticks ?? (() => performance.now());
	const size = {columns: stdout.columns, rows: stdout.rows};
	const store = createStore(
		initialView(size, session.now(), session.store.get().setting === 'logs'),
		reduceView,
	);
	// Before Ink does it: keys typed while the first frame is made must not be echoed onto it.
	if (stdin.isTTY) stdin.setRawMode(true);
	let handOver: HandOver | null = null;
	const terminal = createTerminal(stdout, environment, {
		quit: () => instance.unmount(),
		suspend: () => suspendWith(handOver),
	});
	const lend = (way: HandOver) => {
		handOver = way;
	};
	const instance = render(<App stage={{session, store, terminal, ticks}} colour={colour} lend={lend} />, {
		stdout,
		stdin,
		// Said outright: a CI variable in the environment must not blank the screen (terminal guide §3.8).
		interactive: stdout.isTTY && stdin.isTTY,
		alternateScreen: true,
		incrementalRendering: true,
		patchConsole: false,
		exitOnCtrlC: false,
		maxFps: 15,
	});
	await instance.waitUntilExit();
}
