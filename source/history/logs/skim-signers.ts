/** So many are remembered, each in the place that its last letters give. A power of two. */
const places = 512;

/**
 * Signers of a file's records that were looked at before: most records are by a few. Who signed is told by one stretch of
 * bytes, `arn:…","accountId":"123456789012","accessKeyId":"AKIA…`; where a stretch was seen before, byte for byte, all
 * that can be said of it was said.
 */
export class SignersSeen {
	#bytes: Buffer = Buffer.alloc(0);
	readonly #from = new Int32Array(places);
	readonly #to = new Int32Array(places);
	readonly #hits = new Uint8Array(places);

	/** Forgets the file before. */
	begin(bytes: Buffer): void {
		this.#bytes = bytes;
		this.#from.fill(0);
		this.#to.fill(0);
	}

	/** @param to Where the key id ends. @returns whether the signer was looked for; null: not seen before. */
	isHit(to: number): boolean | null {
		const place = this.#placeOf(to);
		const known = this.#to[place] ?? 0;
		const length = known - (this.#from[place] ?? 0);
		if (length === 0 || !this.#isSame(to, known, length)) return null;
		return this.#hits[place] === 1;
	}

	/** @param from Where the ARN begins. */
	remember(from: number, to: number, isHit: boolean): void {
		const place = this.#placeOf(to);
		this.#from[place] = from;
		this.#to[place] = to;
		this.#hits[place] = isHit ? 1 : 0;
	}

	/** With what comes before the ARN, and the quote behind the id. */
	#isSame(one: number, other: number, length: number): boolean {
		const bytes = this.#bytes;
		for (let back = 0; back <= length + before; back += 1) {
			if (bytes[one - back] !== bytes[other - back]) return false;
		}
		return true;
	}

	#placeOf(to: number): number {
		return (
			(((this.#bytes[to - 1] ?? 0) * 31 + (this.#bytes[to - 2] ?? 0)) * 31 + (this.#bytes[to - 3] ?? 0)) %
			places
		);
	}
}

/** `"arn":"` */
const before = 7;
