import {relative} from 'node:path';
import type {BlindSpot} from '../../domain/coverage.ts';
import {sanitise} from '../../domain/text.ts';

/** Of files that never were logs, so many are named for each reason; a bucket may hold thousands of others. */
const named = 20;

/**
 * Gathers what is wrong with files. Every damaged one is named: each may hide something. Files are read side by side, so
 * what was told first means nothing: paths come in their own order.
 */
export class Problems {
	/** Path → why. */
	readonly #damaged = new Map<string, string>();
	/** Why → paths. */
	readonly #foreign = new Map<string, Set<string>>();

	/** Something of a log is missing. The same file may be told of again. */
	damaged(path: string, why: string): void {
		this.#damaged.set(path, why);
	}

	/** The file is no log, or holds other things beside. The same file may be told of again. */
	foreign(path: string, why: string): void {
		const paths = this.#foreign.get(why);
		if (paths === undefined) this.#foreign.set(why, new Set([path]));
		else paths.add(path);
	}

	/** Why the coverage is not complete; null if it is. */
	get error(): string | null {
		const [first] = inOrder(this.#damaged);
		if (first === undefined) return null;
		const others = this.#damaged.size === 1 ? '' : `, and ${this.#damaged.size - 1} more`;
		return `not all could be read: ${shown(first[0])} (${first[1]})${others}`;
	}

	blindSpots(): readonly BlindSpot[] {
		const foreign = inOrder(this.#foreign).flatMap(([why, paths]) => {
			const spots = [...paths]
				.sort()
				.slice(0, named)
				.map(path => ({what: shown(path), why}));
			return paths.size > named ? [...spots, {what: `${paths.size - named} more files`, why}] : spots;
		});
		return [...inOrder(this.#damaged).map(([path, why]) => ({what: shown(path), why})), ...foreign];
	}
}

function inOrder<T>(map: ReadonlyMap<string, T>): readonly (readonly [string, T])[] {
	return [...map].sort(([one], [other]) => (one < other ? -1 : 1));
}

/** Short and safe: a file name may hold anything. */
export function shown(path: string): string {
	const near = relative('', path);
	return sanitise(near === '' || near.startsWith('..') ? path : near);
}
