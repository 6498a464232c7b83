import type {BlindSpot, Coverage, SourceName} from '../domain/coverage.ts';
import type {Event} from '../domain/event.ts';

/** What a trace asks: everything that the keys did, and everything that the credentials minted from them did. */
export interface TraceRequest {
	/** Access key ids. */
	readonly keys: readonly string[];
	/** ms since the epoch. */
	readonly since: number;
	/** ms since the epoch; null: follow the present until the signal aborts. */
	readonly until: number | null;
	readonly signal: AbortSignal;
}

/** How far a trace has come, for people. */
export interface Progress {
	/** Files or questions done and known so far. */
	readonly done: number;
	readonly total: number;
	/** What is being done now: `ap-south-1`, `AWSLogs/…json.gz`. */
	readonly current: string | null;
	/** Null, or not there, where it cannot be told. */
	readonly pace?: Pace | null;
}

/** How fast files are read. */
export interface Pace {
	/** Of JSON, inflated. */
	readonly megabytesPerSecond: number;
	/** If it goes on like this. */
	readonly secondsLeft: number;
}

/** Some of what a trace found. Any batch may repeat events; the case file keeps each once. */
export interface Batch {
	/** Events of the lineage; those made by a service carry `onBehalfOf`. */
	readonly events: readonly Event[];
	/** Rows that replace earlier ones of the same source and region. */
	readonly coverage: readonly Coverage[];
	readonly blindSpots: readonly BlindSpot[];
	readonly progress: Progress | null;
}

/** Where a history is read from. It follows the lineage itself, in the way that is cheapest for its medium. */
export interface Source {
	readonly name: SourceName;
	/** Ends when all was read (`until` set) or the signal aborts. Refusals become coverage and blind spots, not throws. */
	trace(request: TraceRequest): AsyncIterable<Batch>;
}
