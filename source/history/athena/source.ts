import type {Coverage} from '../../domain/coverage.ts';
import {type Event, readEvent} from '../../domain/event.ts';
import {isKeyId} from '../../domain/key.ts';
import {Lineage} from '../../domain/lineage.ts';
import {Refusal} from '../../domain/refusal.ts';
import {sanitise} from '../../domain/text.ts';
import type {Batch, Progress, Source, TraceRequest} from '../source.ts';
import {Budget, type Confirm, dollarsFor, inBytes} from './budget.ts';
import {blindSpotsOf, spotOf} from './gaps.ts';
import {Generations} from './generations.ts';
import {inWords} from './in-words.ts';
import type {Athena, TableName, Workgroup} from './port.ts';
import {daysRead} from './prune.ts';
import {type Question, statement} from './question.ts';
import {recordOf} from './record.ts';
import {Regions} from './regions.ts';
import {sampleOf} from './sample.ts';
import {Sorting} from './sorting.ts';
import {readTable, type Table} from './table.ts';
import type {Window} from './window.ts';

export interface AthenaOptions {
	readonly athena: Athena;
	readonly table: TableName;
	/** Only these regions; null: all that the table has. */
	readonly regions: readonly string[] | null;
	/** Asked before a query that would take the scanned bytes beyond `free`, or of which nobody can say how large it is. */
	readonly confirm: Confirm;
	/** Bytes that the trace may scan without asking. */
	readonly free?: number;
	/** ms since the epoch. */
	readonly now: () => number;
}

/** 10 GB: five cents. */
const defaultFree = 10e9;

/** The trail's files come some minutes late: what is younger is not claimed, though it may have been found. */
const deliveryDelay = 15 * 60_000;

/**
 * The history in a CloudTrail table of Athena. The lineage is followed generation by generation, one query each over all
 * credentials that are new and whatever may have come in by what they did (field guide §8), and a last one for the calls
 * that services made for them (§19). Every query costs money, so nothing is polled: `until: null` reads up to the present
 * and ends.
 */
export function athenaSource(options: AthenaOptions): Source {
	return {name: 'athena', trace: request => new Trace(options, request).run()};
}

/** One trace under way. */
class Trace {
	readonly #options: AthenaOptions;
	readonly #request: TraceRequest;
	readonly #span: Window;
	readonly #lineage: Lineage;
	readonly #generations: Generations;
	readonly #sorting: Sorting;
	readonly #regions: Regions;
	#asked = 0;
	#waiting = 0;

	constructor(options: AthenaOptions, request: TraceRequest) {
		const now = options.now();
		this.#options = options;
		this.#request = request;
		this.#span = {from: request.since, to: Math.min(request.until ?? now, now)};
		this.#lineage = new Lineage(request.keys);
		this.#generations = new Generations(this.#lineage, this.#span);
		this.#sorting = new Sorting(request.keys, this.#lineage);
		const claim = {from: this.#span.from, to: Math.min(this.#span.to, now - deliveryDelay)};
		this.#regions = new Regions(claim, options.regions);
	}

	async *run(): AsyncGenerator<Batch> {
		const {athena, table: name, now} = this.#options;
		const {signal} = this.#request;
		try {
			const wrong = this.#request.keys.find(key => !isKeyId(key));
			if (wrong !== undefined) throw new Refusal('guard', `${sanitise(wrong)} is no access key id`);
			const table = await readTable(athena, name, now(), signal);
			this.#regions.expect(table.layout);
			yield batch([], this.#regions.reading(), null);
			if (table.layout.regionNeeded && this.#options.regions === null) {
				throw new Refusal(
					'unsupported',
					`${name.table} wants its regions named in every query: give --region`,
				);
			}
			yield* this.#follow(table, await this.#workgroup());
			yield {
				...batch([], this.#regions.complete(), null),
				blindSpots: blindSpotsOf(table, this.#lineage.doors),
				heard: this.#sorting.heard(),
			};
		} catch (error) {
			if (signal.aborted) yield batch([], this.#regions.broken('stopped before the end'), null);
			else if (!(error instanceof Refusal)) throw error;
			else yield this.#refused(error);
		}
	}

	/** What was found and is certain is kept; what may turn out to be a stranger's is not. */
	#refused(error: Refusal): Batch {
		const {events} = this.#found(this.#sorting.certain(), null);
		const coverage = this.#regions.broken(error.message);
		return {...batch(events, coverage, null), blindSpots: [spotOf(this.#options.table, error)]};
	}

	/** A limit that may not be read is a limit that is not known. */
	async #workgroup(): Promise<Workgroup> {
		try {
			return await this.#options.athena.workgroup(this.#request.signal);
		} catch (error) {
			if (error instanceof Refusal && error.kind !== 'credentials') return {name: '', cutoff: null};
			throw error;
		}
	}

	async *#follow(table: Table, workgroup: Workgroup): AsyncGenerator<Batch> {
		const {confirm, free = defaultFree} = this.#options;
		const budget = new Budget(confirm, free, workgroup, table.size);
		const sorting = this.#sorting;
		// What services were asked to make may bring in more, so this goes on until it does not.
		do {
			yield* this.#toTheEnd(table, budget);
			yield this.#found(sorting.join(), null);
			if (table.showsServices) {
				yield* this.#askAll(this.#generations.services(sorting.principals()), table, budget);
				// What comes with them is evidence too: of who handed out which key.
				yield* this.#toTheEnd(table, budget);
			}
			yield this.#found([...sorting.join(), ...sorting.claim()], null);
		} while (sorting.adopt());
		yield this.#found([], this.#progress('done', budget.scanned));
	}

	/** Generation by generation, until nothing new comes to light. */
	async *#toTheEnd(table: Table, budget: Budget): AsyncGenerator<Batch> {
		for (;;) {
			const questions = this.#generations.next();
			if (questions.length === 0) return;
			yield* this.#askAll(questions, table, budget);
			if (this.#generations.number === 0) yield this.#found(this.#sorting.begun(), null);
			this.#regions.onceRead();
		}
	}

	async *#askAll(questions: readonly Question[], table: Table, budget: Budget): AsyncGenerator<Batch> {
		this.#waiting = questions.length;
		for (const question of questions) {
			const sample = budget.knows ? null : sampleOf(question, table.layout);
			if (sample !== null) yield* this.#ask(sample, table, budget);
			const days = daysRead(table.layout, question.window);
			await budget.clear(days, inWords(question, this.#generations.number), this.#request.signal);
			yield* this.#ask(question, table, budget);
			this.#asked += 1;
			this.#waiting -= 1;
		}
	}

	async *#ask(question: Question, table: Table, budget: Budget): AsyncGenerator<Batch> {
		const {athena, regions} = this.#options;
		const {signal} = this.#request;
		const what = inWords(question, this.#generations.number);
		const days = daysRead(table.layout, question.window);
		let whole = false;
		try {
			for await (const {rows, scanned} of athena.query(
				statement(table, question, regions),
				table.name,
				signal,
			)) {
				budget.running(scanned);
				const events = rows.flatMap(row => readEvent(recordOf(row)) ?? []);
				yield this.#found(this.#sorting.take(events), this.#progress(what, budget.scanned));
			}
			whole = true;
		} finally {
			if (whole) budget.finished(days);
			else budget.broken();
		}
	}

	#found(events: readonly Event[], progress: Progress | null): Batch {
		this.#regions.count(events);
		return batch(events, [], progress);
	}

	#progress(what: string, scanned: number): Progress {
		const cost =
			scanned === 0 ? '' : ` · ${inBytes(scanned)} scanned, about $${dollarsFor(scanned).toFixed(2)}`;
		return {done: this.#asked, total: this.#asked + this.#waiting, current: what + cost};
	}
}

function batch(events: readonly Event[], coverage: readonly Coverage[], progress: Progress | null): Batch {
	return {events, coverage, blindSpots: [], progress};
}
