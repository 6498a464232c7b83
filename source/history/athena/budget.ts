import {Refusal} from '../../domain/refusal.ts';
import type {Workgroup} from './port.ts';

/** What the next query is expected to cost, for a person to agree to. */
export interface Estimate {
	/** Bytes; null: nothing is known of the table's size, and nothing of it was read yet. */
	readonly bytes: number | null;
	/** US dollars at the list price of most regions; null with `bytes`. */
	readonly dollars: number | null;
	/** What the figure rests on, in one line. */
	readonly basis: string;
	/** Bytes that the trace has scanned so far. */
	readonly scanned: number;
	/** Bytes after which the workgroup cancels a query; null: never. */
	readonly cutoff: number | null;
	/** What is asked: `generation 2: 5 credentials`. */
	readonly question: string;
}

/** Whether to go on. Asked before a query that is large, or of which nobody knows how large it is; an abort answers too. */
export type Confirm = (estimate: Estimate, signal: AbortSignal) => Promise<boolean>;

/** Athena's list price in most regions, US dollars per TB scanned. */
const dollarsPerTerabyte = 5;

/** US dollars at the list price of most regions; each query counts 10 MB at least, which is left out here. */
export function dollarsFor(bytes: number): number {
	return (bytes / 1e12) * dollarsPerTerabyte;
}

/** Keeps count of what is scanned, and asks before it grows beyond what was agreed. */
export class Budget {
	readonly #confirm: Confirm;
	readonly #workgroup: Workgroup;
	readonly #tableSize: number | null;
	/** Bytes that may be scanned in all without asking again. */
	#agreed: number;
	/** Bytes a day of the table, at most, of those that were read; of all of it, where it cannot be read by day. */
	#perDay: number | null = null;
	#finished = 0;
	#running = 0;

	/** @param free Bytes that may be scanned without asking. @param tableSize Bytes; null: not known. */
	constructor(confirm: Confirm, free: number, workgroup: Workgroup, tableSize: number | null) {
		this.#confirm = confirm;
		this.#agreed = free;
		this.#workgroup = workgroup;
		this.#tableSize = tableSize;
	}

	/** Bytes scanned until now, failed queries included: they are paid for too. */
	get scanned(): number {
		return this.#finished + this.#running;
	}

	/** Whether the next query's cost is known well enough: measured, or the whole table may be scanned without asking. */
	get knows(): boolean {
		return (
			this.#perDay !== null || (this.#tableSize !== null && this.scanned + this.#tableSize <= this.#agreed)
		);
	}

	/**
	 * Throws a Refusal where the query would not be let through by the workgroup, or by the person asked.
	 * @param days Days of the table that it reads; null: all of it.
	 */
	async clear(days: number | null, question: string, signal: AbortSignal): Promise<void> {
		const bytes = this.#expected(days);
		const {cutoff, name} = this.#workgroup;
		if (bytes !== null && cutoff !== null && this.#perDay !== null && bytes > cutoff) {
			throw new Refusal(
				'guard',
				`the query would scan about ${inBytes(bytes)}, and workgroup ${name} cancels queries at ${inBytes(cutoff)}: narrow --since, --until or --region, or raise its limit`,
			);
		}
		if (bytes !== null && this.scanned + bytes <= this.#agreed) return;
		const dollars = bytes === null ? null : dollarsFor(bytes);
		const basis = this.#basis(days);
		const estimate = {bytes, dollars, basis, scanned: this.scanned, cutoff, question};
		const yes = await this.#confirm(estimate, signal);
		if (!yes) {
			const size = bytes === null ? 'of unknown size' : `of about ${inBytes(bytes)}`;
			throw new Refusal('guard', `stopped before a query ${size} (${question}): not confirmed`);
		}
		if (bytes !== null) this.#agreed = Math.max(this.#agreed, this.scanned + bytes);
	}

	/** Tells how much the query under way has scanned. */
	running(bytes: number): void {
		this.#running = bytes;
	}

	/** The query under way is over. @param days As given to `clear`. */
	finished(days: number | null): void {
		this.#perDay = Math.max(this.#perDay ?? 0, this.#running / (days ?? 1));
		this.broken();
	}

	/** The query under way ended early: what it scanned is paid for, and tells nothing of the next. */
	broken(): void {
		this.#finished += this.#running;
		this.#running = 0;
	}

	#expected(days: number | null): number | null {
		if (this.#perDay !== null) return Math.ceil(this.#perDay * (days ?? 1));
		return this.#tableSize;
	}

	#basis(days: number | null): string {
		if (days === null && this.#perDay !== null) return 'the whole table is read, as it was before';
		const read = days === null ? 'all of it is read' : `${days} ${days === 1 ? 'day' : 'days'} of it to read`;
		if (this.#perDay !== null)
			return `${read}, at ${inBytes(this.#perDay)} a day, the most that was read so far`;
		if (this.#tableSize !== null)
			return `at most: the whole table, by the size in the data catalogue; ${read}`;
		return `the catalogue does not know the size of the table; ${read}`;
	}
}

/** `1.2 GB`, in powers of 1000, as Athena bills. */
export function inBytes(bytes: number): string {
	const units = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];
	const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
	const value = bytes / 1000 ** power;
	return `${value.toFixed(power === 0 || value >= 100 ? 0 : 1)} ${units[power]}`;
}
