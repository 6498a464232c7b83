/** A seeded generator of the ids that AWS would make: the same scenario names the same things each time. */
export class Random {
	#state: number;

	constructor(seed: number) {
		this.#state = seed >>> 0;
	}

	/** Uniform in [0, 1). Mulberry32: 32 bits of state are plenty for names. */
	next(): number {
		this.#state = (this.#state + 0x6d2b79f5) >>> 0;
		let mixed = this.#state;
		mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	}

	/** A whole number in [0, below). */
	below(limit: number): number {
		return Math.floor(this.next() * limit);
	}

	pick<T>(items: readonly [T, ...T[]]): T {
		return items[this.below(items.length)] ?? items[0];
	}

	/** `length` characters out of `alphabet`. */
	text(length: number, alphabet: string): string {
		return Array.from({length}, () => alphabet.charAt(this.below(alphabet.length))).join('');
	}

	/** Lower-case hexadecimal, as in `i-0abc…`. */
	hex(length: number): string {
		return this.text(length, '0123456789abcdef');
	}

	/** A version 4 UUID. */
	uuid(): string {
		return `${this.hex(8)}-${this.hex(4)}-4${this.hex(3)}-${this.text(1, '89ab')}${this.hex(3)}-${this.hex(12)}`;
	}
}
