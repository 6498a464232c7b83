/** The times that reading a live history goes by. */
export interface Clock {
	/** The account's time, ms since the epoch: what events carry. */
	now(): number;
	/** Real time in ms, which only goes forward: what rate limits go by. */
	ticks(): number;
	/** Resolves after `ms` of real time, or at once when the signal aborts; never rejects. */
	sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** @param now The account's time; the range's runs apart from the machine's. */
export function realClock(now: () => number = Date.now): Clock {
	return {
		now,
		ticks: () => performance.now(),
		sleep: (ms, signal) =>
			new Promise(resolve => {
				if (signal.aborted) return resolve();
				const end = (): void => {
					clearTimeout(timer);
					signal.removeEventListener('abort', end);
					resolve();
				};
				const timer = setTimeout(end, ms);
				signal.addEventListener('abort', end);
			}),
	};
}
