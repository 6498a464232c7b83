import type {Aws} from '../../aws/index.ts';
import type {ContainmentState} from '../../domain/containment/state.ts';
import type {Identity} from '../../domain/identity.ts';
import type {Plan} from '../../domain/plan.ts';
import {isPossible, type Planned} from '../../domain/plans/index.ts';
import {planOf, principalsFor, type Root, usesOf} from '../containing.ts';
import {type Context, report} from '../context.ts';
import type {ProfileWatch} from './profiles.ts';

/** Makes the plans that need a look at the account first. Nothing is changed by it. */
export class Proposer {
	readonly #context: Context;
	readonly #aws: Aws;
	readonly #identity: Identity;
	readonly #profiles: ProfileWatch;
	readonly #onContained: (root: Root, state: ContainmentState) => void;
	/** What the plans were made for, so that what they contained can be watched. */
	readonly #roots = new WeakMap<object, Root>();
	#generation = 0;

	/** @param onContained Told where there is nothing to plan: it is contained already, by whomever. */
	constructor(
		context: Context,
		aws: Aws,
		identity: Identity,
		profiles: ProfileWatch,
		onContained: (root: Root, state: ContainmentState) => void,
	) {
		this.#context = context;
		this.#aws = aws;
		this.#identity = identity;
		this.#profiles = profiles;
		this.#onContained = onContained;
	}

	/** Never throws; of two the later one counts. */
	async contain(root: Root): Promise<void> {
		const {store, signal} = this.#context;
		this.#generation += 1;
		const generation = this.#generation;
		const about = root === null ? 'Contain the whole lineage' : `Contain ${root} and what comes from it`;
		store.dispatch({type: 'proposing', generation, about});
		await this.#profiles.refresh();
		const seen: ContainmentState[] = [];
		const planned = await this.#plan(root, state => seen.push(state));
		if (signal.aborted) return;
		if (isPossible(planned)) this.#roots.set(planned, root);
		else for (const state of seen) this.#onContained(root, state);
		store.dispatch({type: 'proposed', generation, planned});
	}

	/** What a plan of containment was made for; undefined for any other plan. */
	rootOf(plan: object): Root | undefined {
		return this.#roots.get(plan);
	}

	/**
	 * Plans again what `plan` was made for, as the account looks now; null where it is no plan of containment.
	 *
	 * @param observe Told what the account looks like, before that is acted on.
	 */
	replan(plan: Plan, observe: (state: ContainmentState) => void): (() => Promise<Planned>) | null {
		const root = this.#roots.get(plan);
		return root === undefined ? null : () => this.#plan(root, observe);
	}

	async #plan(root: Root, observe: (state: ContainmentState) => void = () => {}): Promise<Planned> {
		const context = this.#context;
		try {
			const principals = principalsFor(context, root);
			const state = await this.#aws.containment(principals, context.now(), context.signal);
			observe(state);
			return planOf(context, this.#identity, root, state, usesOf(context, root, principals));
		} catch (error) {
			report(context, error);
			return {reason: 'the account could not be read: ! says why'};
		}
	}
}
