import {statSync} from 'node:fs';
import {availableParallelism} from 'node:os';
import {FileReader} from './file-reader.ts';
import type {Reading, Scope, Task} from './reading.ts';
import {Threads} from './threads.ts';
import type {Token} from './token.ts';

/** Reads files, in one thread or in several. */
export interface Readers {
	/** Says what to look for in the files that are given out from now on. */
	learn(tokens: readonly Token[]): void;
	/** Reads the files, and gives what comes, in whatever order. Ends early when the signal aborts. */
	read(tasks: readonly Task[]): AsyncGenerator<readonly Reading[]>;
	/** The files that may hold a token, and were read before it was looked for. */
	late(): Promise<readonly number[]>;
	close(): Promise<void>;
}

/** A thread takes some ten ms to start; less than this, in few files, is read before it would be there. */
export const few = 32;
const small = 1024 * 1024;

/** As many readers as there is work for. */
export function readersFor(paths: readonly string[], scope: Scope, signal: AbortSignal): Readers {
	if (paths.length <= few && sizeOf(paths) <= small) return new Here(scope, signal);
	return readersForMany(scope, signal, paths.length);
}

/** For more than a few files. @param count How many there are, as far as is known. */
export function readersForMany(scope: Scope, signal: AbortSignal, count = few): Readers {
	return new Threads(Math.min(availableParallelism(), count), scope, signal);
}

function sizeOf(paths: readonly string[]): number {
	return paths.reduce((sum, path) => sum + (statSync(path, {throwIfNoEntry: false})?.size ?? 0), 0);
}

/** Reads in the thread that asks. */
class Here implements Readers {
	readonly #reader: FileReader;
	readonly #signal: AbortSignal;

	constructor(scope: Scope, signal: AbortSignal) {
		this.#reader = new FileReader(scope, () => {});
		this.#signal = signal;
	}

	learn(tokens: readonly Token[]): void {
		this.#reader.learn(tokens);
	}

	async *read(tasks: readonly Task[]): AsyncGenerator<readonly Reading[]> {
		for (const task of tasks) {
			for await (const reading of this.#reader.read(task)) {
				if (this.#signal.aborted) return;
				yield [reading];
			}
		}
	}

	async late(): Promise<readonly number[]> {
		return this.#reader.late().map(({file}) => file);
	}

	async close(): Promise<void> {}
}
