import type {Event} from '../../domain/event.ts';
import {type Context, credentialsNow, pause, report} from '../context.ts';
import {learn, nothing} from './learn.ts';

/** So many events are read at once. */
const portion = 500;

/** So many are taken in between two looks at the clock. */
const few = 20;

/** For so long the keyboard waits at most, in ms: less than a frame. */
const patience = 8;

/** So many are taken in before the first frame: nobody sees it happen. */
const small = 4_000;

/** For so long a large case leaves the processor to the first frame, in ms. */
const head = 500;

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
	const tell = (done: number) =>
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
	let told = nothing();
	tell(0);
	if (total > small) {
		store.dispatch({type: 'trace', state: 'recalling'});
		await pause(head, signal);
		if (signal.aborted) return;
	}
	let done = 0;
	let taken = 0;
	let [paused, said] = [performance.now(), performance.now()];
	for (const [own, heard] of handfuls(context)) {
		learn(context, own, heard, told);
		done += own.length;
		taken += own.length + heard.length;
		const isSmall = total <= small && taken <= small;
		if (isSmall || performance.now() - paused < patience) continue;
		store.dispatch({type: 'trace', state: 'recalling'});
		if (performance.now() - said >= telling && done < total) {
			tell(done);
			told = nothing();
			said = performance.now();
		}
		await new Promise(setImmediate);
		if (signal.aborted) return;
		paused = performance.now();
	}
	tell(total);
	store.dispatch({type: 'trace', state: 'reading'});
}

type Handful = readonly [own: readonly Event[], heard: readonly Event[]];

function* handfuls({casefile}: Context): Generator<Handful> {
	for (const own of casefile.stretches(portion)) for (const some of fewOf(own)) yield [some, []];
	for (const heard of casefile.readings.stretches(portion)) for (const some of fewOf(heard)) yield [[], some];
}

function* fewOf(events: readonly Event[]): Generator<readonly Event[]> {
	for (let at = 0; at < events.length; at += few) yield events.slice(at, at + few);
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
