import type {Event} from '../../domain/event.ts';
import {isObject} from '../../domain/record.ts';
import type {Reading} from '../source.ts';
import type {LookupQuery} from './page.ts';
import {nameOf, type Question} from './question.ts';

/** How often a region is asked again while the present is followed, in ms. */
const pollEvery = 10_000;

/** CloudTrail delivers late, without a guarantee (field guide §5): what is younger than this, in ms, is not claimed. */
export const lateness = 5 * 60_000;

/** A stretch of time that is being read, newest first. */
interface Pass {
	readonly since: number;
	/** The end of what is claimed once it is read. */
	readonly end: number;
	/** The end of what is asked for: a token is bound to it. */
	readonly until: number;
	readonly askedAt: number;
	/** Null: the first page of what is left. */
	readonly token: string | null;
	/** Down to where it was read; `end` before the first page came. */
	readonly reached: number;
	readonly pages: number;
}

/** One question in one region: which part is being read and how far it has been read. */
export class Asking {
	readonly question: Question;
	/** Up to when everything was read, ms since the epoch; null: not once to the end yet. */
	readTo: number | null = null;
	/** The account's time at which to ask again. */
	due = 0;
	/** Whether all that there was when this trace began has been read. */
	isCurrent = false;
	/** Whether a call for it is under way. */
	isBusy = false;
	readonly #until: number | null;
	#pass: Pass | null = null;
	/** Of a trace before: its end is not the present's. */
	#isOld = false;

	/** @param until The end of the request; null: the present. @param reading What the case has of it. */
	constructor(question: Question, until: number | null, reading?: Reading) {
		this.question = question;
		this.#until = until;
		// An earlier beginning than before: what was read does not reach back so far.
		if (reading === undefined || reading.from > question.since) return;
		this.readTo = reading.to;
		this.#pass = passOf(reading.position);
		this.#isOld = this.#pass !== null;
		this.isCurrent = this.#isRead;
	}

	/** Whether a first reading is not at its end. */
	get isReading(): boolean {
		return !this.isCurrent;
	}

	/** Whether it is time to read, at `now`, the account's time. A first reading is always due. */
	isDue(now: number): boolean {
		return !this.isBusy && (!this.isCurrent || (!this.#isRead && now >= this.due));
	}

	/** Whether it is in the middle of a stretch. */
	get isUnderWay(): boolean {
		return this.pages > 0;
	}

	/** Down to where the stretch under way was read, ms since the epoch; null: none is under way. */
	get reached(): number | null {
		return this.#pass?.reached ?? null;
	}

	/** Pages that the stretch under way has taken. */
	get pages(): number {
		return this.#pass?.pages ?? 0;
	}

	/** How many more calls it takes to the end, as far as the pages read so far tell; at least 1. */
	get left(): number {
		if (this.#pass === null || this.#pass.pages === 0) return 1;
		const {since, end, reached, pages} = this.#pass;
		return Math.max(1, Math.ceil((pages * (reached - since)) / Math.max(1000, end - reached)));
	}

	/** The next page to ask for. */
	next(now: number): Omit<LookupQuery, 'region' | 'attribute'> {
		if (this.#pass === null) {
			const since = this.readTo ?? this.question.since;
			const until = Math.max(since, this.#until ?? now);
			this.#pass = {since, end: until, until, askedAt: now, token: null, reached: until, pages: 0};
		}
		const {since, until, token} = this.#pass;
		return {since, until, token};
	}

	/**
	 * The page came. Past the last one, all is read that could have been delivered by the time of the first.
	 * @returns whether it was the last.
	 */
	answered(events: readonly Event[], token: string | null): boolean {
		if (this.#pass === null) return false;
		const {since, end, askedAt, pages} = this.#pass;
		if (token !== null) {
			const times = events.map(({time}) => time).filter(time => time > 0);
			const reached = Math.max(since, Math.min(this.#pass.reached, ...times));
			this.#pass = {...this.#pass, token, reached, pages: pages + 1};
			return false;
		}
		const isOld = this.#isOld;
		this.#pass = null;
		this.#isOld = false;
		this.readTo = Math.max(this.readTo ?? this.question.since, Math.min(end, askedAt - lateness));
		this.due = askedAt + pollEvery;
		this.isCurrent = !isOld || this.#isRead;
		return true;
	}

	/** A wider question answered this one, from its beginning on: what of its own is under way is not needed. */
	takeOver({readTo, due, isCurrent}: Asking): void {
		this.#pass = null;
		this.#isOld = false;
		this.readTo = readTo;
		this.due = Math.max(this.due, due);
		this.isCurrent ||= isCurrent;
	}

	/** The token is not good any more: what is left is asked for anew, the last second again. */
	restart(): void {
		if (this.#pass === null) return;
		const {reached, since} = this.#pass;
		this.#pass = {...this.#pass, token: null, until: Math.max(since, reached)};
	}

	/** What the case is to keep of it. */
	reading(region: string): Reading {
		return {
			source: 'lookup',
			region,
			question: nameOf(this.question),
			from: this.question.since,
			to: this.readTo,
			position: this.#pass === null || this.#pass.pages === 0 ? null : JSON.stringify(this.#pass),
		};
	}

	/** Whether there can never be more. */
	get isOver(): boolean {
		const {ends} = this.question;
		return this.readTo !== null && ends !== null && this.readTo >= ends;
	}

	/** Whether all that is wanted was read. */
	get #isRead(): boolean {
		const {ends} = this.question;
		const end = Math.min(ends ?? Number.POSITIVE_INFINITY, this.#until ?? Number.POSITIVE_INFINITY);
		return this.readTo !== null && this.readTo >= end;
	}
}

function passOf(position: string | null): Pass | null {
	const pass: unknown = position === null ? null : JSON.parse(position);
	return isObject(pass) ? (pass as unknown as Pass) : null;
}
