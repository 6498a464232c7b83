import {createReadStream} from 'node:fs';
import {type Event, readEvent} from '../../domain/event.ts';
import {contentsOf, isBesideTheLogs} from './records.ts';
import {Splitter} from './splitter.ts';
import {decode, inflate} from './text.ts';

/** What became of a file. `foreign`: no log at all. `damaged`: a log of which something is missing. */
export interface Verdict {
	readonly state: 'read' | 'foreign' | 'damaged';
	/** One line for people; empty where there is nothing to say. */
	readonly why: string;
}

/** Files that are meant to be logs; the names of others say nothing. */
const logName = /\.(json|ndjson|jsonl)(\.gz)?$/i;

const chunkSize = 256 * 1024;

/** Reads one file's events, a chunk at a time, in little memory; afterwards `verdict` says how it went. */
export class LogFile {
	readonly path: string;
	readonly #signal: AbortSignal;
	readonly #worth: RegExp;
	readonly #splitter = new Splitter();
	#records = 0;
	#malformed = 0;
	/** Digests and insights. */
	#aside = 0;
	/** Objects that are no records. */
	#others = 0;
	#failure: string | null = null;
	#empty = true;
	#length = 0;

	/** @param worth What the text of a record must hold to be parsed: most of a file is of no interest on a second reading. */
	constructor(path: string, signal: AbortSignal, worth = /^/) {
		this.path = path;
		this.#signal = signal;
		this.#worth = worth;
	}

	/** Never throws: what stops the reading becomes the verdict. Ends early when the signal aborts. */
	async *events(): AsyncGenerator<readonly Event[]> {
		try {
			let first = true;
			for await (const text of decode(this.#bytes())) {
				if (this.#signal.aborted) return;
				if (first && this.#isForeign(text)) return;
				first = false;
				this.#length += text.length;
				yield this.#eventsIn(this.#splitter.push(text));
			}
		} catch (error) {
			this.#failure = describe(error);
		}
	}

	/** How many characters of it were read, so far. */
	get length(): number {
		return this.#length;
	}

	get verdict(): Verdict {
		const isLog = this.#records > 0 || this.#splitter.list || logName.test(this.path);
		const missing = this.#missing();
		if (missing !== null && (isLog || this.#failure !== null)) return {state: 'damaged', why: missing};
		if (this.#records === 0 && this.#aside === 0 && (this.#others > 0 || !this.#splitter.list)) {
			return {state: 'foreign', why: this.#empty ? 'empty' : 'no CloudTrail records in it'};
		}
		return {
			state: 'read',
			why: this.#others > 0 ? `${this.#others} objects in it are no CloudTrail records` : '',
		};
	}

	#missing(): string | null {
		const kept = `; ${this.#records} complete ${this.#records === 1 ? 'record was' : 'records were'} read`;
		if (this.#failure !== null) return this.#failure + kept;
		if (this.#empty) return 'empty';
		if (this.#splitter.open) return `ends in the middle of a record${kept}`;
		const lost = this.#malformed + this.#splitter.damaged;
		if (lost > 0) return `${lost} malformed ${lost === 1 ? 'record' : 'records'}${kept}`;
		const nothing = this.#records + this.#others + this.#aside === 0 && !this.#splitter.list;
		return nothing ? 'no JSON in it' : null;
	}

	/** By its first bytes, not its name: logs are renamed, and an inflated one may keep its `.gz`. */
	async *#bytes(): AsyncGenerator<Buffer> {
		const stream = createReadStream(this.path, {highWaterMark: chunkSize, signal: this.#signal});
		try {
			const chunks: AsyncIterator<Buffer> = stream[Symbol.asyncIterator]();
			const start = await chunks.next();
			if (start.done === true) return;
			this.#empty = false;
			const all = startingWith(start.value, chunks);
			yield* start.value[0] === 0x1f && start.value[1] === 0x8b ? inflate(all) : all;
		} finally {
			stream.destroy();
		}
	}

	#isForeign(text: string): boolean {
		const start = /\S/.exec(text)?.[0];
		return start !== '{' && start !== '[' && !logName.test(this.path);
	}

	#eventsIn(texts: readonly string[]): readonly Event[] {
		const events: Event[] = [];
		for (const text of texts) {
			if (!this.#worth.test(text)) {
				this.#records += 1;
				continue;
			}
			const {records, malformed} = contentsOf(text);
			this.#malformed += malformed;
			for (const record of records) {
				const event = readEvent(record);
				if (isBesideTheLogs(record)) this.#aside += 1;
				else if (event === null) this.#others += 1;
				else events.push(event);
			}
		}
		this.#records += events.length;
		return events;
	}
}

async function* startingWith(start: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
	yield start;
	for (;;) {
		const next = await rest.next();
		if (next.done === true) return;
		yield next.value;
	}
}

function describe(error: unknown): string {
	if (error instanceof RangeError) return error.message;
	const code = error instanceof Error && 'code' in error ? String(error.code) : '';
	if (code === 'EACCES' || code === 'EPERM') return 'no permission to read it';
	if (code === 'ENOENT') return 'gone before it was read';
	if (code === 'Z_BUF_ERROR') return 'the gzip ends early';
	if (code.startsWith('Z_')) return 'the gzip is damaged';
	return `could not be read (${code === '' ? 'unknown error' : code})`;
}
