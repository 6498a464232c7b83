import type {RangeClock} from '../clock.ts';

/** Something that happened before the scenario opens. */
export interface Beat {
	/** Minutes before now. */
	readonly ago: number;
	run(): unknown;
}

/** Plays the past in its order, each beat at its own time, and arrives at `now` (ms since the epoch). */
export async function play(clock: RangeClock, beats: readonly Beat[], now: number): Promise<void> {
	for (const beat of beats.toSorted((a, b) => b.ago - a.ago)) {
		clock.set(now - beat.ago * 60_000);
		await beat.run();
	}
	clock.set(now);
}
