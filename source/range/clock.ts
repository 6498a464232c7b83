/** Time in the range, in ms since the epoch. It can be set to the past, stepped, and run faster than real time. */
export interface Clock {
	now(): number;
}

/** A clock that starts at `start` and runs `speed` times as fast as real time; `advance` steps it at once. */
export class RangeClock implements Clock {
	#base: number;
	#since = performance.now();
	readonly speed: number;

	constructor(start = Date.now(), speed = 1) {
		this.#base = start;
		this.speed = speed;
	}

	now(): number {
		return Math.floor(this.#base + (performance.now() - this.#since) * this.speed);
	}

	/** Steps forward by `ms` of range time. */
	advance(ms: number): void {
		this.#base += ms;
	}

	/** Jumps to `time`; a scenario uses it to stage the past and to arrive at the present. */
	set(time: number): void {
		this.#base = time;
		this.#since = performance.now();
	}
}
