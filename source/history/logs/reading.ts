import type {Verdict} from './file.ts';
import type {Token} from './token.ts';

/** What a trace tells its readers once. */
export interface Scope {
	/** ms since the epoch. */
	readonly since: number;
	/** ms since the epoch; null: no end. */
	readonly until: number | null;
}

/** One file to read. */
export interface Task {
	/** Its number in the trace. */
	readonly file: number;
	readonly path: string;
	/** Whether it must be parsed record by record, because a skim of it went wrong. */
	readonly careful: boolean;
}

/** Between when and when a file holds events of a region: of anybody's; ms since the epoch. */
export interface FileSpan {
	readonly region: string;
	readonly from: number | null;
	readonly to: number | null;
}

/** What a reader found in one file, or in part of a long one. */
export interface Reading {
	readonly file: number;
	/** JSON of every record that holds a wanted token, and of some others: each text one record or several, by commas. */
	readonly texts: readonly string[];
	/** Null: a part of a file of which more follows, or something found in a file that was read before. */
	readonly end: {
		readonly verdict: Verdict;
		readonly spans: readonly FileSpan[];
		readonly length: number;
	} | null;
}

/** What is sent to a reader. `learn`: what to look for from now on. `go`: the last reading was taken. */
export type Message =
	| {readonly kind: 'read'; readonly learn: readonly Token[]; readonly tasks: readonly Task[]}
	| {readonly kind: 'late'; readonly learn: readonly Token[]}
	| {readonly kind: 'go'};

/** What a reader sends. `late`: files that may hold a token that was learnt after they were read. */
export type Answer =
	| {readonly kind: 'readings'; readonly readings: readonly Reading[]; readonly last: boolean}
	| {readonly kind: 'late'; readonly files: readonly number[]};

/** What a reader's thread starts with. */
export interface Setup {
	readonly scope: Scope;
	/** Name of the channel on which tokens are told around. */
	readonly channel: string;
}
