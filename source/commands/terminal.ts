import {Refusal} from '../domain/refusal.ts';
import type {Streams} from './streams.ts';

/** @throws Refusal where there is no terminal to draw on and read keys from. */
export function requireTerminal({stdin, stdout}: Streams, instead: string): void {
	if (stdin.isTTY && stdout.isTTY) return;
	throw new Refusal(
		'failed',
		`not a terminal: the console needs one. Without one use \`leaktui ${instead}\``,
	);
}
