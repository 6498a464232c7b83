import type {Token} from './token.ts';

/** Collects the tokens of one file after the other, without making garbage. */
export class TokenList {
	#tokens = new Int32Array(4096);
	#length = 0;

	add(token: Token): void {
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
		return taken;
	}
}
