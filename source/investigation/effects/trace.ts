import type {Batch, Known, Source, TraceRequest} from '../../history/source.ts';
import {type Context, credentialsNow, report} from '../context.ts';
import {learn} from './learn.ts';

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
			for (const part of partsOf(batch)) {
				if (signal.aborted) return;
				take(context, part);
				onBatch();
				// A source that reads fast must not keep the keyboard waiting.
				await new Promise(setImmediate);
			}
		}
		if (!signal.aborted) store.dispatch({type: 'trace', state: 'done'});
	} catch (error) {
		report(context, error);
		if (!signal.aborted) store.dispatch({type: 'trace', state: 'failed'});
	}
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
	const told = learn(context, fresh, heard);
	store.dispatch({
		type: 'batch',
		credentials: credentialsNow(context),
		total: casefile.total,
		fresh: fresh.length,
		time: now(),
		...told,
		coverage,
		blindSpots,
		progress,
	});
}

/** So many events are taken in at once: some ms of work. */
const portion = 200;

/** A batch in small ones; what it claims to have read comes with the last, when all is in the case. */
function partsOf(batch: Batch): readonly Batch[] {
	const {events} = batch;
	if (events.length <= portion) return [batch];
	const starts = Array.from({length: Math.ceil(events.length / portion)}, (_, n) => n * portion);
	return starts.map(from => {
		const part = events.slice(from, from + portion);
		if (from + portion >= events.length) return {...batch, events: part};
		return {events: part, coverage: [], blindSpots: [], progress: null};
	});
}

/** What a trace before this one left in the case. */
function knownOf({casefile}: Context): Known {
	return {
		events: () => casefile.events(),
		heard: () => casefile.readings.heard(),
		readings: casefile.readings.all(),
	};
}
