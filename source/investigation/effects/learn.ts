import type {Event} from '../../domain/event.ts';
import {issuedBy} from '../../domain/hop.ts';
import {kinds} from '../../domain/kinds/index.ts';
import {type Provenance, resourceKey} from '../../domain/resource.ts';
import type {Context} from '../context.ts';

/** What events tell the state, beside themselves. */
export interface Told {
	/** By resourceKey; what the lineage made. */
	readonly provenance: ReadonlyMap<string, Provenance>;
	/** By region, ms since the epoch of the newest record. */
	readonly newest: ReadonlyMap<string, number>;
}

/**
 * Takes in what the events tell: who came from whom, what was made. Each event once.
 *
 * @param own The lineage's. @param heard Of others, who handed out keys: a key under investigation may come from one.
 */
export function learn({lineage, clues}: Context, own: Iterable<Event>, heard: Iterable<Event>): Told {
	const provenance = new Map<string, Provenance>();
	const newest = new Map<string, number>();
	const date = ({region, time}: Event) => newest.set(region, Math.max(time, newest.get(region) ?? time));
	for (const event of own) {
		date(event);
		lineage.add(event);
		clues.add(event);
		const credential = event.onBehalfOf ?? event.credential;
		if (credential === null) continue;
		for (const {kind, created} of Object.values(kinds)) {
			for (const made of created(event)) {
				provenance.set(resourceKey({kind, ...made}), {eventID: event.id, credential});
			}
		}
	}
	for (const event of heard) {
		date(event);
		clues.hear(event);
		if (issuedBy(event) !== null) lineage.observe(event);
	}
	return {provenance, newest};
}
