import type {Clock} from '../clock.ts';

/** LookupEvents allows 2 calls a second in an account and region, shared with everyone there (field guide §5). */
const fastest = 500;

/** However much others use: one call in so many ms still comes through. */
const slowest = 8000;

/** Spaces the calls to one region, and learns from throttling how much of the limit others leave. */
export class Pacer {
	readonly #clock: Clock;
	#interval = fastest;
	#next = 0;
	#line: Promise<void> = Promise.resolve();

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	/** Calls a second at which it goes now. */
	get rate(): number {
		return 1000 / this.#interval;
	}

	get slowed(): boolean {
		return this.#interval > fastest;
	}

	/** Resolves when the next call may go out, or the signal aborts; who asks first goes first. */
	turn(signal: AbortSignal): Promise<void> {
		this.#line = this.#line.then(() => this.#wait(signal));
		return this.#line;
	}

	/** A timer that rings late costs nothing in the long run. */
	async #wait(signal: AbortSignal): Promise<void> {
		for (;;) {
			const wait = this.#next - this.#clock.ticks();
			// Clocks do not tell fractions of a millisecond apart.
			if (signal.aborted) return;
			if (wait < 1) break;
			await this.#clock.sleep(wait, signal);
		}
		this.#next = Math.max(this.#next, this.#clock.ticks() - this.#interval / 2) + this.#interval;
	}

	/** A call came through: go a little faster. With every third call throttled it still keeps its pace. */
	passed(): void {
		this.#interval = Math.max(fastest, this.#interval * 0.8);
	}

	/** A call was throttled: go slower, from now on. */
	throttled(): void {
		this.#interval = Math.min(slowest, this.#interval * 1.5);
		this.#next = this.#clock.ticks() + this.#interval;
	}

	/** A call failed: wait `ms` before the next. */
	pause(ms: number): void {
		this.#next = this.#clock.ticks() + ms;
	}
}

/** The paces of an account's regions: LookupEvents' limit is one for all who ask. */
export class Pacers {
	readonly #clock: Clock;
	readonly #byRegion = new Map<string, Pacer>();

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	of(region: string): Pacer {
		const pacer = this.#byRegion.get(region) ?? new Pacer(this.#clock);
		this.#byRegion.set(region, pacer);
		return pacer;
	}
}
