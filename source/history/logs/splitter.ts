/** CloudTrail's records are below 1 MB; what is longer than this many characters is none, and is passed over. */
const longest = 16 * 1024 * 1024;

/** Deeper than any record nests, and shallow enough for everything that walks it; what is deeper is passed over. */
const deepest = 256;

/** What changes the state outside a string. `\n{"` is where a new line starts a new record. */
const structural = /["{}[\]]|\n(?=\{")/g;

/** What ends or interrupts a string. A raw line break in one is not JSON: the record before it was cut off. */
const inString = /"|\\[\s\S]|\n(?=\{")/g;

/**
 * Cuts a stream of JSON text into the texts of single records without parsing it, so that a file of any size passes
 * through in little memory, and one that ends early or has a cut line gives all its complete records.
 *
 * Knows the shapes in which CloudTrail records are kept: `{"Records":[…]}`, `{"Events":[…]}` (LookupEvents), a bare
 * array, one object a line, a single object, and any of them behind one another.
 */
export class Splitter {
	#text = '';
	#at = 0;
	#depth = 0;
	/** The depth at which records begin: 0 on their own, 1 in a bare array, 2 in an envelope. */
	#base = 0;
	/** Where the record at hand begins; -1 outside of one. */
	#start = -1;
	/** Where the string at hand begins; -1 outside of one. */
	#quote = -1;
	/** The string last read directly inside an object at the top: its key, until `[` or another string follows. */
	#key = '';
	#damaged = 0;
	#list = false;

	/** How many records, so far, were cut off by a line that starts anew, or are none by their length or depth. */
	get damaged(): number {
		return this.#damaged;
	}

	/** Whether a list of records was opened: an empty one is a log without events, not a foreign file. */
	get list(): boolean {
		return this.#list;
	}

	/** Whether the text ends in the middle of something. */
	get open(): boolean {
		return this.#depth > 0 || this.#quote >= 0 || this.#text.slice(this.#at).trim() !== '';
	}

	/** Takes in some text and gives the records that it completes. */
	push(chunk: string): readonly string[] {
		this.#text += chunk;
		const records: string[] = [];
		for (;;) {
			const pattern = this.#quote >= 0 ? inString : structural;
			pattern.lastIndex = this.#at;
			const match = pattern.exec(this.#text);
			if (match === null || this.#undecided(match)) break;
			this.#at = pattern.lastIndex;
			if (match[0] === '\n') this.#newLine();
			else if (this.#quote >= 0) this.#string(match[0], match.index);
			else this.#structure(match[0], match.index, records);
		}
		this.#forget();
		return records;
	}

	/** Whether it takes the next chunk to tell if a line starts a new record here. */
	#undecided(match: RegExpExecArray): boolean {
		return match[0] === '{' && match.index === this.#text.length - 1 && this.#text[match.index - 1] === '\n';
	}

	#string(found: string, index: number): void {
		if (found !== '"') return;
		if (this.#depth === 1 && this.#base === 0) this.#key = this.#text.slice(this.#quote + 1, index);
		this.#quote = -1;
	}

	#structure(found: string, index: number, records: string[]): void {
		if (found === '"') this.#quote = index;
		else if (found === '{' || found === '[') this.#open(found, index);
		else this.#close(index, records);
	}

	#open(bracket: string, index: number): void {
		const envelope = this.#depth === 1 && this.#base === 0 && /^(Records|Events)$/.test(this.#key);
		if (bracket === '[' && (envelope || this.#depth === 0)) {
			this.#start = -1;
			this.#base = this.#depth + 1;
			this.#list = true;
		} else if (this.#depth === this.#base && this.#start < 0) {
			this.#start = index;
		}
		this.#key = '';
		this.#depth += 1;
		if (this.#depth > deepest) this.#passOver();
	}

	#close(index: number, records: string[]): void {
		if (this.#depth === 0) return;
		this.#depth -= 1;
		if (this.#depth < this.#base) this.#base = 0;
		else if (this.#depth === this.#base && this.#start >= 0) {
			records.push(this.#text.slice(this.#start, index + 1));
			this.#start = -1;
		}
	}

	/** A record that starts a line while another one is open: that one was cut off. Go on with the new one. */
	#newLine(): void {
		if (this.#quote < 0 && this.#depth === this.#base) return;
		this.#damaged += 1;
		this.#quote = -1;
		this.#start = -1;
		this.#depth = this.#base;
	}

	/** Drops the text that is done with; keeps the record at hand, and the last characters, which may begin a match. */
	#forget(): void {
		const waiting = [this.#start, this.#quote].filter(index => index >= 0);
		const settled = Math.max(this.#at, this.#text.length - undecidedTail(this.#text));
		const from = Math.min(...waiting, settled);
		this.#text = this.#text.slice(from);
		this.#at = settled - from;
		if (this.#start >= 0) this.#start -= from;
		if (this.#quote >= 0) this.#quote -= from;
		if (this.#text.length <= longest) return;
		this.#passOver();
		this.#text = this.#text.slice(this.#at);
		this.#at = 0;
		// Of a string it matters no more where it began.
		if (this.#quote >= 0) this.#quote = 0;
	}

	/** The record at hand can be none: what comes behind it may be. */
	#passOver(): void {
		if (this.#start < 0) return;
		this.#start = -1;
		this.#damaged += 1;
	}
}

/** How many characters at the end may be the beginning of a match: an escape, or a line that starts a record. */
function undecidedTail(text: string): 0 | 1 | 2 {
	if (text.endsWith('\n{')) return 2;
	return text.endsWith('\n') || text.endsWith('\\') ? 1 : 0;
}
