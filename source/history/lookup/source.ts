import {setImmediate as immediate} from 'node:timers/promises';
import {isDeepStrictEqual} from 'node:util';
import type {BlindSpot, Coverage} from '../../domain/coverage.ts';
import {type Event, readEvent} from '../../domain/event.ts';
import {Refusal} from '../../domain/refusal.ts';
import type {Clock} from '../clock.ts';
import type {Batch, Reading, Source, TraceRequest} from '../source.ts';
import type {Asking} from './asking.ts';
import {Bell} from './bell.ts';
import {Channel} from './channel.ts';
import {Frontier, type Taken} from './frontier.ts';
import {Lane} from './lane.ts';
import {Pacers} from './pacer.ts';
import type {LookupPage} from './page.ts';

export interface LookupOptions {
	readonly lookup: LookupPage;
	/** All regions to read: a child can work in any of them. */
	readonly regions: readonly string[];
	readonly clock: Clock;
	/** Of the account, where others ask beside this trace; absent: nobody does. */
	readonly pacers?: Pacers;
}

/**
 * The history that CloudTrail keeps by itself for 90 days, read through LookupEvents: the regions side by side, each in
 * turn with itself at the pace that it allows, and every credential of the lineage asked for in every region.
 */
export function lookupSource(options: LookupOptions): Source {
	return {name: 'lookup', trace: request => new LookupTrace(options, request).run()};
}

/** For how long the history is kept, in ms (field guide §5): 90 days. */
const kept = 90 * 86_400_000;

/** So many failures in a row, and a region counts as unreachable. */
const patience = 9;

/** How long to leave a region alone that cannot be read, when the present is followed: permissions and networks come back. */
const rest = 60_000;

/** Calls to a region that may be under way at once: answers may take longer than the pace allows between two calls. */
const atOnce = 4;

class LookupTrace {
	readonly #options: LookupOptions;
	readonly #request: TraceRequest;
	readonly #frontier: Frontier;
	readonly #lanes: readonly Lane[];
	readonly #coverage = new Map<string, Coverage>();
	readonly #found = new Channel<Batch>();
	readonly #bell: Bell;
	readonly #stop = new AbortController();
	readonly #signal: AbortSignal;

	constructor(options: LookupOptions, asked: TraceRequest) {
		// What is not kept any more is not asked for, and not claimed to be read.
		const request = {...asked, since: Math.max(asked.since, options.clock.now() - kept)};
		this.#options = options;
		this.#request = request;
		this.#frontier = new Frontier(request);
		const known = Map.groupBy(request.known?.readings ?? [], ({region}) => region);
		const {regions, clock, pacers = new Pacers(clock)} = options;
		this.#lanes = regions.map(
			region => new Lane(region, request, ofLookup(known.get(region)), pacers.of(region)),
		);
		this.#signal = AbortSignal.any([request.signal, this.#stop.signal]);
		this.#bell = new Bell(options.clock, this.#signal);
	}

	async *run(): AsyncGenerator<Batch> {
		const {known} = this.#request;
		if (known !== undefined) {
			for (const _ of this.#frontier.recall(known)) {
				await immediate();
				if (this.#signal.aborted) return;
			}
		}
		this.#spread();
		this.#signal.addEventListener('abort', () => this.#found.close());
		const work = this.#work().finally(() => this.#found.close());
		try {
			yield* this.#found.read();
			if (!this.#signal.aborted) await work;
		} finally {
			// A call in flight may take a while to notice; nobody waits for it.
			work.catch(() => {});
			this.#stop.abort();
		}
	}

	/** What services made for the lineage is known last, and may be something to ask for. */
	async #work(): Promise<void> {
		do {
			await Promise.all(this.#lanes.map(lane => this.#read(lane)));
			this.#settle();
		} while (!this.#signal.aborted && !this.#isDone());
	}

	async #read(lane: Lane): Promise<void> {
		const {clock} = this.#options;
		while (!this.#signal.aborted) {
			if (lane.error !== null) {
				if (this.#request.until !== null) return;
				await clock.sleep(rest, this.#signal);
				lane.error = null;
			}
			if (this.#isDone()) return;
			if (lane.calls >= atOnce || lane.next(clock.now()) === null) {
				await this.#bell.rung(this.#request.until === null ? 1000 : null);
				continue;
			}
			await lane.pacer.turn(this.#signal);
			// Chosen after the wait: something more urgent may have come up, or nothing be wanted any more.
			const asking = this.#isDone() ? null : lane.next(clock.now());
			if (asking !== null && !this.#signal.aborted && lane.error === null) void this.#ask(lane, asking);
		}
	}

	/** An answer under way may bring up new questions for every region. */
	#isDone(): boolean {
		return this.#request.until !== null && !this.#lanes.some(lane => lane.calls > 0 || lane.isReading(2));
	}

	/** Never throws. */
	async #ask(lane: Lane, asking: Asking): Promise<void> {
		const {lookup, clock} = this.#options;
		const query = {region: lane.region, attribute: asking.question.attribute, ...asking.next(clock.now())};
		lane.calls += 1;
		asking.isBusy = true;
		try {
			const {records, token} = await lookup(query, this.#signal);
			lane.pacer.passed();
			lane.failures = 0;
			this.#takeIn(lane, asking, records, token);
		} catch (error) {
			if (!this.#signal.aborted) this.#refused(lane, asking, error);
		} finally {
			lane.calls -= 1;
			asking.isBusy = false;
			this.#bell.ring();
		}
	}

	#takeIn(lane: Lane, asking: Asking, records: readonly unknown[], token: string | null): void {
		const read = records.map(readEvent);
		const events = read.filter(event => event !== null);
		lane.answered(asking, events, token);
		const taken = this.#frontier.take(events);
		this.#spread();
		const told = {events: [...taken.events, ...this.#claimed()], heard: taken.heard};
		const forgotten = this.#frontier.forget();
		if (forgotten !== null) for (const each of this.#lanes) each.forget(forgotten);
		this.#tell(lane, told, spotted(lane.region, read.length - events.length));
	}

	/** Once all credentials are known as far as can be read, services' calls can be told from a child's. */
	#claimed(): readonly Event[] {
		if (this.#lanes.some(other => other.isReading(1))) return [];
		const claimed = this.#frontier.claim();
		const following = this.#frontier.adopt(claimed);
		this.#spread();
		return [...claimed, ...following];
	}

	/** What is left to be told when the last region was given up. */
	#settle(): void {
		const events = this.#claimed();
		const [lane] = this.#lanes;
		if (lane !== undefined && events.length > 0) this.#tell(lane, {events, heard: []}, []);
	}

	/** Throttling is a state, not an error; what may pass is tried again; what will not stands in the coverage. */
	#refused(lane: Lane, asking: Asking, error: unknown): void {
		const kind = error instanceof Refusal ? error.kind : 'failed';
		if (kind === 'throttled') {
			lane.pacer.throttled();
		} else {
			const passing = kind === 'unreachable' || kind === 'failed';
			lane.failures += 1;
			if (passing && lane.failures < patience) {
				lane.pacer.pause(Math.min(4000, 250 * 2 ** lane.failures));
				if (kind === 'failed') asking.restart();
			} else {
				lane.error = error instanceof Refusal ? error.message : 'LookupEvents failed for an unknown reason';
				lane.failures = 0;
			}
		}
		this.#tell(
			lane,
			{events: [], heard: []},
			lane.error === null ? [] : [{what: lane.region, why: lane.error}],
		);
	}

	#tell(lane: Lane, {events, heard}: Taken, blindSpots: readonly BlindSpot[]): void {
		const tallies = this.#lanes.map(({tally}) => tally);
		this.#found.push({
			events,
			heard,
			readings: this.#lanes.flatMap(each => each.readings()),
			coverage: this.#changedCoverage(),
			blindSpots,
			progress: {
				done: tallies.reduce((sum, {done}) => sum + done, 0),
				total: tallies.reduce((sum, {total}) => sum + total, 0),
				current: lane.pacer.slowed ? `${lane.region}, slowed down by AWS` : lane.region,
				slowed: new Map(
					this.#lanes.flatMap(({region, pacer}) => (pacer.slowed ? [[region, 1000 / pacer.rate]] : [])),
				),
			},
		});
	}

	/** A new credential takes every region's coverage back, so all rows are looked at, and those told that changed. */
	#changedCoverage(): readonly Coverage[] {
		const rows = this.#lanes.map(lane => lane.coverage(this.#frontier.found(lane.region)));
		const changed = rows.filter(row => !isDeepStrictEqual(row, this.#coverage.get(row.region)));
		for (const row of changed) this.#coverage.set(row.region, row);
		return changed;
	}

	/** New questions go to every region at once: a credential can be used anywhere. */
	#spread(): void {
		const questions = this.#frontier.questions();
		if (questions.length === 0) return;
		for (const lane of this.#lanes) lane.add(questions);
		this.#bell.ring();
	}
}

function ofLookup(readings: readonly Reading[] = []): readonly Reading[] {
	return readings.filter(({source}) => source === 'lookup');
}

function spotted(region: string, unreadable: number): readonly BlindSpot[] {
	if (unreadable === 0) return [];
	return [
		{
			what: `${unreadable} records in ${region}`,
			why: 'LookupEvents gave texts that are no CloudTrail records',
		},
	];
}
