import type {Clock} from '../clock.ts';

/** Wakes the workers that have nothing to do when something may have come up for them. */
export class Bell {
	readonly #clock: Clock;
	readonly #signal: AbortSignal;
	#wakers: (() => void)[] = [];

	/** @param signal When it aborts, everybody wakes. */
	constructor(clock: Clock, signal: AbortSignal) {
		this.#clock = clock;
		this.#signal = signal;
		signal.addEventListener('abort', () => this.ring());
	}

	ring(): void {
		const wakers = this.#wakers;
		this.#wakers = [];
		for (const wake of wakers) wake();
	}

	/** Resolves at the next ring, or after `ms` of real time; null: however long it takes. */
	async rung(ms: number | null): Promise<void> {
		if (this.#signal.aborted) return;
		const ring = new Promise<void>(resolve => this.#wakers.push(resolve));
		if (ms === null) return ring;
		const woken = new AbortController();
		await Promise.race([ring, this.#clock.sleep(ms, AbortSignal.any([this.#signal, woken.signal]))]);
		woken.abort();
	}
}
