import {Worker} from 'node:worker_threads';
import type {Readers} from './readers.ts';
import type {Answer, Message, Reading, Scope, Setup, Task} from './reading.ts';
import type {Token} from './token.ts';

/** Bundled, the reader lies beside the program; from the sources, Node runs it as it is. */
const script = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './logs-reader.js', import.meta.url);

/** Batches that wait at each reader, so that it never waits for the main thread. */
const queued = 2;

/** What came of a reader, in the order of arrival. */
interface Arrival {
	readonly worker: Worker;
	readonly answer: Answer;
}

let traces = 0;

/** Threads that read files, as many as there is work for. */
export class Threads implements Readers {
	readonly #workers: readonly Worker[];
	readonly #known: Token[] = [];
	/** How many of the known tokens each reader was told of. */
	readonly #told = new Map<Worker, number>();
	readonly #signal: AbortSignal;
	readonly #arrivals: Arrival[] = [];
	#failure: Error | null = null;
	#wake: () => void = () => {};

	constructor(count: number, scope: Scope, signal: AbortSignal) {
		traces += 1;
		const setup: Setup = {scope, channel: `leaktui-logs-${process.pid}-${traces}`};
		this.#signal = signal;
		signal.addEventListener('abort', this.#onAbort);
		this.#workers = Array.from({length: count}, () => this.#start(setup));
	}

	/** Says what to look for in the files that are given out from now on. */
	learn(tokens: readonly Token[]): void {
		this.#known.push(...tokens);
	}

	/** Reads the files, and gives what comes, in whatever order. Ends early when the signal aborts. */
	async *read(tasks: readonly Task[]): AsyncGenerator<readonly Reading[]> {
		const size = Math.min(48, Math.ceil(tasks.length / (this.#workers.length * 150)));
		let begun = 0;
		let running = 0;
		const give = (worker: Worker): void => {
			if (begun >= tasks.length) return;
			post(worker, {kind: 'read', learn: this.#newsFor(worker), tasks: tasks.slice(begun, begun + size)});
			begun += size;
			running += 1;
		};
		for (let n = 0; n < queued; n += 1) for (const worker of this.#workers) give(worker);
		while (running > 0) {
			const arrival = await this.#next();
			if (arrival === null) return;
			const {worker, answer} = arrival;
			if (answer.kind !== 'readings') continue;
			yield answer.readings;
			if (!answer.last) post(worker, {kind: 'go'});
			else {
				running -= 1;
				give(worker);
			}
		}
	}

	/** The files that may hold a token, and were read before their reader looked for it. */
	async late(): Promise<readonly number[]> {
		const files: number[] = [];
		for (const worker of this.#workers) {
			post(worker, {kind: 'late', learn: this.#newsFor(worker)});
		}
		for (let answers = 0; answers < this.#workers.length; ) {
			const arrival = await this.#next();
			if (arrival === null) return [];
			if (arrival.answer.kind !== 'late') continue;
			files.push(...arrival.answer.files);
			answers += 1;
		}
		return [...new Set(files)];
	}

	async close(): Promise<void> {
		this.#signal.removeEventListener('abort', this.#onAbort);
		await Promise.all(this.#workers.map(worker => worker.terminate()));
	}

	#newsFor(worker: Worker): readonly Token[] {
		const told = this.#told.get(worker) ?? 0;
		this.#told.set(worker, this.#known.length);
		return this.#known.slice(told);
	}

	#start(setup: Setup): Worker {
		const worker = new Worker(script, {workerData: setup, execArgv: []});
		worker.on('message', (answer: Answer) => {
			this.#arrivals.push({worker, answer});
			this.#wake();
		});
		worker.on('error', error => {
			this.#failure = error instanceof Error ? error : new Error(String(error));
			this.#wake();
		});
		return worker;
	}

	/** Null: the signal aborted. @throws what ended a reader. */
	async #next(): Promise<Arrival | null> {
		for (;;) {
			if (this.#signal.aborted) return null;
			if (this.#failure !== null) throw this.#failure;
			const arrival = this.#arrivals.shift();
			if (arrival !== undefined) return arrival;
			await new Promise<void>(resolve => {
				this.#wake = resolve;
			});
		}
	}

	readonly #onAbort = (): void => this.#wake();
}

function post(worker: Worker, message: Message): void {
	worker.postMessage(message);
}
