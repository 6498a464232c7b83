import type {Writable} from 'node:stream';

/** Bytes of a copied value; terminals cut or refuse longer ones (terminal guide §1.8). */
const copyLimit = 100_000;

/** What the screen asks of the terminal beside drawing. */
export interface Terminal {
	/** Puts a text on the reader's clipboard through the terminal; false where that cannot work. */
	copy(text: string): boolean;
	/** Rings the bell. */
	ring(): void;
	/** Leaves the console. */
	quit(): void;
	/** Hands the terminal back to the shell until it continues us; false where there is no such thing. */
	suspend(): boolean;
}

/** The escape sequence that copies `text` (OSC 52), wrapped for tmux where `tmux` is set; null above 100 kB. */
export function copySequence(text: string, tmux: boolean): string | null {
	if (Buffer.byteLength(text) > copyLimit) return null;
	const sequence = `\u001b]52;c;${Buffer.from(text).toString('base64')}\u0007`;
	return tmux ? `\u001bPtmux;${sequence.replaceAll('\u001b', '\u001b\u001b')}\u001b\\` : sequence;
}

/** @param environment Of the process: `TERM` and `TMUX` decide what the terminal can do. */
export function createTerminal(
	stdout: Pick<Writable, 'write'>,
	environment: Readonly<Record<string, string | undefined>>,
	{quit, suspend}: Pick<Terminal, 'quit' | 'suspend'>,
): Terminal {
	const deaf = ['dumb', 'linux'].includes(environment['TERM'] ?? '');
	return {
		quit,
		suspend,
		ring: () => void stdout.write('\u0007'),
		copy(text) {
			const sequence = deaf ? null : copySequence(text, (environment['TMUX'] ?? '') !== '');
			if (sequence !== null) stdout.write(sequence);
			return sequence !== null;
		},
	};
}
