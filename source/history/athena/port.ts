/** Where the table is. */
export interface TableName {
	/** `AwsDataCatalog`, or a catalogue that another account shares. */
	readonly catalog: string;
	readonly database: string;
	readonly table: string;
}

export interface Column {
	readonly name: string;
	/** As Hive writes it: `struct<type:string,arn:string>`. */
	readonly type: string;
}

/** A table as the data catalogue describes it. */
export interface TableDescription {
	readonly columns: readonly Column[];
	readonly partitions: readonly Column[];
	/** `projection.enabled`, `projection.region.values`, `totalSize` … */
	readonly parameters: Readonly<Record<string, string>>;
}

/** What is known of the workgroup in which queries run. */
export interface Workgroup {
	readonly name: string;
	/** Bytes after which Athena cancels a query; null: no such limit. */
	readonly cutoff: number | null;
}

/** One row of a result by column name; Athena gives every value as text. */
export type Row = Readonly<Record<string, string | null>>;

/** Something new of a query under way. */
export interface QueryUpdate {
	readonly rows: readonly Row[];
	/** Bytes scanned, and so paid for, until now. */
	readonly scanned: number;
}

/** Athena, as the source needs it; `aws/athena.ts` is one. Everything here throws Refusals, or an AbortError after an abort. */
export interface Athena {
	/** Null where there is no such table. Costs nothing. */
	describe(name: TableName, signal: AbortSignal): Promise<TableDescription | null>;
	workgroup(signal: AbortSignal): Promise<Workgroup>;
	/**
	 * Runs one statement: updates while it runs, then its rows, page by page. Whoever stops listening, or aborts, stops
	 * the query. What a failed query scanned is told before it throws.
	 */
	query(sql: string, name: TableName, signal: AbortSignal): AsyncIterable<QueryUpdate>;
}
