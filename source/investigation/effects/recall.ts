import type {Event} from '../../domain/event.ts';
import {type Context, credentialsNow, report} from '../context.ts';
import {learn, type Told} from './learn.ts';

/** So many events are taken in at once: some ms of work. */
const portion = 500;

/** A case of so many is taken in before the first frame: nobody sees it happen. */
const small = 4_000;

/** How often a large case tells how far it has come, in ms. */
const telling = 200;

/**
 * Takes in what an opened case already has: the journal at once, the lineage and what it made by and by, so that the first
 * frame does not wait for a million events. What was read is claimed only when all of it is known again. Never throws.
 */
export async function recall(context: Context): Promise<void> {
	recallJournal(context);
	try {
		await recallEvents(context);
	} catch (error) {
		report(context, error);
	}
}

async function recallEvents(context: Context): Promise<void> {
	const {casefile, store, signal} = context;
	const {total} = casefile;
	const tell = (told: Told, done: number) =>
		store.dispatch({
			type: 'batch',
			credentials: credentialsNow(context),
			total,
			// The pages can be read from the beginning.
			fresh: done === 0 ? total : 0,
			time: context.now(),
			...told,
			coverage: done < total ? [] : casefile.coverage(),
			blindSpots: done < total ? [] : casefile.blindSpots(),
			progress: done < total ? {done, total, current: null} : null,
		});
	if (total > small) store.dispatch({type: 'trace', state: 'recalling'});
	tell(nothing, 0);
	let done = 0;
	let untold = nothing;
	let last = performance.now();
	for (const [own, heard] of portions(context)) {
		untold = both(untold, learn(context, own, heard));
		done += own.length;
		if (total <= small) continue;
		if (performance.now() - last >= telling && done < total) {
			tell(untold, done);
			untold = nothing;
			last = performance.now();
		}
		await new Promise(setImmediate);
		if (signal.aborted) return;
	}
	tell(untold, total);
	store.dispatch({type: 'trace', state: 'reading'});
}

const nothing: Told = {provenance: new Map(), newest: new Map()};

function both(one: Told, other: Told): Told {
	const newest = new Map(one.newest);
	for (const [region, time] of other.newest) newest.set(region, Math.max(time, newest.get(region) ?? time));
	return {provenance: new Map([...one.provenance, ...other.provenance]), newest};
}

function* portions({
	casefile,
}: Context): Generator<readonly [own: readonly Event[], heard: readonly Event[]]> {
	for (const own of casefile.stretches(portion)) yield [own, []];
	for (const heard of casefile.readings.stretches(portion)) yield [[], heard];
}

function recallJournal(context: Context): void {
	const {casefile, store} = context;
	const {broken, problem, entries} = casefile.journal.verify();
	if (broken !== null && problem !== null) {
		const why = `${problem}. Somebody changed it from outside leaktui`;
		store.dispatch({type: 'journal broken', distrusted: {from: broken, to: entries, problem}});
		store.dispatch({type: 'blind spots', blindSpots: [{what: 'the journal of this case', why}]});
		report(context, new Error(`the journal of this case cannot be trusted: ${why}`));
	}
	for (const entry of casefile.journal.entries()) store.dispatch({type: 'journaled', entry});
}
