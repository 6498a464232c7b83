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
	/** What the case has already, from a trace that was broken off; absent: nothing. */
	readonly known?: Known;
}

/** How far one question has been read in one region; `position` is the source's own note on the way there. */
export interface Reading {
	readonly source: SourceName;
	readonly region: string;
	readonly question: string;
	/** ms since the epoch from which on everything up to `to` was read; `to` is null before a first end. */
	readonly from: number;
	readonly to: number | null;
	readonly position: string | null;
}

/** What a trace left in the case for the next one to go on from. */
export interface Known {
	/** Events of the lineage. */
	events(): Iterable<Event>;
	/** Events of others that were read, see `Batch.heard`. */
	heard(): Iterable<Event>;
	readonly readings: readonly Reading[];
}

/** How far a trace has come, for people. */
export interface Progress {
	/** Files or questions done and known so far. */
	readonly done: number;
	readonly total: number;
	/** What is being done now: `ap-south-1`, `AWSLogs/…json.gz`. */
	readonly current: string | null;
	/** Regions whose calls AWS throttles at present: how many ms apart they are asked now. */
	readonly slowed?: ReadonlyMap<string, number>;
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
	/**
	 * Events that were read and are nobody's of the lineage: by what is read later they may turn out to be, or they tell
	 * where a key came from. To be kept apart, before the readings that rest on them.
	 */
	readonly heard?: readonly Event[];
	/** Rows that replace earlier ones of the same source, region and question. */
	readonly readings?: readonly Reading[];
}

/** Who took a role, asked of one region. */
export interface RoleQuestion {
	readonly arn: string;
	readonly region: string;
	/** ms since the epoch. */
	readonly since: number;
}

/** What a region's history says of it. */
export interface RoleReading {
	readonly region: string;
	/** Calls that took the role, or tried to; of anybody. */
	readonly events: readonly Event[];
	/** ms since the epoch from which on it was read: later than was asked where there was too much. */
	readonly from: number;
	/** Why it could not be read, or not to the end. */
	readonly error: string | null;
}

/** Where a history is read from. It follows the lineage itself, in the way that is cheapest for its medium. */
export interface Source {
	readonly name: SourceName;
	/** Ends when all was read (`until` set) or the signal aborts. Refusals become coverage and blind spots, not throws. */
	trace(request: TraceRequest): AsyncIterable<Batch>;
	/** Asks beside the trace, at the same pace; never throws. Not there where only a trace can be read. */
	readonly takers?: (question: RoleQuestion, signal: AbortSignal) => Promise<RoleReading>;
}
