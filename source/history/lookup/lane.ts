import type {Coverage} from '../../domain/coverage.ts';
import type {Event} from '../../domain/event.ts';
import type {Reading, TraceRequest} from '../source.ts';
import {Asking} from './asking.ts';
import type {Pacer} from './pacer.ts';
import {answers, nameOf, type Question, type Rank} from './question.ts';

/** From so many questions on, a look at everything is worth its call: many regions have little in them. */
const worthALook = 3;

/** From so many sessions of one name on, the name is asked for rather than each. */
const crowd = 4;

/** How long a busy region is not looked at as a whole again while the present is followed, in ms. */
const narrowFor = 5 * 60_000;

const day = 86_400_000;

/** One region: its questions, its pace, and how far it has been read. */
export class Lane {
	readonly region: string;
	readonly pacer: Pacer;
	/** Why the region cannot be read, in one line; null while it can. */
	error: string | null = null;
	/** Failures in a row. */
	failures = 0;
	/** Calls under way. */
	calls = 0;
	readonly #since: number;
	readonly #until: number | null;
	readonly #known: ReadonlyMap<string, Reading>;
	readonly #askings = new Map<string, Asking>();
	#everything: Asking;
	/** A page of the past, by which is guessed how much of everything there is. */
	#sample: Asking | null = null;
	/** What strangers did before is not remembered: for a new question it is asked again. */
	#remembers = 0;
	/** The account's time until which there is no use in looking at everything. */
	#narrowUntil = 0;
	/** Question → what was told of it last. */
	readonly #told = new Map<string, string>();

	/** @param known What the case has of this region. */
	constructor(
		region: string,
		{since, until}: Pick<TraceRequest, 'since' | 'until'>,
		known: readonly Reading[],
		pacer: Pacer,
	) {
		this.region = region;
		this.#since = since;
		this.#until = until;
		this.#known = new Map(known.map(reading => [reading.question, reading]));
		this.#everything = this.#all(since, this.#known.get('everything'));
		this.pacer = pacer;
	}

	/** A question that is there already comes again if it must reach back further. */
	add(questions: readonly Question[]): void {
		for (const question of questions) {
			const name = nameOf(question);
			const asking = new Asking(question, this.#until, this.#known.get(name));
			this.#askings.set(name, asking);
			for (const other of [this.#everything, ...this.#askings.values()]) this.#pass(other, asking);
		}
	}

	/** What to ask next; null: nothing now. */
	next(now: number): Asking | null {
		const due = [...this.#askings.values()].filter(asking => asking.isDue(now));
		const wide = this.#wide(due, now);
		if (wide !== null) return wide.isDue(now) ? wide : null;
		const crowded = this.#crowded(due);
		const urgency = (asking: Asking): number => urgencyOf(asking, crowded.has(asking));
		return due.toSorted((one, other) => urgency(one) - urgency(other) || one.due - other.due)[0] ?? null;
	}

	/** A page came; what it answers beside its own question is answered. */
	answered(asking: Asking, events: readonly Event[], token: string | null): void {
		if (!asking.answered(events, token) || asking === this.#sample) return;
		for (const other of this.#askings.values()) this.#pass(asking, other);
	}

	/** Events of strangers from before `time` (ms since the epoch) were forgotten. */
	forget(time: number): void {
		this.#remembers = Math.max(this.#remembers, time);
	}

	/** Whether questions up to this rank have not been read to the end once. A region that cannot be read waits for none. */
	isReading(rank: Rank): boolean {
		return (
			this.error === null &&
			[...this.#askings.values()].some(({isReading, question}) => isReading && question.rank <= rank)
		);
	}

	/** Questions, and those read to the end at least once or given up. */
	get tally(): {readonly total: number; readonly done: number} {
		const total = this.#askings.size;
		const unread = [...this.#askings.values()].filter(({isReading}) => isReading).length;
		return {total, done: this.error === null ? total - unread : total};
	}

	/** How far each question has been read, of those of which it was not told yet. */
	readings(): readonly Reading[] {
		return [this.#everything, ...this.#askings.values()]
			.map(asking => asking.reading(this.region))
			.filter(reading => {
				const text = JSON.stringify(reading);
				if (this.#told.get(reading.question) === text) return false;
				this.#told.set(reading.question, text);
				return reading.to !== null || reading.position !== null;
			});
	}

	/**
	 * How far everything known to be asked was read: a question not read to the end yet counts from its beginning.
	 * @param events How many events of the lineage were found here.
	 */
	coverage(events: number): Coverage {
		const askings = [...this.#askings.values()];
		const ends = askings.filter(({isOver}) => !isOver).map(({readTo, question}) => readTo ?? question.since);
		const over = askings.flatMap(({isOver, readTo}) => (isOver && readTo !== null ? [readTo] : []));
		const to = ends.length > 0 ? Math.min(...ends) : Math.max(this.#since, ...over);
		const read = to > this.#since;
		return {
			source: 'lookup',
			region: this.region,
			from: read ? this.#since : null,
			to: read ? to : null,
			complete: this.error === null && askings.every(({isReading}) => !isReading),
			events,
			error: this.error,
		};
	}

	/**
	 * Everything at once, where that takes fewer calls than all the questions that are due; null where it does not. The
	 * first look costs a call; how far it reached tells the rest. What matters most does not wait for it.
	 */
	#wide(due: readonly Asking[], now: number): Asking | null {
		const isFirst = ({question, isUnderWay, readTo}: Asking): boolean =>
			question.rank === 0 && readTo === null && !isUnderWay;
		if (due.length < worthALook || due.some(isFirst) || now < this.#narrowUntil) return null;
		const since = Math.min(...due.map(({readTo, question}) => readTo ?? question.since));
		const follows = due.every(({isCurrent}) => isCurrent);
		const begins = this.#everything.readTo ?? this.#everything.question.since;
		// While the present is followed, only the last minutes are wanted.
		if (begins > since || (follows && begins < since && this.#everything.readTo === null)) {
			this.#everything = this.#all(since);
		}
		const left = due.reduce((sum, asking) => sum + asking.left, 0);
		if (this.#everything.left < left) return this.#everything;
		if (follows) {
			this.#everything = this.#all(since);
			this.#narrowUntil = now + narrowFor;
			return null;
		}
		return this.#sampled(left);
	}

	/**
	 * Incidents crowd the last hours: what the newest page says of months is too much. So a page from the middle of what is
	 * left is asked what the past was like. @param left Calls that the questions take.
	 */
	#sampled(left: number): Asking | null {
		const {reached, question, pages} = this.#everything;
		if (reached === null || reached - question.since < day) return null;
		this.#sample ??= new Asking(question, question.since + (reached - question.since) / 2);
		if (this.#sample.isReading && !this.#sample.isUnderWay) return this.#sample;
		const guess = 2 * (this.#sample.isReading ? this.#sample.left : 1);
		// It was a guess: never more than the questions would have taken.
		return pages + guess < left ? this.#everything : null;
	}

	/** Sessions whose name is asked for anyway, and that are many. */
	#crowded(due: readonly Asking[]): ReadonlySet<Asking> {
		const children = due.filter(
			({question, isReading}) =>
				question.rank === 1 && isReading && question.attribute?.key === 'AccessKeyId',
		);
		const groups = Map.groupBy(children, ({question}) => question.username);
		return new Set(
			[...groups].flatMap(([username, group]) => {
				const named = this.#askings.get(`Username ${username}`);
				return named !== undefined && group.length >= crowd
					? group.filter(({question}) => named.question.since <= question.since)
					: [];
			}),
		);
	}

	/** What one question answers of another is taken over, if it reaches back as far. */
	#pass(from: Asking, to: Asking): void {
		if (from === to || from.readTo === null || !answers(from.question, to.question)) return;
		const begins = Math.max(from.question.since, from.question.attribute === null ? this.#remembers : 0);
		if (begins > (to.readTo ?? to.question.since) || from.readTo <= (to.readTo ?? to.question.since)) return;
		to.takeOver(from);
	}

	#all(since: number, reading?: Reading): Asking {
		const question: Question = {attribute: null, since, ends: null, rank: 2, username: null};
		return new Asking(question, this.#until, reading);
	}
}

/**
 * First the newest of the key, then of what was minted from it, then the past; when all was read once, what is newer.
 * One of a crowd comes last: by then its name will have answered for it.
 */
function urgencyOf({readTo, isUnderWay, question: {rank}}: Asking, isCrowded: boolean): number {
	if (readTo !== null) return 8;
	if (isCrowded) return 7;
	return rank === 2 ? 6 : rank + (isUnderWay ? 3 : 0);
}
