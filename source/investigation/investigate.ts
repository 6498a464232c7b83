import type {Aws} from '../aws/index.ts';
import type {CaseFile} from '../casefile/case-file.ts';
import type {EventRow} from '../casefile/event-query.ts';
import {standingBlindSpots} from '../domain/blind-spots.ts';
import type {Identity} from '../domain/identity.ts';
import {Lineage} from '../domain/lineage.ts';
import {undoable} from '../domain/plans/index.ts';
import type {Source} from '../history/source.ts';
import {buildReport, type Report} from '../report/model.ts';
import {Clues} from './clues.ts';
import {type Context, pause, report} from './context.ts';
import {Executor} from './effects/execute.ts';
import {KeyWatch} from './effects/facts.ts';
import {Foreseer} from './effects/foresee.ts';
import {gateOf} from './effects/gate.ts';
import {ProfileWatch} from './effects/profiles.ts';
import {Proposer} from './effects/propose.ts';
import {recall} from './effects/recall.ts';
import {NewKeyWatch} from './effects/rotate.ts';
import {Inventory} from './effects/scan.ts';
import {trace} from './effects/trace.ts';
import {Watch} from './effects/watch.ts';
import {initialState, reduce} from './reduce.ts';
import {chainOf, reportInput} from './report-input.ts';
import {isCaughtUp} from './selectors.ts';
import type {Controls, Session} from './session.ts';
import type {State} from './state.ts';
import {createStore} from './store.ts';

/** The longest that closing waits for a write under way, in ms: its outcome belongs in the journal. */
const grace = 5_000;

export interface InvestigateOptions {
	/** Access key ids. */
	readonly keys: readonly string[];
	readonly setting: State['setting'];
	readonly readOnly: boolean;
	/** ms since the epoch from which the history is read. */
	readonly since: number;
	/** ms since the epoch; null: follow the present until closed. */
	readonly until: number | null;
	/** Belongs to the session from now on, which closes it. */
	readonly casefile: CaseFile;
	readonly source: Source;
	/** The account and who we are in it; null on files. Belongs to the session as well. */
	readonly account: {readonly aws: Aws; readonly identity: Identity} | null;
	/** ms since the epoch; default: the machine's clock. */
	readonly now?: () => number;
}

/** A session that can also tell what it found. */
export interface Investigation extends Session {
	/** What was found so far; events are read from the case as the report is walked. Not after `close`. */
	report(): Report;
	/** What it comes to so far, without a walk through all events. Not after `close`. */
	verdict(): Report['verdict'];
	/** The end of the journal, and whether its chain holds. Not after `close`. */
	chain(): Report['journalChain'];
}

/** Starts an investigation. Nothing of it throws: what goes wrong is among the problems of the state. */
export function investigate(options: InvestigateOptions): Investigation {
	const {casefile, source, account, since, until, keys, now = Date.now} = options;
	const closing = new AbortController();
	const {signal} = closing;
	const store = createStore(initialState(options), reduce);
	const context: Context = {store, casefile, lineage: new Lineage(keys), clues: new Clues(), now, signal};
	const warn = selfWarning(context, account?.identity ?? null);

	const recalled = recall(context);
	store.dispatch({type: 'blind spots', blindSpots: standingBlindSpots(source.name)});
	warn();

	const inAccount = account === null ? null : startAccount(context, account.aws, account.identity, source);
	// Files have no present to follow.
	const follows = until === null && account !== null;
	const caughtUp = Promise.withResolvers<void>();
	const onBatch = () => {
		warn();
		inAccount?.onBatch();
	};
	const history = recalled
		.then(onBatch)
		.then(() =>
			trace(context, source, {keys, since, until, signal}, () => {
				onBatch();
				if (follows && isCaughtUp(store.get())) {
					store.dispatch({type: 'trace', state: 'following'});
					caughtUp.resolve();
				}
			}),
		)
		.then(caughtUp.resolve);
	const contained = caughtUp.promise.then(() => inAccount?.lookOnce(follows));
	const settled = Promise.all([contained, inAccount?.settled]).then(() => {});

	const tell = (rows: () => Iterator<EventRow>): Report => {
		const kept = {verification: casefile.journal.verify(), alarms: casefile.evidence.alarms()};
		return buildReport(reportInput(store.get(), {[Symbol.iterator]: rows}, now(), kept));
	};

	let closed: Promise<void> | null = null;
	return {
		store,
		events: casefile.pages,
		controls: inAccount?.controls ?? filesOnly(context),
		settled,
		now,
		report: () => tell(() => casefile.rows()),
		// Only what is flagged counts for the verdict.
		verdict: () => tell(() => casefile.flagged()).verdict,
		chain: () => chainOf(casefile.journal.verify()),
		close() {
			closed ??= (async () => {
				closing.abort();
				const ended = Promise.all([history, inAccount?.ended()]);
				await Promise.race([ended, pause(grace, new AbortController().signal)]);
				account?.aws.close();
				casefile.close();
			})();
			return closed;
		},
	};
}

/** What runs on an account besides the history: the keys' state, the resources, and the plans. */
function startAccount(context: Context, aws: Aws, identity: Identity, source: Source) {
	const {store} = context;
	store.dispatch({type: 'responder', responder: identity});
	const keys = new KeyWatch(context, aws);
	const inventory = new Inventory(context, aws);
	const watch = new Watch(context, aws, identity);
	const profiles = new ProfileWatch(context, aws);
	const proposer = new Proposer(context, aws, identity, profiles, (root, state) => watch.adopt(root, state));
	const newKey = new NewKeyWatch(context, aws);
	const gate = gateOf(context, aws, identity);
	const foreseer = new Foreseer(context, {aws, identity, gate, takers: source.takers ?? null});
	const executor = new Executor(context, gate, keys, inventory, {
		onEnd(plan) {
			const root = proposer.rootOf(plan);
			if (root !== undefined) watch.start(root);
			else if (plan.steps.some(({call}) => call.service === 'iam')) watch.again();
			void newKey.follow();
		},
		replan: plan => proposer.replan(plan, state => watch.observe(state)),
	});
	const controls: Controls = {
		contain: root => void proposer.contain(root),
		foresee: plan => foreseer.look(plan),
		withdraw() {
			foreseer.stop();
			store.dispatch({type: 'withdrawn'});
		},
		run(plan) {
			// Its own calls come first.
			foreseer.stop();
			executor.run(plan);
		},
		dismiss: () => store.dispatch({type: 'dismissed'}),
		refreshKey: () => void keys.refresh(),
		rescan: () => void inventory.scan(),
	};
	const settled = Promise.all([keys.refresh(), inventory.scan()]);
	const following = keys.follow();
	// Made in an earlier run.
	void newKey.follow();
	// Contained in an earlier run: what it came to is shown as of then, and read again.
	let isRestored = false;
	const restore = () => {
		if (isRestored || store.get().trace.state === 'recalling') return;
		isRestored = true;
		watch.restore();
		const before = undoable(store.get().journal).find(({call}) => call.service === 'iam');
		if (before !== undefined) watch.resume(before.time);
	};
	// A small case is known already, a large one when it is recalled.
	restore();
	return {
		controls,
		settled,
		/** What the lineage can still do, once all of it is known. Whoever follows the present and contained nothing asks for it. */
		async lookOnce(follows: boolean) {
			if (store.get().containment === null && follows) return;
			await profiles.catchUp();
			await watch.look();
		},
		onBatch() {
			restore();
			void keys.catchUp();
			void profiles.catchUp();
			void inventory.catchUp();
			watch.onBatch();
		},
		ended: () => Promise.all([settled, following, foreseer.ended, executor.ended, watch.ended]),
	};
}

/** Says once, as soon as it is known, that we are signed in with a credential of the lineage (the gate refuses then). */
function selfWarning(context: Context, identity: Identity | null): () => void {
	let said = false;
	return () => {
		if (said || identity === null || !context.lineage.has(identity.credential)) return;
		said = true;
		const line = `you are signed in with ${identity.credential}, which is the leaked key or comes from it: nothing can be changed with it. Start again with other credentials`;
		report(context, new Error(line));
	};
}

function filesOnly(context: Context): Controls {
	const refuse = () =>
		report(context, new Error('files cannot be changed: start leaktui on the account to act'));
	return {
		contain: refuse,
		foresee() {},
		withdraw() {},
		run: refuse,
		dismiss() {},
		refreshKey: refuse,
		rescan: refuse,
	};
}
