import type {Token} from './token.ts';

/** Collects the tokens of one file after the other, without making garbage. */
export class TokenList {
	#tokens = new Int32Array(4096);
	#length = 0;
	/** The last of each kind, as the same few come over and over. */
	readonly #recent = new Int32Array(256);

	/** What was added just before may be left out. */
	add(token: Token): void {
		if (this.#recent[token & 255] === token) return;
		this.#recent[token & 255] = token;
		if (this.#length === this.#tokens.length) {
			const longer = new Int32Array(this.#length * 2);
			longer.set(this.#tokens);
			this.#tokens = longer;
		}
		this.#tokens[this.#length] = token;
		this.#length += 1;
	}

	/** Gives what was collected, and begins anew. */
	take(): Int32Array {
		const taken = this.#tokens.slice(0, this.#length);
		this.#length = 0;
		this.#recent.fill(0);
		return taken;
	}
}
