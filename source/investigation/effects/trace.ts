import type {Event} from '../../domain/event.ts';
import {issuedBy} from '../../domain/hop.ts';
import {kinds} from '../../domain/kinds/index.ts';
import {type Provenance, resourceKey} from '../../domain/resource.ts';
import type {Batch, Known, Source, TraceRequest} from '../../history/source.ts';
import {type Context, credentialsNow, report} from '../context.ts';

/** Reads the history into the case, batch by batch, until it ends. Never throws. */
export async function trace(
	context: Context,
	source: Source,
	request: TraceRequest,
	onBatch: () => void,
): Promise<void> {
	const {store, signal} = context;
	try {
		for await (const batch of source.trace({...request, known: knownOf(context)})) {
			if (signal.aborted) return;
			take(context, batch);
			onBatch();
			// A source that reads fast must not keep the keyboard waiting.
			await new Promise(setImmediate);
		}
		if (!signal.aborted) store.dispatch({type: 'trace', state: 'done'});
	} catch (error) {
		report(context, error);
		if (!signal.aborted) store.dispatch({type: 'trace', state: 'failed'});
	}
}

/** Takes in what an opened case already has: the lineage and what it made. */
export function recall(context: Context): void {
	const {casefile, store, now} = context;
	const provenance = new Map<string, Provenance>();
	const newest = new Map<string, number>();
	for (const event of casefile.events()) {
		takeEvent(context, event, provenance);
		date(newest, event);
	}
	for (const event of casefile.readings.heard()) {
		learn(context, event);
		date(newest, event);
	}
	store.dispatch({
		type: 'batch',
		credentials: credentialsNow(context),
		total: casefile.total,
		fresh: casefile.total,
		time: now(),
		newest,
		coverage: casefile.coverage(),
		blindSpots: casefile.blindSpots(),
		provenance,
		progress: null,
	});
	const {broken, problem, entries} = casefile.journal.verify();
	if (broken !== null && problem !== null) {
		const why = `${problem}. Somebody changed it from outside leaktui`;
		store.dispatch({type: 'journal broken', distrusted: {from: broken, to: entries, problem}});
		store.dispatch({type: 'blind spots', blindSpots: [{what: 'the journal of this case', why}]});
		report(context, new Error(`the journal of this case cannot be trusted: ${why}`));
	}
	for (const entry of casefile.journal.entries()) store.dispatch({type: 'journaled', entry});
}

function take(
	context: Context,
	{events, heard = [], readings = [], coverage, blindSpots, progress}: Batch,
): void {
	const {casefile, store, now} = context;
	// What readings claim must be in the case before they are.
	const fresh = casefile.add(events);
	casefile.readings.keep(heard, readings);
	casefile.cover(coverage, blindSpots);
	for (const event of heard) learn(context, event);
	const newest = new Map<string, number>();
	for (const event of [...fresh, ...heard]) date(newest, event);
	const provenance = new Map<string, Provenance>();
	for (const event of fresh) takeEvent(context, event, provenance);
	store.dispatch({
		type: 'batch',
		credentials: credentialsNow(context),
		total: casefile.total,
		fresh: fresh.length,
		time: now(),
		newest,
		coverage,
		blindSpots,
		provenance,
		progress,
	});
}

/** Who handed out keys, strangers too: a key under investigation may come from one of them. */
function learn({lineage, clues}: Context, event: Event): void {
	clues.hear(event);
	if (issuedBy(event) !== null) lineage.observe(event);
}

/** Keeps the time of a region's newest record. */
function date(newest: Map<string, number>, {region, time}: Event): void {
	newest.set(region, Math.max(time, newest.get(region) ?? time));
}

/** What a trace before this one left in the case. */
function knownOf({casefile}: Context): Known {
	return {
		events: () => casefile.events(),
		heard: () => casefile.readings.heard(),
		readings: casefile.readings.all(),
	};
}

function takeEvent({lineage, clues}: Context, event: Event, provenance: Map<string, Provenance>): void {
	lineage.add(event);
	clues.add(event);
	const credential = event.onBehalfOf ?? event.credential;
	if (credential === null) return;
	for (const {kind, created} of Object.values(kinds)) {
		for (const made of created(event)) {
			provenance.set(resourceKey({kind, ...made}), {eventID: event.id, credential});
		}
	}
}
