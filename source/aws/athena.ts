import {setTimeout as sleep} from 'node:timers/promises';
import type {Athena, Column, QueryExecution, ResultSet} from '@aws-sdk/client-athena';
import {Refusal} from '../domain/refusal.ts';
import {sanitise} from '../domain/text.ts';
import {refusalOfQuery, refusalOfStart} from './athena-errors.ts';
import type {Clients} from './clients.ts';

export interface AthenaOptions {
	/** Where the table's data catalogue is. */
	readonly region: string;
	/** `primary` is the one that every account has. */
	readonly workgroup: string;
	/** `s3://bucket/folder/` for results; null: the workgroup's own. */
	readonly outputLocation: string | null;
}

/** A table's place in the data catalogue. */
export interface AthenaTableName {
	readonly catalog: string;
	readonly database: string;
	readonly table: string;
}

/** One row by column name; Athena gives every value as text. */
export type AthenaRow = Readonly<Record<string, string | null>>;

/** Something new of a query: rows, and the bytes scanned until now. */
export interface AthenaUpdate {
	readonly rows: readonly AthenaRow[];
	readonly scanned: number;
}

/** How long to wait before each look at a query, in ms; the last for all that follow. */
const waits = [50, 100, 200, 400, 800, 1500];

/** Athena, as a history needs it: a table, a limit, a query. All of it throws Refusals, or an AbortError after an abort. */
export function athenaReader(clients: Clients, {region, workgroup, outputLocation}: AthenaOptions) {
	const client = () => clients.of('athena', region);
	return {
		/** The table as the catalogue has it; null where there is none. */
		async describe({catalog, database, table}: AthenaTableName, signal: AbortSignal) {
			try {
				const input = {CatalogName: catalog, DatabaseName: database, TableName: table, WorkGroup: workgroup};
				const {TableMetadata: found} = await (await client()).getTableMetadata(input, {abortSignal: signal});
				return {
					columns: (found?.Columns ?? []).map(nameAndType),
					partitions: (found?.PartitionKeys ?? []).map(nameAndType),
					parameters: found?.Parameters ?? {},
				};
			} catch (error) {
				if (isMissing(error)) return null;
				throw error;
			}
		},

		/** The workgroup's limit for each query, in bytes; null: none. */
		async workgroup(signal: AbortSignal) {
			const found = await (await client()).getWorkGroup({WorkGroup: workgroup}, {abortSignal: signal});
			const cutoff = found.WorkGroup?.Configuration?.BytesScannedCutoffPerQuery ?? null;
			return {name: sanitise(workgroup), cutoff};
		},

		/** Runs one statement: updates while it runs, then its rows. Whoever stops listening stops the query. */
		async *query(
			sql: string,
			{catalog, database}: AthenaTableName,
			signal: AbortSignal,
		): AsyncGenerator<AthenaUpdate> {
			const athena = await client();
			signal.throwIfAborted();
			const id = await start(athena, {
				QueryString: sql,
				QueryExecutionContext: {Catalog: catalog, Database: database},
				WorkGroup: workgroup,
				...(outputLocation === null ? {} : {ResultConfiguration: {OutputLocation: outputLocation}}),
			});
			let [over, scanned] = [false, 0];
			try {
				for await (const execution of watch(athena, id, signal)) {
					scanned = execution.Statistics?.DataScannedInBytes ?? scanned;
					over = isOver(execution);
					yield {rows: [], scanned};
					if (over) demandSuccess(execution, workgroup);
				}
			} finally {
				// Without this, Athena goes on scanning, and billing, for nobody.
				if (!over) await athena.stopQueryExecution({QueryExecutionId: id}).catch(() => {});
			}
			for await (const rows of results(athena, id, signal)) yield {rows, scanned};
		},
	};
}

type StartInput = Parameters<Athena['startQueryExecution']>[0];

/**
 * Starts a query. It cannot be aborted on the way: a query whose id nobody knows could not be stopped. The SDK adds the
 * token by which Athena knows a repeated request, so that a retry never starts a second one.
 */
async function start(athena: Athena, input: StartInput): Promise<string> {
	try {
		const {QueryExecutionId: id} = await athena.startQueryExecution(input);
		if (id === undefined) throw new Refusal('failed', 'athena:StartQueryExecution gave no id');
		return id;
	} catch (error) {
		throw refusalOfStart(error, input.WorkGroup ?? '');
	}
}

/** The query's state again and again, until it is over. */
async function* watch(athena: Athena, id: string, signal: AbortSignal): AsyncGenerator<QueryExecution> {
	for (let look = 0; ; look += 1) {
		await sleep(waits[Math.min(look, waits.length - 1)], undefined, {signal});
		const {QueryExecution: execution = {}} = await athena.getQueryExecution(
			{QueryExecutionId: id},
			{abortSignal: signal},
		);
		yield execution;
		if (isOver(execution)) return;
	}
}

function isOver({Status: status}: QueryExecution): boolean {
	return status?.State === 'SUCCEEDED' || status?.State === 'FAILED' || status?.State === 'CANCELLED';
}

function demandSuccess(execution: QueryExecution, workgroup: string): void {
	if (execution.Status?.State !== 'SUCCEEDED') throw refusalOfQuery(execution, workgroup);
}

async function* results(
	athena: Athena,
	id: string,
	signal: AbortSignal,
): AsyncGenerator<readonly AthenaRow[]> {
	let token: string | undefined;
	do {
		const page = await athena.getQueryResults(
			{QueryExecutionId: id, MaxResults: 1000, ...(token === undefined ? {} : {NextToken: token})},
			{abortSignal: signal},
		);
		yield rowsOf(page.ResultSet ?? {}, token === undefined);
		token = page.NextToken;
	} while (token !== undefined);
}

/** The first row of the first page repeats the columns' names. */
function rowsOf(
	{Rows: rows = [], ResultSetMetadata: metadata}: ResultSet,
	first: boolean,
): readonly AthenaRow[] {
	const names = (metadata?.ColumnInfo ?? []).map(({Name: name}) => name ?? '');
	const valuesOf = rows.map(({Data: data = []}) => data.map(({VarCharValue: value}) => value ?? null));
	const hasHeader = first && names.length > 0 && names.every((name, index) => valuesOf[0]?.[index] === name);
	return valuesOf
		.slice(hasHeader ? 1 : 0)
		.map(values => Object.fromEntries(names.map((name, index) => [name, values[index] ?? null])));
}

function nameAndType({Name: name, Type: type}: Column) {
	return {name: name ?? '', type: type ?? ''};
}

/** Glue's EntityNotFoundException comes wrapped in Athena's MetadataException. */
function isMissing(error: unknown): boolean {
	return error instanceof Refusal && error.code === 'MetadataException' && /not ?found/i.test(error.message);
}
