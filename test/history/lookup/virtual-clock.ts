import type {Clock} from '../../../source/history/clock.ts';

/** Time that passes only while everybody sleeps: hours of waiting in no time, the same way every run. */
export class VirtualClock implements Clock {
	#now: number;
	readonly #start: number;
	#sleepers: {readonly at: number; readonly wake: () => void}[] = [];
	#advancing = false;

	constructor(start: number) {
		this.#start = start;
		this.#now = start;
	}

	now(): number {
		return this.#now;
	}

	ticks(): number {
		return this.#now - this.#start;
	}

	sleep(ms: number, signal: AbortSignal): Promise<void> {
		return new Promise(resolve => {
			if (signal.aborted) return resolve();
			const sleeper = {at: this.#now + ms, wake: resolve};
			this.#sleepers.push(sleeper);
			signal.addEventListener('abort', () => {
				this.#sleepers = this.#sleepers.filter(other => other !== sleeper);
				resolve();
			});
			this.#advance();
		});
	}

	#advance(): void {
		if (this.#advancing) return;
		this.#advancing = true;
		// After everything that can run by now has run.
		setImmediate(() => {
			this.#advancing = false;
			const next = this.#sleepers.toSorted((one, other) => one.at - other.at)[0];
			if (next === undefined) return;
			this.#sleepers = this.#sleepers.filter(other => other !== next);
			this.#now = Math.max(this.#now, next.at);
			next.wake();
			this.#advance();
		});
	}
}
