import type {Severity} from '../domain/severity.ts';

/** One line of the events pane: what the case file keeps beside the record. All texts are sanitised. */
export interface EventRow {
	readonly id: string;
	/** ms since the epoch; 0 where the record names no time. */
	readonly time: number;
	readonly region: string;
	readonly source: string;
	readonly name: string;
	/** The credential that signed. */
	readonly credential: string | null;
	/** The credential of the lineage behind a service-made call. */
	readonly onBehalfOf: string | null;
	readonly principal: string | null;
	readonly sourceIp: string | null;
	readonly userAgent: string | null;
	readonly errorCode: string | null;
	readonly readOnly: boolean | null;
	/** What the call acted on, in a few words; null where the record does not say. */
	readonly target: string | null;
	/** Null: no detection flags it. */
	readonly severity: Severity | null;
	/** The detection's category; null: none. */
	readonly category: string | null;
}

/** Which events; every set field must hold. */
export interface EventFilter {
	/** Signed by, or made on behalf of, one of these; null: any. */
	readonly credentials: readonly string[] | null;
	readonly sourceIp: string | null;
	readonly target: string | null;
	/** Only what a detection flags. */
	readonly flagged: boolean;
	/** `/`: a substring of what the row shows, case-insensitive; `/…/` is a regular expression, a leading `!` inverts. */
	readonly text: string;
}

export const everything: EventFilter = {
	credentials: null,
	sourceIp: null,
	target: null,
	flagged: false,
	text: '',
};

/** A place in the order of events, newest first: keyset, not offset. */
export interface Anchor {
	readonly time: number;
	readonly id: string;
}

/** The order of the case file: by time, then by the bytes of the id. */
export function isNewer(one: Anchor, other: Anchor): boolean {
	if (one.time !== other.time) return one.time > other.time;
	return Buffer.compare(Buffer.from(one.id), Buffer.from(other.id)) > 0;
}

/**
 * Reads pages of events. Rows come newest first, whichever way was asked. No call takes longer than a frame has: a filter
 * that no index answers (by text, or by several fields) is searched for in slices, and until it is `searched` through,
 * pages and counts tell what has been found so far, the newest first.
 */
export interface EventPages {
	/** Up to `limit` rows from the anchor (included) downwards; null: from the newest. */
	from(filter: EventFilter, anchor: Anchor | null, limit: number): readonly EventRow[];
	/** Up to `limit` rows strictly newer than the anchor, the nearest ones. */
	newerThan(filter: EventFilter, anchor: Anchor, limit: number): readonly EventRow[];
	/** Up to `limit` rows strictly older than the anchor; null: the oldest ones of all. */
	olderThan(filter: EventFilter, anchor: Anchor | null, limit: number): readonly EventRow[];
	count(filter: EventFilter): number;
	/** How many rows are newer than the anchor; takes as long as the way from the anchor asked for last (0.1 µs a row). */
	countNewer(filter: EventFilter, anchor: Anchor): number;
	/** How much of the case was searched through for this filter, 0 to 1; 1: pages and counts are complete. */
	searched(filter: EventFilter): number;
	/** Searches through the next slice, which takes about a millisecond. */
	search(filter: EventFilter): void;
	/** The untouched record; null if the case has no such event. */
	record(id: string): Readonly<Record<string, unknown>> | null;
	/** Null: valid; otherwise why the filter's text is not (a malformed regular expression). */
	invalid(text: string): string | null;
}
