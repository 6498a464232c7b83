import type {Coverage} from '../../domain/coverage.ts';
import type {Clock} from '../clock.ts';
import type {TraceRequest} from '../source.ts';
import {Pacer} from './pacer.ts';
import {Asking, type Question} from './question.ts';

/** One region: its questions, its pace, and how far it has been read. Its calls go one after the other. */
export class Lane {
	readonly region: string;
	readonly pacer: Pacer;
	/** Why the region cannot be read, in one line; null while it can. */
	error: string | null = null;
	/** Failures in a row. */
	failures = 0;
	readonly #since: number;
	readonly #follows: boolean;
	readonly #askings: Asking[] = [];

	/** @param request From when on the trace is wanted, and whether it goes on after a first reading. */
	constructor(region: string, {since, until}: Pick<TraceRequest, 'since' | 'until'>, clock: Clock) {
		this.region = region;
		this.#since = since;
		this.#follows = until === null;
		this.pacer = new Pacer(clock);
	}

	add(questions: readonly Question[]): void {
		this.#askings.push(...questions.map(question => new Asking(question)));
	}

	/** What to ask next; null: nothing now. @param last The highest rank whose turn it is. */
	next(now: number, last: Question['rank']): Asking | null {
		return (
			this.#askings
				.filter(({readTo, question}) => (readTo === null ? question.rank <= last : this.#follows))
				.filter(asking => asking.isDue(now))
				.toSorted((one, other) => one.urgency - other.urgency || one.due - other.due)[0] ?? null
		);
	}

	/** Whether questions up to this rank have not been read to the end once. A region that cannot be read waits for none. */
	isReading(rank: Question['rank']): boolean {
		return (
			this.error === null &&
			this.#askings.some(({readTo, question}) => readTo === null && question.rank <= rank)
		);
	}

	/** Questions, and those read to the end at least once or given up. */
	get tally(): {readonly total: number; readonly done: number} {
		const total = this.#askings.length;
		const done = this.error === null ? this.#askings.filter(({readTo}) => readTo !== null).length : total;
		return {total, done};
	}

	/**
	 * How far everything known to be asked was read: a question not read to the end yet counts from its beginning.
	 * @param events How many events of the lineage were found here.
	 */
	coverage(events: number): Coverage {
		const ends = this.#askings
			.filter(asking => !asking.isOver)
			.map(({readTo, question}) => readTo ?? question.since);
		const over = this.#askings.flatMap(({isOver, readTo}) => (isOver && readTo !== null ? [readTo] : []));
		const to = ends.length > 0 ? Math.min(...ends) : Math.max(this.#since, ...over);
		const read = to > this.#since;
		return {
			source: 'lookup',
			region: this.region,
			from: read ? this.#since : null,
			to: read ? to : null,
			complete: this.error === null && this.#askings.every(({readTo}) => readTo !== null),
			events,
			error: this.error,
		};
	}
}
