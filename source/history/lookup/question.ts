import type {LookupQuery} from './page.ts';

/** What is asked of every region: everything about one credential or one user name, from a moment on. */
export interface Question {
	readonly attribute: LookupQuery['attribute'];
	/** ms since the epoch: nothing before is wanted. */
	readonly since: number;
	/** ms since the epoch after which there can be no answers, as the credential has expired; null: there always can. */
	readonly ends: number | null;
	/**
	 * Which is asked first: 0 the key itself, 1 what was minted from it, 2 user names. Those wait until the lineage is
	 * complete: only then can a service's call be told from a child's.
	 */
	readonly rank: 0 | 1 | 2;
}

/** How often a region is asked again while the present is followed, in ms. */
const pollEvery = 10_000;

/** CloudTrail delivers late, without a guarantee (field guide §5): what is younger than this, in ms, is not claimed. */
export const lateness = 5 * 60_000;

/** One question in one region: which part is being read and how far it has been read. */
export class Asking {
	readonly question: Question;
	/** Up to when everything was read, ms since the epoch; null: not once to the end yet. */
	readTo: number | null = null;
	#page: {readonly since: number; readonly until: number; readonly token: string | null} | null = null;
	#askedAt = 0;
	/** The account's time at which to ask again. */
	due = 0;

	constructor(question: Question) {
		this.question = question;
	}

	/** Whether it is time to read on, at `now`, the account's time. A first reading is always due. */
	isDue(now: number): boolean {
		return this.readTo === null || (!this.isOver && now >= this.due);
	}

	/** Whether all that there can ever be was read. */
	get isOver(): boolean {
		const {ends} = this.question;
		return this.readTo !== null && ends !== null && this.readTo >= ends;
	}

	/** First readings by rank, then polls. Pages of different questions may come in turns: what matters most goes first. */
	get urgency(): number {
		return this.readTo === null ? this.question.rank : 3;
	}

	/** The next page to ask for. @param until The end of the request; null: the present. */
	next(now: number, until: number | null): Omit<LookupQuery, 'region' | 'attribute'> {
		if (this.#page === null) {
			const since = this.readTo ?? this.question.since;
			this.#page = {since, until: Math.max(since, until ?? now), token: null};
			this.#askedAt = now;
		}
		return this.#page;
	}

	/** The page came. Past the last one, all is read that could have been delivered by the time of the first. */
	answered(token: string | null): void {
		if (this.#page === null) return;
		if (token !== null) {
			this.#page = {...this.#page, token};
			return;
		}
		const settled = Math.min(this.#page.until, this.#askedAt - lateness);
		this.readTo = Math.max(this.readTo ?? this.question.since, settled);
		this.due = this.#askedAt + pollEvery;
		this.#page = null;
	}

	/** Begins this reading again: its token may not be good any more. */
	restart(): void {
		this.#page = null;
	}
}
