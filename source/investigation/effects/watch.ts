import type {Aws} from '../../aws/index.ts';
import {type Alarm, broken, loosened, remembered} from '../../domain/alarms.ts';
import type {ContainmentState} from '../../domain/containment/state.ts';
import type {Identity} from '../../domain/identity.ts';
import {isPossible} from '../../domain/plans/index.ts';
import {type Proof, principalProofs, proofOf, readBackAt, watchEvery} from '../../domain/proof.ts';
import {type ReadBack, withReading} from '../../domain/read-back.ts';
import {credentialsOf, handoverFor, ownersOf, planOf, principalsFor, type Root} from '../containing.ts';
import {type Context, credentialsNow, pause, problemOf, report} from '../context.ts';
import {openedSince, respondersKeys} from '../own-doing.ts';
import type {Problem} from '../state.ts';

/** Alarms that are shown, the newest: an attacker who fights on raises them by the hundred. The case has all. */
const kept = 200;

/** For so long after a write IAM may still tell of the time before it; ms. */
const lag = 60_000;

/** An answer that is given again and again is written into the case this often, in ms. */
const writing = 5_000;

/** Reads back what was contained, and goes on watching it: what comes loose is an alarm. The case keeps both. */
export class Watch {
	readonly #context: Context;
	readonly #aws: Aws;
	readonly #identity: Identity;
	/** Undefined: nothing is watched yet. */
	#root: Root | undefined = undefined;
	#readBacks: readonly ReadBack[] = [];
	/** What is known of each principal, whichever reading told it. */
	#known: ContainmentState | null = null;
	#alarms: readonly Alarm[] = [];
	/** All that was ever said, and of when it is, ms since the epoch. */
	readonly #said = new Map<string, number>();
	/** How many alarms there were. */
	#raised = 0;
	/** When the last plan ended; null: none of ours did. */
	#since: number | null = null;
	#next = 0;
	#failed: Problem | null = null;
	/** What was last written into the case. */
	#written: ReadBack | undefined = undefined;
	/** Credentials that the newest reading looked behind. */
	#seen = 0;
	#round = new AbortController();
	#ended: Promise<void> = Promise.resolve();

	constructor(context: Context, aws: Aws, identity: Identity) {
		this.#context = context;
		this.#aws = aws;
		this.#identity = identity;
	}

	/** When the round of readings that runs has ended. */
	get ended(): Promise<void> {
		return this.#ended;
	}

	/** Starts over: a plan for `root` has just ended. Two different ones make it the whole lineage. */
	start(root: Root): void {
		this.#root = this.#root === undefined || this.#root === root ? root : null;
		this.#since = this.#context.now();
		this.#watch(readBackAt);
	}

	/** Another plan has changed what is watched: an undo, say. */
	again(): void {
		if (this.#root !== undefined) this.#watch(readBackAt);
	}

	/** Shows what the case keeps of an earlier run: as of then, until it is read again. */
	restore(): void {
		const {casefile} = this.#context;
		this.#readBacks = casefile.evidence.readBacks();
		this.#written = this.#readBacks.at(-1);
		this.#note(casefile.evidence.alarms());
		const newest = this.#readBacks.at(-1);
		if (newest === undefined) return;
		this.#root = null;
		this.#since = newest.since;
		this.#known = this.#readBacks.map(({state}) => state).reduce(remembered);
		this.#tell();
	}

	/**
	 * Goes on watching what was contained in an earlier run.
	 *
	 * @param since ms since the epoch of its last write, where the case keeps no reading of it.
	 */
	resume(since: number): void {
		this.#root = null;
		this.#since ??= since;
		this.#watch([0]);
	}

	/** Reads once more, whoever has contained what. */
	async look(): Promise<void> {
		if (this.#root === undefined) this.#root = null;
		await this.#read(this.#context.signal);
	}

	/** Takes over what needs no plan: somebody else has contained it. */
	adopt(root: Root, state: ContainmentState): void {
		const isNew = this.#root === undefined;
		if (isNew) this.#root = root;
		this.observe(state);
		if (isNew) this.#watch([watchEvery]);
	}

	/** The log has told more: a new credential is looked at at once. */
	onBatch(): void {
		if (this.#root === undefined) return;
		const {length} = credentialsOf(this.#context, this.#root);
		if (length > this.#seen) void this.#read(this.#context.signal);
		else this.#tell();
	}

	/** @param at When to read, in ms from now; after that every `watchEvery`. */
	#watch(at: readonly number[]): void {
		this.#round.abort();
		this.#round = new AbortController();
		const signal = AbortSignal.any([this.#round.signal, this.#context.signal]);
		const running = this.#run(at, signal);
		this.#ended = Promise.all([this.#ended, running]).then(() => {});
	}

	async #run(at: readonly number[], signal: AbortSignal): Promise<void> {
		const begun = performance.now();
		for (let index = 0; ; index++) {
			const due = at[index];
			await pause(due === undefined ? watchEvery : Math.max(0, begun + due - performance.now()), signal);
			if (signal.aborted) return;
			const following = at[index + 1];
			const wait = following === undefined ? watchEvery : begun + following - performance.now();
			this.#next = this.#context.now() + wait;
			await this.#read(signal);
		}
	}

	/** What somebody else loosened: what the responder takes back is no alarm. */
	#loosened(before: ContainmentState, state: ContainmentState): readonly Alarm[] {
		const {journal} = this.#context.store.get();
		// The reading before may be one of days ago.
		const opened = openedSince(journal, Math.min(before.time, state.time - lag));
		return loosened(before, state, respondersKeys(journal)).filter(
			({credential, principal}) => !opened.has(credential ?? '') && !opened.has(principal ?? ''),
		);
	}

	async #read(signal: AbortSignal): Promise<void> {
		const context = this.#context;
		const root = this.#root;
		if (root === undefined) return;
		this.#seen = credentialsOf(context, root).length;
		try {
			const state = await this.#aws.containment(principalsFor(context, root), context.now(), signal);
			if (!signal.aborted) this.observe(state);
		} catch (error) {
			if (signal.aborted) return;
			this.#failed = problemOf(context, error);
			report(context, error);
			this.#tell();
		}
	}

	/** Takes in a reading of the account, whoever made it: what came loose since the one before is an alarm. */
	observe(state: ContainmentState): void {
		if (this.#root === undefined) return;
		const before = this.#known;
		if (before !== null && state.time < before.time) return;
		if (before !== null) this.#raise(this.#loosened(before, state));
		this.#known = before === null ? state : remembered(before, state);
		this.#failed = null;
		const old = this.#readBacks.at(-1);
		this.#readBacks = withReading(this.#readBacks, state, this.#since);
		const newest = this.#readBacks.at(-1);
		const isNew = old?.state !== newest?.state;
		if (isNew) this.#keep(old);
		if (isNew || state.time - (this.#written?.last ?? 0) >= writing) this.#keep(newest);
		this.#tell();
	}

	/** Writes an answer into the case, unless the case has it. */
	#keep(answer: ReadBack | undefined): void {
		if (answer === undefined || answer === this.#written) return;
		this.#written = answer;
		this.#attempt(() => this.#context.casefile.evidence.keep(answer));
	}

	/** A full disk must not end the watch. */
	#attempt(write: () => void): void {
		try {
			write();
		} catch (error) {
			report(this.#context, error);
		}
	}

	#tell(): void {
		const context = this.#context;
		const root = this.#root;
		if (root === undefined) return;
		const credentials = credentialsOf(context, root);
		const owners = ownersOf(context);
		const {successes} = context.clues;
		const proofs = proofOf(credentials, this.#readBacks, successes, owners);
		this.#raise(broken(credentials, heldSince(proofs), successes, owners, this.#since));
		const reading = this.#readBacks.at(-1)?.state;
		const again = reading === undefined ? null : planOf(context, this.#identity, root, reading);
		context.store.dispatch({
			type: 'contained',
			credentials: credentialsNow(context, proofs),
			containment: {
				since: this.#since,
				readBacks: this.#readBacks,
				proofs,
				principals: principalProofs(this.#readBacks, respondersKeys(context.store.get().journal)),
				alarms: this.#alarms,
				raised: this.#raised,
				next: this.#next,
				failed: this.#failed,
				open: again !== null && isPossible(again) ? again.steps.length : 0,
				handover: reading === undefined ? [] : handoverFor(context, this.#identity, root, reading),
			},
		});
	}

	#raise(alarms: readonly Alarm[]): void {
		const since = this.#since ?? 0;
		// Said again where it happens again after a plan.
		const fresh = alarms.filter(({text, time}) => {
			const said = this.#said.get(text);
			return said === undefined || (time > since && said <= since);
		});
		if (fresh.length === 0) return;
		this.#note(fresh);
		this.#attempt(() => this.#context.casefile.evidence.raise(fresh));
	}

	#note(alarms: readonly Alarm[]): void {
		for (const {text, time} of alarms) this.#said.set(text, time);
		this.#alarms = [...this.#alarms, ...alarms].slice(-kept);
		this.#raised += alarms.length;
	}
}

/** Since when all that is known of a user or role is contained: ms since the epoch, by `principalKey`. */
function heldSince(proofs: readonly Proof[]): ReadonlyMap<string, number> {
	const held = new Map<string, number>();
	for (const {holder, state, since} of proofs) {
		if (holder === null || since === null || state !== 'contained') continue;
		held.set(holder, Math.min(since, held.get(holder) ?? since));
	}
	return held;
}
