import type {Clock} from '../../clock.ts';

/** When IAM's writes begin to work. Reads see them at once; authorization after the gap (field guide §3). */
export interface Consistency {
	readonly clock: Clock;
	/** In ms of range time. A scenario may set it to 0 while it stages the past. */
	gap: number;
}

interface Version<T> {
	/** Range time from which authorization sees it. */
	readonly effective: number;
	readonly value: T | undefined;
}

/**
 * Records by key, each with as much of its past as authorization still sees. A record is never changed in place, only
 * replaced, or the past would change with it.
 */
export class Table<T extends object> {
	readonly #versions = new Map<string, Version<T>[]>();
	readonly #consistency: Consistency;

	constructor(consistency: Consistency) {
		this.#consistency = consistency;
	}

	/** The record as IAM's own reads see it. */
	get(key: string): T | undefined {
		return this.#versions.get(key)?.at(-1)?.value;
	}

	/** The record as authorization sees it: without the writes of the last moments. */
	settled(key: string): T | undefined {
		const now = this.#consistency.clock.now();
		return this.#versions.get(key)?.findLast(({effective}) => effective <= now)?.value;
	}

	set(key: string, value: T): void {
		this.#write(key, value);
	}

	delete(key: string): void {
		if (this.get(key) !== undefined) this.#write(key, undefined);
	}

	/** All records as reads see them, in the order of their keys, which is the order of IAM's lists. */
	values(): T[] {
		return [...this.#versions.keys()]
			.toSorted()
			.map(key => this.get(key))
			.filter(value => value !== undefined);
	}

	#write(key: string, value: T | undefined): void {
		const {clock, gap} = this.#consistency;
		const now = clock.now();
		const versions = this.#versions.get(key) ?? [];
		const settled = versions.findLastIndex(({effective}) => effective <= now);
		this.#versions.set(key, [...versions.slice(Math.max(settled, 0)), {effective: now + gap, value}]);
	}
}
