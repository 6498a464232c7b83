import type {AwsCall} from './plan.ts';

/** What the journal says of one write: an `intent` before the call leaves the machine, a `result` after it. */
export interface JournalLine {
	readonly phase: 'intent' | 'result';
	/** ms since the epoch. */
	readonly time: number;
	/** Ties a result to its intent. */
	readonly write: string;
	readonly account: string;
	/** ARN of the responder. */
	readonly actor: string;
	readonly call: AwsCall;
	readonly target: string;
	/** On the result of a write whose undo only its output tells, that undo. */
	readonly undo: AwsCall | null;
	/** What the write changes, as AWS told it before. */
	readonly before?: Readonly<Record<string, unknown>>;
	/** The write that this one takes back. */
	readonly undoes?: string;
	/** `done`, `refused: …`, `failed: …`, or what a dry run came to; null on an intent. Never holds a secret. */
	readonly outcome: string | null;
	readonly requestId: string | null;
}

/** What a dry run comes to that would have worked: nothing was done. */
export const rehearsed = 'dry run: allowed';

/** A journal line as stored: chained to the one before it. */
export interface JournalEntry extends JournalLine {
	/** 1, 2, 3, … */
	readonly sequence: number;
	/** SHA-256, hex, over the previous hash and this line. */
	readonly hash: string;
}

/** Where the write gate records what it does; the case file implements it. Throws if it cannot be written: no write then. */
export interface Journal {
	append(line: JournalLine): JournalEntry;
}
