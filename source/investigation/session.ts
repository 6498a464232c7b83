import type {EventPages} from '../casefile/event-query.ts';
import type {Plan} from '../domain/plan.ts';
import type {State} from './state.ts';

/** What a person can set going. None of these throws or waits: what comes of it appears in the state. */
export interface Controls {
	/**
	 * Looks at what a credential and all that comes from it can do, and proposes the plan that ends it. Nothing is changed.
	 *
	 * @param root Null: the whole lineage.
	 */
	contain(root: string | null): void;
	/**
	 * Asks AWS what it would refuse of a plan under review, and the history whom it hits. Nothing is changed; EC2 is asked
	 * by dry runs, which pass the write gate and are journaled.
	 */
	foresee(plan: Plan): void;
	/** Forgets the proposal, and stops asking about it. */
	withdraw(): void;
	/** Runs a reviewed plan through the write gate, then reads back what it changed. One plan at a time. */
	run(plan: Plan): void;
	/** Forgets the shown execution, and with it the secret of a new key. Ignored while steps still run. */
	dismiss(): void;
	/** Reads the key's state again. */
	refreshKey(): void;
	/** Lists the resources of all regions again. */
	rescan(): void;
}

/** A running investigation, as the screen and the report see it. */
export interface Session {
	readonly store: {get(): State; subscribe(listener: () => void): () => void};
	readonly events: EventPages;
	readonly controls: Controls;
	/** Resolves when the first reading of everything (key, history, resources) has ended, refused or not. */
	readonly settled: Promise<void>;
	/** The clock that the investigation goes by: ms since the epoch. */
	readonly now: () => number;
	/** Stops all reading and closes the case file. Safe to call twice. */
	close(): Promise<void>;
}
