import {type Aws, type Gate, rehearse} from '../../aws/index.ts';
import type {Identity} from '../../domain/identity.ts';
import type {Plan} from '../../domain/plan.ts';
import type {Source} from '../../history/source.ts';
import {type Context, report} from '../context.ts';
import type {Foresight} from '../state.ts';
import {askTakers} from './takers.ts';

/** What a plan is asked about with. */
export interface Means {
	readonly aws: Aws;
	readonly identity: Identity;
	readonly gate: Gate;
	/** Null: the history cannot be asked beside the trace. */
	readonly takers: NonNullable<Source['takers']> | null;
}

/**
 * Asks about a plan while it is read: what AWS would refuse of it, and whom it hits. One plan at a time; nobody waits for
 * the answers.
 */
export class Foreseer {
	readonly #context: Context;
	readonly #means: Means;
	#asking = new AbortController();
	#ended: Promise<void> = Promise.resolve();

	constructor(context: Context, means: Means) {
		this.#context = context;
		this.#means = means;
	}

	/** When nothing that was asked is under way any more. */
	get ended(): Promise<void> {
		return this.#ended;
	}

	/** Never throws. A plan that is asked about already is not asked about again. */
	look(plan: Plan): void {
		const {store, signal} = this.#context;
		if (store.get().foresight?.plan === plan) return;
		this.stop();
		this.#asking = new AbortController();
		store.dispatch({type: 'foreseeing', plan});
		const looking = this.#look(plan, AbortSignal.any([this.#asking.signal, signal]));
		this.#ended = Promise.all([this.#ended, looking]).then(() => {});
	}

	/** No more is asked, and what was asked is not waited for. */
	stop(): void {
		this.#asking.abort();
	}

	async #look(plan: Plan, signal: AbortSignal): Promise<void> {
		const {aws, identity, gate, takers} = this.#means;
		const tell = (news: Partial<Omit<Foresight, 'plan'>>) => {
			if (!signal.aborted) this.#context.store.dispatch({type: 'foreseen', plan, news});
		};
		// EC2 says itself whether a call would work; for the others IAM's simulator does.
		const others = {...plan, steps: plan.steps.filter(({call}) => call.service !== 'ec2')};
		try {
			await Promise.all([
				aws.simulate(others, identity, signal).then(forecasts => tell({forecasts})),
				rehearse(plan, gate, signal).then(forecasts => tell({forecasts})),
				askTakers(this.#context, takers, plan, signal, found => tell({takers: found})),
			]);
		} catch (error) {
			if (!signal.aborted) report(this.#context, error);
		}
		tell({settled: true});
	}
}
