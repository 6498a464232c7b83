import type {Token} from './token.ts';

/** Tokens that are looked for, each with its turn: when it was learnt. Open addressing; asked a million times a second. */
export class TokenTable {
	#tokens = new Int32Array(1024);
	#turns = new Int32Array(1024);
	#turn = 0;

	/** How many tokens there are: a file that was read at this turn was searched for all up to it. */
	get turn(): number {
		return this.#turn;
	}

	/** @returns whether it was new. */
	learn(token: Token): boolean {
		const at = this.#slot(token);
		if (this.#tokens[at] === token) return false;
		this.#turn += 1;
		this.#tokens[at] = token;
		this.#turns[at] = this.#turn;
		if (this.#turn * 4 > this.#tokens.length) this.#grow();
		return true;
	}

	has(token: Token): boolean {
		return this.#tokens[this.#slot(token)] === token;
	}

	/** The turn at which the token was learnt; 0: it is not looked for. */
	turnOf(token: Token): number {
		return this.#turns[this.#slot(token)] ?? 0;
	}

	/** Whether one of the tokens was learnt after the turn `since`. */
	hasNewer(tokens: Int32Array, since: number): boolean {
		for (const token of tokens) if (this.turnOf(token) > since) return true;
		return false;
	}

	#slot(token: Token): number {
		const mask = this.#tokens.length - 1;
		let at = token & mask;
		while (this.#tokens[at] !== 0 && this.#tokens[at] !== token) at = (at + 1) & mask;
		return at;
	}

	#grow(): void {
		const [tokens, turns] = [this.#tokens, this.#turns];
		this.#tokens = new Int32Array(tokens.length * 4);
		this.#turns = new Int32Array(tokens.length * 4);
		for (const [n, token] of tokens.entries()) {
			if (token === 0) continue;
			const at = this.#slot(token);
			this.#tokens[at] = token;
			this.#turns[at] = turns[n] ?? 0;
		}
	}
}
