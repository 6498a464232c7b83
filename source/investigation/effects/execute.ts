import {execute, type Gate, hold} from '../../aws/index.ts';
import type {Plan, Step, StepOutcome} from '../../domain/plan.ts';
import type {Planned} from '../../domain/plans/index.ts';
import {valueAt} from '../../domain/record.ts';
import type {Resource} from '../../domain/resource.ts';
import {type Context, pause, report} from '../context.ts';
import type {KeyWatch} from './facts.ts';
import type {Inventory} from './scan.ts';

/**
 * When the state is read back after a write, in ms from one reading to the next. IAM's answers lag by some seconds
 * (field guide §3), and an instance takes a minute or two to stop.
 */
const readings = [0, 1_000, 2_000, 3_000, 5_000, 10_000, 15_000, 30_000, 60_000];

/** Readings of a key's state after a write: past IAM's gap, with some to spare. */
const keyReadings = 6;

/** How long containment must have stayed as it is until IAM surely obeys, and how long it is fought for; ms. */
const holding = {quiet: 12_000, limit: 180_000};

/** What the executor asks of others about a plan. */
export interface About {
	/** Told when the last step of a plan has ended, before anything is read back. */
	onEnd(plan: Plan): void;
	/** Plans again what a plan of containment was made for; null for any other plan. */
	replan(plan: Plan): (() => Promise<Planned>) | null;
}

/** Runs plans through the write gate and then shows what AWS says of what they touched. */
export class Executor {
	readonly #context: Context;
	readonly #gate: Gate;
	readonly #keys: KeyWatch;
	readonly #inventory: Inventory;
	readonly #about: About;
	/** Of the plan that is held; another plan ends that, for it may take steps back. */
	#held = new AbortController();
	#generation = 0;
	#ended: Promise<void> = Promise.resolve();

	constructor(context: Context, gate: Gate, keys: KeyWatch, inventory: Inventory, about: About) {
		this.#context = context;
		this.#gate = gate;
		this.#keys = keys;
		this.#inventory = inventory;
		this.#about = about;
	}

	/** When the plan that runs, if one does, has run and was read back. */
	get ended(): Promise<void> {
		return this.#ended;
	}

	/** One plan at a time: while one runs, another is refused and the person told. */
	run(plan: Plan): void {
		const {store, signal} = this.#context;
		if (store.get().execution?.finished === false) {
			report(this.#context, new Error(`“${plan.title}” did not start: another plan is still running`));
			return;
		}
		this.#generation += 1;
		this.#held.abort();
		store.dispatch({type: 'holding', holding: null});
		const before = this.#ended;
		const running = this.#execute(plan, this.#generation, signal).catch(error =>
			report(this.#context, error),
		);
		// The reading back of the plan before may still go on beside this one.
		this.#ended = Promise.all([before, running]).then(() => {});
	}

	async #execute(plan: Plan, generation: number, signal: AbortSignal): Promise<void> {
		const {store} = this.#context;
		store.dispatch({type: 'started', generation, plan});
		const outcomes = await execute(plan, this.#gate, {
			signal,
			now: this.#context.now,
			onOutcome: (step, outcome) =>
				store.dispatch({type: 'outcome', generation, step: step.id, ...withoutSecret(outcome)}),
		});
		store.dispatch({type: 'finished', generation});
		this.#about.onEnd(plan);
		const touched = plan.steps.filter(step => wasSent(outcomes.get(step.id)));
		await Promise.all([
			this.#hold(plan),
			this.#readKeysBack(touched),
			this.#readResourcesBack(touched, outcomes),
		]);
	}

	/** Puts back at once what somebody undoes of a containment, until IAM obeys (field guide §3). */
	async #hold(plan: Plan): Promise<void> {
		const {now} = this.#context;
		const replan = this.#about.replan(plan);
		if (replan === null) return;
		this.#held = new AbortController();
		const signal = AbortSignal.any([this.#held.signal, this.#context.signal]);
		const {store} = this.#context;
		const tell = (repeated: number, lost: boolean) =>
			store.dispatch({type: 'holding', holding: {repeated, lost}});
		const options = {
			signal,
			now,
			replan,
			pause: (ms: number) => pause(ms, signal),
			onOutcome() {},
			onRepeat: (repeated: number) => tell(repeated, false),
		};
		tell(0, false);
		const {undone, repeated} = await hold(plan, this.#gate, {...options, ...holding});
		if (signal.aborted) return;
		// What AWS refuses nobody undoes: the plan says why, and V that it is open.
		if (!undone) return store.dispatch({type: 'holding', holding: null});
		tell(repeated, true);
		const advice = 'only a service control policy ends that: the plan has its text';
		report(this.#context, new Error(`somebody undoes the containment as fast as it is put back; ${advice}`));
	}

	async #readKeysBack(touched: readonly Step[]): Promise<void> {
		const {signal} = this.#context;
		if (!touched.some(({call}) => call.service === 'iam')) return;
		for (const wait of readings.slice(0, keyReadings)) {
			await pause(wait, signal);
			if (signal.aborted) return;
			await this.#keys.refresh();
		}
	}

	/** Until everything that was to go is gone, or the readings are used up. */
	async #readResourcesBack(
		touched: readonly Step[],
		outcomes: ReadonlyMap<string, StepOutcome>,
	): Promise<void> {
		const {signal, store} = this.#context;
		const here = touched.filter(({call}) => call.service !== 'iam');
		const going = here.filter(
			step => step.danger === 'irreversible' && outcomes.get(step.id)?.status === 'done',
		);
		const regions = [...new Set(here.map(({call}) => call.region))];
		if (regions.length === 0) return;
		for (const [index, wait] of readings.entries()) {
			await pause(wait, signal);
			if (signal.aborted) return;
			await this.#inventory.rescan(regions);
			const resources = [...store.get().resources.values()];
			if (index > 1 && going.every(step => isGone(step, resources))) return;
		}
	}
}

/** Whether none of the resources that the step names is still there. */
function isGone({call}: Step, resources: readonly Resource[]): boolean {
	const named = JSON.stringify(call.input);
	return resources
		.filter(({id, region}) => region === call.region && named.includes(JSON.stringify(id)))
		.every(({gone}) => gone);
}

/** A refused or skipped step never left the machine. */
function wasSent(outcome: StepOutcome | undefined): boolean {
	return outcome?.status === 'done' || outcome?.status === 'failed';
}

/** Takes the secret of a new key out of the outcome, to stand alone until the person has seen it. */
function withoutSecret(outcome: StepOutcome) {
	if (outcome.status !== 'done') return {outcome, secret: null};
	const keyId = valueAt(outcome.output, 'AccessKey.AccessKeyId');
	const secret = valueAt(outcome.output, 'AccessKey.SecretAccessKey');
	if (typeof keyId !== 'string' || typeof secret !== 'string') return {outcome, secret: null};
	return {outcome: {...outcome, output: {AccessKey: {AccessKeyId: keyId}}}, secret: {keyId, secret}};
}
