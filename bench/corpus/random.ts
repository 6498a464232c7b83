const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** `0000` to `ffff`. */
const hex = Array.from({length: 65_536}, (_, value) => value.toString(16).padStart(4, '0'));

/** Numbers that look random and are the same for the same seed: a corpus can be made again anywhere. */
export class Random {
	#state: number;

	constructor(seed: number) {
		this.#state = seed >>> 0;
		// Neighbouring seeds begin alike; a few steps apart they no longer do.
		for (let step = 0; step < 4; step += 1) this.bits();
	}

	/** 32 bits (splitmix32). */
	bits(): number {
		this.#state = (this.#state + 0x9e37_79b9) >>> 0;
		let z = this.#state;
		z = Math.imul(z ^ (z >>> 16), 0x21f0_aaad);
		z = Math.imul(z ^ (z >>> 15), 0x735a_2d97);
		return (z ^ (z >>> 15)) >>> 0;
	}

	/** An integer from 0 to below `limit`. */
	below(limit: number): number {
		return Math.floor((this.bits() / 0x1_0000_0000) * limit);
	}

	pick<T>(items: readonly T[]): T {
		const item = items[this.below(items.length)];
		if (item === undefined) throw new RangeError('nothing to pick from');
		return item;
	}

	uuid(): string {
		return `${this.#hex4()}${this.#hex4()}-${this.#hex4()}-4${this.#hex4().slice(1)}-a${this.#hex4().slice(1)}-${this.#hex4()}${this.#hex4()}${this.#hex4()}`;
	}

	/** `AKIA…`, `ASIA…`, `AROA…`, `AIDA…`: a prefix and 16 characters of base32. */
	id(prefix: string): string {
		let id = prefix;
		for (let part = 0; part < 4; part += 1) {
			const bits = this.bits();
			for (let shift = 0; shift < 20; shift += 5) id += base32.charAt((bits >>> shift) & 31);
		}
		return id;
	}

	/** An IPv4 address of a documentation range. */
	address(): string {
		return `${this.pick(['192.0.2', '198.51.100', '203.0.113'])}.${this.below(256)}`;
	}

	/** Long opaque text, as session tokens and pagination tokens are. */
	token(parts: number): string {
		let token = '';
		for (let part = 0; part < parts; part += 1) token += this.bits().toString(36);
		return token;
	}

	#hex4(): string {
		return hex[this.bits() & 0xffff] ?? '';
	}
}
