import type {Event} from './event.ts';
import {timeOf} from './event.ts';
import {valueAt} from './record.ts';

/** Field guide §19: the service's session is created within this many ms of the caller's own event. */
const tolerance = 2000;

interface Sighting {
	readonly time: number;
	readonly credential: string;
}

/**
 * Whether the event may be a service's doing on a caller's behalf: signed by a temporary key under the caller's ARN,
 * with `invokedBy`. Whose it is, `Callers` tells.
 */
export function isServiceMade(event: Event): boolean {
	return (
		event.invokedBy !== null && event.principal !== null && event.credential?.startsWith('ASIA') === true
	);
}

/** When each principal was seen at work, and under which credential. */
export class Callers {
	readonly #sightings = new Map<string, Sighting[]>();
	#sorted = true;

	/** Remembers a call that a credential of the lineage signed itself. */
	add(event: Event): void {
		if (event.principal === null || event.credential === null || event.time === 0) return;
		const seen = this.#sightings.get(event.principal);
		const sighting = {time: event.time, credential: event.credential};
		if (seen === undefined) this.#sightings.set(event.principal, [sighting]);
		else seen.push(sighting);
		this.#sorted = false;
	}

	/**
	 * The credential behind a service-made event: that of the caller's own event nearest to the creation of the
	 * service's session, if there is one within 2 s. Null: somebody else's.
	 */
	behind(event: Event): string | null {
		if (!isServiceMade(event) || event.principal === null) return null;
		const created = timeOf(valueAt(event.record, 'userIdentity.sessionContext.attributes.creationDate'));
		const seen = this.#of(event.principal);
		if (created === 0 || seen.length === 0) return null;
		const after = firstAtOrAfter(seen, created);
		const nearest = [seen[after - 1], seen[after]]
			.filter(sighting => sighting !== undefined)
			.map(({time, credential}) => ({distance: Math.abs(time - created), credential}))
			.toSorted((one, other) => one.distance - other.distance)[0];
		return nearest !== undefined && nearest.distance <= tolerance ? nearest.credential : null;
	}

	#of(principal: string): readonly Sighting[] {
		if (!this.#sorted) {
			for (const seen of this.#sightings.values()) seen.sort((one, other) => one.time - other.time);
			this.#sorted = true;
		}
		return this.#sightings.get(principal) ?? [];
	}
}

function firstAtOrAfter(sightings: readonly Sighting[], time: number): number {
	let low = 0;
	let high = sightings.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		const sighting = sightings[middle];
		if (sighting !== undefined && sighting.time < time) low = middle + 1;
		else high = middle;
	}
	return low;
}
