import type {Event} from './event.ts';
import {timeOf} from './event.ts';
import {issuedBy} from './hop.ts';
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
		event.principal !== null &&
		event.credential?.startsWith('ASIA') === true &&
		event.invokedBy !== null &&
		// The console passes on what a person clicks.
		event.invokedBy !== 'signin.amazonaws.com'
	);
}

/** When each principal was seen at work, and under which credential. */
export class Callers {
	readonly #sightings = new Map<string, Sighting[]>();
	readonly #issued = new Set<string>();
	#sorted = true;

	/** Remembers the id that any event, a stranger's too, handed out: a key that was issued is nobody's service session. */
	observe(event: Event): void {
		const id = issuedBy(event);
		if (id !== null) this.#issued.add(id);
	}

	/** Remembers a call that a credential of the lineage signed itself. */
	add(event: Event): void {
		if (event.principal === null || event.credential === null || event.time === 0) return;
		const seen = this.#sightings.get(event.principal);
		const sighting = {time: event.time, credential: event.credential};
		if (seen === undefined) this.#sightings.set(event.principal, [sighting]);
		else seen.push(sighting);
		this.#sorted = false;
	}

	/** The principals seen at work. */
	principals(): ReadonlySet<string> {
		return new Set(this.#sightings.keys());
	}

	/**
	 * The credential behind a service-made event: that of the caller's own event nearest to the creation of the
	 * service's session, if there is one within 2 s. Null: somebody else's, or signed by a key that was issued.
	 */
	behind(event: Event): string | null {
		if (!isServiceMade(event) || event.principal === null) return null;
		if (event.credential !== null && this.#issued.has(event.credential)) return null;
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
			for (const seen of this.#sightings.values()) seen.sort(byTime);
			this.#sorted = true;
		}
		return this.#sightings.get(principal) ?? [];
	}
}

/** Ties are broken by id, so that the order of arrival decides nothing. */
function byTime(one: Sighting, other: Sighting): number {
	return one.time - other.time || (one.credential < other.credential ? -1 : 1);
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
