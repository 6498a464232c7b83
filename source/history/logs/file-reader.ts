import {type Event, readEvent} from '../../domain/event.ts';
import {mintedBy} from '../../domain/hop.ts';
import {LogFile} from './file.ts';
import {FileSpans} from './file-spans.ts';
import {inflateWhole} from './inflate-whole.ts';
import {isPlain, type Stretch} from './plain.ts';
import type {Reading, Scope, Task} from './reading.ts';
import {contentsOf} from './records.ts';
import {skim} from './skim.ts';
import {odd, served, type Token, tokenOf, tokensOfCredential, tokensOfEvent} from './token.ts';
import {TokenList} from './token-list.ts';
import {TokenTable} from './token-table.ts';
import {trailFile} from './trail-name.ts';

/** What is kept of a file that was read: its tokens, and which of the wanted ones were known then. */
interface Cast {
	readonly tokens: Int32Array;
	turn: number;
}

/** A file that is to be read again, for the tokens learnt after the turn `since`. */
export interface Late {
	readonly file: number;
	readonly since: number;
}

const never = new AbortController().signal;

/**
 * Reads files for the records that hold wanted tokens, and remembers which tokens each file holds: when another one is
 * wanted later, only the files that hold it are read again. So a chain is followed in one reading, however deep it is.
 */
export class FileReader {
	readonly #wanted = new TokenTable();
	readonly #casts = new Map<number, Cast>();
	readonly #found = new TokenList();
	readonly #scope: Scope;
	readonly #onHop: (tokens: readonly Token[]) => void;

	/** @param onHop Told what to look for in the files to come, as soon as a hop of the lineage is read. */
	constructor(scope: Scope, onHop: (tokens: readonly Token[]) => void) {
		this.#scope = scope;
		this.#onHop = onHop;
	}

	/** Which of the wanted tokens are known: it goes up with each. */
	get turn(): number {
		return this.#wanted.turn;
	}

	learn(tokens: readonly Token[]): void {
		for (const token of tokens) this.#wanted.learn(token);
	}

	/** Never throws: what stops the reading becomes the verdict. @param since See Late; 0 for a first reading. */
	async *read(task: Task, since = 0): AsyncGenerator<Reading> {
		const turn = this.#wanted.turn;
		const reading = task.careful ? null : this.#skim(task, since);
		if (reading === null) yield* this.#parse(task);
		else yield reading;
		const tokens = this.#found.take();
		const cast = this.#casts.get(task.file);
		// A file that is read again holds what it held, unless it was misread before.
		if (cast === undefined || task.careful) this.#casts.set(task.file, {tokens, turn});
		else cast.turn = turn;
	}

	/** Those of the files that hold a token which was learnt after they were read. They count as searched from now on. */
	late(files: Iterable<number> = this.#casts.keys()): readonly Late[] {
		const late: Late[] = [];
		const {turn} = this.#wanted;
		for (const file of files) {
			const cast = this.#casts.get(file);
			if (cast === undefined || cast.turn === turn) continue;
			if (this.#wanted.hasNewer(cast.tokens, cast.turn)) late.push({file, since: cast.turn});
			cast.turn = turn;
		}
		return late;
	}

	/** Null: the file must be parsed. */
	#skim({file, path}: Task, since: number): Reading | null {
		const trail = trailFile(path);
		if (trail === null) return null;
		const bytes = inflateWhole(path);
		if (bytes === null || !isPlain(bytes)) return null;
		const spans = FileSpans.ofPlain(bytes, trail, this.#scope);
		const stretches = spans === null ? null : skim(bytes, token => this.#isWanted(token, since), this.#found);
		if (spans === null || stretches === null) {
			this.#found.take();
			return null;
		}
		const texts = stretches.map(stretch => textOf(bytes, stretch));
		for (const text of texts) if (looksLikeHop(text)) this.#followIn(text);
		const verdict = {state: 'read', why: ''} as const;
		return {file, texts, end: {verdict, spans, length: bytes.length}};
	}

	/** What could not be taken apart is always given: a parser may have found less in it before. */
	#isWanted(token: Token, since: number): boolean {
		const turn = this.#wanted.turnOf(token);
		return turn > since || (token === odd && turn > 0);
	}

	async *#parse({file, path}: Task): AsyncGenerator<Reading> {
		const log = new LogFile(path, never);
		const spans = new FileSpans(this.#scope);
		for await (const events of log.events()) {
			const texts: string[] = [];
			for (const event of events) {
				spans.see(event);
				const tokens = tokensOfEvent(event);
				for (const token of tokens) this.#found.add(token);
				if (!tokens.some(token => this.#wanted.has(token))) continue;
				texts.push(JSON.stringify(event.record));
				this.#follow(event);
			}
			if (texts.length > 0) yield {file, texts, end: null};
		}
		yield {file, texts: [], end: {verdict: log.verdict, spans: spans.all(), length: log.length}};
	}

	#followIn(text: string): void {
		for (const record of contentsOf(`[${text}]`).records) {
			const event = readEvent(record);
			if (event !== null) this.#follow(event);
		}
	}

	/** What a wanted credential minted is wanted too, from the next file on, in all readers. */
	#follow(event: Event): void {
		const minted = mintedBy(event);
		if (minted === null || !tokensOfCredential(minted.parent).some(token => this.#wanted.has(token))) return;
		const tokens = [...tokensOfCredential(minted.id)];
		if (minted.principal !== null) tokens.push(tokenOf(served, minted.principal));
		const fresh = tokens.filter(token => this.#wanted.learn(token));
		if (fresh.length > 0) this.#onHop(fresh);
	}
}

/** Two ids: one signed, one was handed out. */
function looksLikeHop(text: string): boolean {
	return text.indexOf('KeyId":"A', text.indexOf('KeyId":"A') + 1) >= 0;
}

function textOf(bytes: Buffer, {from, to}: Stretch): string {
	return bytes.toString('utf8', from, to);
}
