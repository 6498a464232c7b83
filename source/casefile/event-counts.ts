import type {Database} from './database.ts';
import type {Anchor, EventFilter} from './event-query.ts';
import {countSql} from './event-select.ts';

/** What was counted under one filter, as long as no more events come in. */
interface Counted {
	readonly version: number;
	readonly all: number;
	/** The anchor that was asked for last, and how many events are newer. */
	readonly anchor: Anchor | null;
	readonly newer: number;
}

/** Filters whose counts are kept. */
const kept = 16;

/**
 * Counts events. A count of a million takes ten milliseconds, and panes ask at every frame: so each is taken once for a
 * state of the case, and a cursor's place is told from its last place.
 */
export class EventCounts {
	readonly #database: Database;
	readonly #version: () => number;
	readonly #counted = new Map<string, Counted>();

	constructor(database: Database, version: () => number) {
		this.#database = database;
		this.#version = version;
	}

	all(filter: EventFilter): number {
		return this.#current(filter).all;
	}

	newer(filter: EventFilter, anchor: Anchor): number {
		const current = this.#current(filter);
		const newer = this.#newer(filter, anchor, current);
		this.#keep(filter, {...current, anchor, newer});
		return newer;
	}

	#newer(filter: EventFilter, anchor: Anchor, {anchor: last, newer}: Counted): number {
		if (last === null) return this.#count(filter, anchor, null);
		if (anchor.time === last.time && anchor.id === last.id) return newer;
		// Newest first: an older anchor has more events above it, those between the two (and the last anchor itself).
		return isNewer(last, anchor)
			? newer + this.#count(filter, anchor, last)
			: newer - this.#count(filter, last, anchor);
	}

	#current(filter: EventFilter): Counted {
		const known = this.#counted.get(JSON.stringify(filter));
		const version = this.#version();
		if (known?.version === version) return known;
		const fresh = {version, all: this.#count(filter, null, null), anchor: null, newer: 0};
		this.#keep(filter, fresh);
		return fresh;
	}

	#keep(filter: EventFilter, counted: Counted): void {
		const key = JSON.stringify(filter);
		this.#counted.delete(key);
		this.#counted.set(key, counted);
		const oldest = this.#counted.keys().next().value;
		if (this.#counted.size > kept && oldest !== undefined) this.#counted.delete(oldest);
	}

	#count(filter: EventFilter, newerThan: Anchor | null, notNewerThan: Anchor | null): number {
		return countSql(filter, newerThan, notNewerThan)
			.map(({text, values}) => Number(this.#database.get(text, ...values)?.['n']))
			.reduce((sum, n) => sum + n, 0);
	}
}

/** In the order of the case file: by time, then by the bytes of the id. */
function isNewer(one: Anchor, other: Anchor): boolean {
	if (one.time !== other.time) return one.time > other.time;
	return Buffer.compare(Buffer.from(one.id), Buffer.from(other.id)) > 0;
}
