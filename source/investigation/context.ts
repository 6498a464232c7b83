import type {CaseFile} from '../casefile/case-file.ts';
import type {Credential} from '../domain/credential.ts';
import type {CredentialFacts, Lineage} from '../domain/lineage.ts';
import type {Proof} from '../domain/proof.ts';
import {sanitise} from '../domain/text.ts';
import type {Action} from './actions.ts';
import type {Clues} from './clues.ts';
import type {Problem, State} from './state.ts';
import type {Store} from './store.ts';

/** What every effect is given. Effects never import the screen; what they find out, they dispatch. */
export interface Context {
	readonly store: Store<State, Action>;
	readonly casefile: CaseFile;
	readonly lineage: Lineage;
	readonly clues: Clues;
	/** ms since the epoch. */
	readonly now: () => number;
	/** Aborts when the investigation is closed; nothing is dispatched after that. */
	readonly signal: AbortSignal;
}

/** Keeps an error for the person, in one line. An abort is no error. */
export function report(context: Context, error: unknown): void {
	if (context.signal.aborted) return;
	context.store.dispatch({type: 'problem', problem: problemOf(context, error)});
}

export function problemOf({now}: Pick<Context, 'now'>, error: unknown): Problem {
	const text = sanitise(error instanceof Error ? error.message : String(error)).slice(0, 500);
	return {time: now(), text};
}

/** The lineage as it is now; what containment was read to hold counts as revoked. */
export function credentialsNow(
	{lineage, now, store}: Context,
	proofs: readonly Proof[] = store.get().containment?.proofs ?? [],
): readonly Credential[] {
	const state = store.get();
	const held = new Set(proofs.flatMap(proof => (proof.state === 'contained' ? proof.credential : [])));
	return lineage
		.credentials(now(), credentialFacts(state))
		.map(credential =>
			held.has(credential.id) && (credential.status === 'alive' || credential.status === 'unknown')
				? {...credential, status: 'revoked'}
				: credential,
		);
}

/** What AWS said of long-term keys, for the status of credentials. */
function credentialFacts({facts}: State): CredentialFacts {
	const active = new Map<string, boolean>();
	for (const {id, status, keys} of facts.values()) {
		for (const key of keys.value ?? []) active.set(key.id, key.status === 'Active');
		if (status.value !== null) active.set(id, status.value === 'Active');
	}
	return {active, revoked: new Map()};
}

/** Resolves after `ms`, or at once when the signal aborts. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
	if (signal.aborted) return Promise.resolve();
	return new Promise(resolve => {
		const done = () => {
			clearTimeout(timer);
			signal.removeEventListener('abort', done);
			resolve();
		};
		const timer = setTimeout(done, ms);
		signal.addEventListener('abort', done);
	});
}
