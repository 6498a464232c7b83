import type {TableMetadata} from '@aws-sdk/client-athena';

/** What an engine made of a statement. Every value is text, as in Athena's results. */
export interface EngineResult {
	readonly columns: readonly string[];
	readonly rows: readonly (readonly (string | null)[])[];
	/** Bytes that it had to read. */
	readonly scanned: number;
}

/** What runs the SQL. The range has none of its own: a test, or whoever stages a range, brings one. */
export interface SqlEngine {
	/** Runs one statement; what it throws becomes the query's StateChangeReason. */
	run(sql: string, signal: AbortSignal): Promise<EngineResult>;
}

/** The states through which a query goes. */
export type QueryState = 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';

/** One query. */
export interface Query {
	readonly id: string;
	readonly sql: string;
	readonly workgroup: string;
	readonly outputLocation: string;
	readonly catalog: string;
	readonly database: string;
	/** Range time, ms. */
	readonly submitted: number;
	readonly abort: AbortController;
	/** The token under which it was asked for: asked again, it is the same query. */
	readonly token: string | null;
	state: QueryState;
	reason: string | null;
	completed: number | null;
	result: EngineResult | null;
	scanned: number;
}

export interface Workgroup {
	readonly name: string;
	/** Null: queries must say where their results go. */
	readonly outputLocation: string | null;
	/** Bytes after which a query is cancelled; null: none. */
	readonly cutoff: number | null;
}

/** Athena in the account: tables of the data catalogue, workgroups, queries. */
export class AthenaState {
	/** By `database.table`, in lower case. */
	readonly tables = new Map<string, TableMetadata>();
	readonly workgroups = new Map<string, Workgroup>([
		['primary', {name: 'primary', outputLocation: null, cutoff: null}],
	]);
	readonly queries = new Map<string, Query>();
	engine: SqlEngine | null = null;
}
