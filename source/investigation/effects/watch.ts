import {isDeepStrictEqual} from 'node:util';
import type {Aws} from '../../aws/index.ts';
import {type Alarm, broken, loosened} from '../../domain/alarms.ts';
import {credentialsById, holderBehind, principalKey} from '../../domain/containment/principal.ts';
import type {ContainmentState} from '../../domain/containment/state.ts';
import type {Credential} from '../../domain/credential.ts';
import type {Identity} from '../../domain/identity.ts';
import {isPossible} from '../../domain/plans/index.ts';
import {type Proof, proofOf, readBackAt, watchEvery} from '../../domain/proof.ts';
import {credentialsOf, ownersOf, planOf, principalsFor, type Root} from '../containing.ts';
import {type Context, credentialsNow, pause, report} from '../context.ts';
import {openedSince, respondersKeys} from '../own-doing.ts';

/** Alarms that are kept, the newest: an attacker who fights on must not eat the memory. */
const kept = 200;

/** For so long after a write IAM may still tell of the time before it; ms. */
const lag = 60_000;

/** Reads back what was contained, and goes on watching it: what comes loose is an alarm. */
export class Watch {
	readonly #context: Context;
	readonly #aws: Aws;
	readonly #identity: Identity;
	/** Undefined: nothing was contained yet. */
	#root: Root | undefined = undefined;
	/** Readings that tell something new, oldest first. */
	#readings: readonly ContainmentState[] = [];
	#alarms: readonly Alarm[] = [];
	#since = 0;
	#count = 0;
	#known = 0;
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
		this.#count = 0;
		this.#round.abort();
		this.#round = new AbortController();
		const running = this.#run(AbortSignal.any([this.#round.signal, this.#context.signal]));
		this.#ended = Promise.all([this.#ended, running]).then(() => {});
	}

	/** The log has told more: a new credential is looked at at once. */
	onBatch(): void {
		if (this.#root === undefined) return;
		const {length} = credentialsOf(this.#context, this.#root);
		if (length > this.#known) void this.#read(this.#context.signal);
		else this.#tell(this.#next());
	}

	async #run(signal: AbortSignal): Promise<void> {
		for (const [index, at] of readBackAt.entries()) {
			await pause(at - (readBackAt[index - 1] ?? 0), signal);
			if (signal.aborted) return;
			await this.#read(signal);
		}
		while (!signal.aborted) {
			await pause(watchEvery, signal);
			if (!signal.aborted) await this.#read(signal);
		}
	}

	/** What somebody else loosened: what the responder takes back is no alarm. */
	#loosened(before: ContainmentState, state: ContainmentState): readonly Alarm[] {
		const {journal} = this.#context.store.get();
		const opened = openedSince(journal, state.time - lag);
		return loosened(before, state, respondersKeys(journal)).filter(
			({credential, principal}) => !opened.has(credential ?? '') && !opened.has(principal ?? ''),
		);
	}

	async #read(signal: AbortSignal): Promise<void> {
		const context = this.#context;
		const root = this.#root;
		if (root === undefined) return;
		this.#known = credentialsOf(context, root).length;
		try {
			const state = await this.#aws.containment(principalsFor(context, root), context.now(), signal);
			if (signal.aborted) return;
			this.#count += 1;
			this.observe(state);
		} catch (error) {
			report(context, error);
		}
	}

	/** Takes in a reading of the account, whoever made it: what came loose since the one before is an alarm. */
	observe(state: ContainmentState): void {
		if (this.#root === undefined) return;
		const before = this.#readings.at(-1);
		if (before !== undefined && state.time < before.time) return;
		if (before !== undefined) this.#raise(this.#loosened(before, state));
		this.#readings = withReading(this.#readings, state);
		this.#tell(this.#next());
	}

	#tell(next: number): void {
		const context = this.#context;
		const reading = this.#readings.at(-1);
		const root = this.#root;
		if (root === undefined || reading === undefined) return;
		const credentials = credentialsOf(context, root);
		const owners = ownersOf(context);
		const {successes} = context.clues;
		const proofs = proofOf(credentials, this.#readings, successes, owners);
		this.#raise(broken(credentials, heldSince(credentials, proofs, owners), successes, owners));
		const again = planOf(context, this.#identity, root, reading);
		context.store.dispatch({
			type: 'contained',
			credentials: credentialsNow(context, proofs),
			containment: {
				since: this.#since,
				reading,
				readings: this.#count,
				next,
				proofs,
				alarms: this.#alarms,
				open: isPossible(again) ? again.steps.length : 0,
			},
		});
	}

	/** ms since the epoch of the next reading. */
	#next(): number {
		const at = readBackAt[this.#count];
		return at === undefined ? this.#context.now() + watchEvery : this.#since + at;
	}

	#raise(alarms: readonly Alarm[]): void {
		const known = new Set(this.#alarms.map(({text}) => text));
		// Said again where it happens again after a plan.
		const fresh = alarms.filter(
			({text, time}) => !known.has(text) || (time > this.#since && !this.#stands(text)),
		);
		if (fresh.length > 0) this.#alarms = [...this.#alarms, ...fresh].slice(-kept);
	}

	#stands(text: string): boolean {
		return this.#alarms.some(alarm => alarm.text === text && alarm.time > this.#since);
	}
}

/** A reading that says the same as the two before it replaces the last: what counts is when something changed. */
function withReading(
	readings: readonly ContainmentState[],
	state: ContainmentState,
): readonly ContainmentState[] {
	const same = (one: ContainmentState | undefined) => isDeepStrictEqual(one?.principals, state.principals);
	return same(readings.at(-1)) && same(readings.at(-2)) ? readings.with(-1, state) : [...readings, state];
}

/** Since when all that is known of a user or role is contained: ms since the epoch, by `principalKey`. */
function heldSince(
	credentials: readonly Credential[],
	proofs: readonly Proof[],
	owners: ReadonlyMap<string, string>,
): ReadonlyMap<string, number> {
	const byId = credentialsById(credentials);
	const held = new Map<string, number>();
	for (const [index, credential] of credentials.entries()) {
		const holder = holderBehind(credential, byId, owners);
		const since = proofs[index]?.since;
		if (holder === null || since == null || proofs[index]?.state !== 'contained') continue;
		const key = principalKey(holder);
		held.set(key, Math.min(since, held.get(key) ?? since));
	}
	return held;
}
