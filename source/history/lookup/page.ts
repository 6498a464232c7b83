/** One page of one question to LookupEvents: one attribute, one region (field guide §5). */
export interface LookupQuery {
	readonly region: string;
	/** Null: everything in the region. */
	readonly attribute: {
		readonly key: 'AccessKeyId' | 'Username' | 'ResourceName';
		readonly value: string;
	} | null;
	/** ms since the epoch. A token is bound to the very times that it was given for. */
	readonly since: number;
	readonly until: number;
	/** Null: the first page. */
	readonly token: string | null;
}

/** What comes back: the records as CloudTrail wrote them, newest first; a token if there are more. */
export interface LookupAnswer {
	readonly records: readonly unknown[];
	readonly token: string | null;
}

/** Asks for a page. @throws Refusal: `throttled` slows down, `unreachable` and `failed` are tried again, others stay. */
export type LookupPage = (query: LookupQuery, signal: AbortSignal) => Promise<LookupAnswer>;
