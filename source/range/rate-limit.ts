/** A token bucket per name, in real time: `rate` calls a second, and as many at once. */
export class RateLimit {
	rate: number;
	readonly #buckets = new Map<string, {tokens: number; at: number}>();

	/** @param rate calls a second; Infinity lets everything through. */
	constructor(rate: number) {
		this.rate = rate;
	}

	/** Whether the call may go ahead; if so it is counted. */
	take(name: string): boolean {
		if (this.rate === Number.POSITIVE_INFINITY) return true;
		const now = performance.now();
		const bucket = this.#buckets.get(name) ?? {tokens: this.rate, at: now};
		const tokens = Math.min(this.rate, bucket.tokens + ((now - bucket.at) / 1000) * this.rate);
		const allowed = tokens >= 1;
		this.#buckets.set(name, {tokens: allowed ? tokens - 1 : tokens, at: now});
		return allowed;
	}
}
