import type {Event} from '../../domain/event.ts';
import {issuedBy} from '../../domain/hop.ts';
import {kinds} from '../../domain/kinds/index.ts';
import {firstOf, type Provenance, resourceKey} from '../../domain/resource.ts';
import type {Context} from '../context.ts';

/** What events tell the state, beside themselves. */
export interface Told {
	/** By resourceKey; what the lineage made. */
	readonly provenance: Map<string, Provenance>;
	/** By region, ms since the epoch of the newest record. */
	readonly newest: Map<string, number>;
}

export function nothing(): Told {
	return {provenance: new Map(), newest: new Map()};
}

/**
 * Takes in what the events tell: who came from whom, what was made. Each event once.
 *
 * @param own The lineage's. @param heard Of others, who handed out keys: a key under investigation may come from one.
 * @param told What they tell is added to it.
 */
export function learn(
	{lineage, clues}: Context,
	own: Iterable<Event>,
	heard: Iterable<Event>,
	told = nothing(),
): Told {
	const {provenance, newest} = told;
	const date = ({region, time}: Event) => newest.set(region, Math.max(time, newest.get(region) ?? time));
	for (const event of own) {
		date(event);
		lineage.add(event);
		clues.add(event);
		const credential = event.onBehalfOf ?? event.credential;
		if (credential === null) continue;
		for (const {kind, created} of Object.values(kinds)) {
			for (const made of created(event)) {
				const key = resourceKey({kind, ...made});
				const maker = {eventID: event.id, credential, time: event.time};
				provenance.set(key, firstOf(provenance.get(key), maker));
			}
		}
	}
	for (const event of heard) {
		date(event);
		clues.hear(event);
		if (issuedBy(event) !== null) lineage.observe(event);
	}
	return told;
}
