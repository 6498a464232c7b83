import type {Pace} from '../source.ts';

/** A pace told of less time than this, in ms, would jump about. */
const settled = 500;

/** Measures how fast files are read. */
export class PaceMeter {
	readonly #started = performance.now();
	#characters = 0;
	#files = 0;

	/** A file was read; `characters` of JSON. */
	add(characters: number): void {
		this.#characters += characters;
		this.#files += 1;
	}

	/** @param left Files still to read. @returns null as long as it is too early to tell. */
	pace(left: number): Pace | null {
		const elapsed = performance.now() - this.#started;
		if (elapsed < settled || this.#files === 0) return null;
		return {
			megabytesPerSecond: this.#characters / 1000 / elapsed,
			secondsLeft: Math.ceil(((elapsed / this.#files) * left) / 1000),
		};
	}
}
