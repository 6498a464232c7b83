import type {
	GetQueryExecutionInput,
	GetQueryExecutionOutput,
	GetQueryResultsInput,
	GetQueryResultsOutput,
	StartQueryExecutionInput,
	StartQueryExecutionOutput,
	StopQueryExecutionInput,
	StopQueryExecutionOutput,
} from '@aws-sdk/client-athena';
import {lowerFirst} from '../../parameters.ts';
import {AwsError, type Call, type Operation} from '../../service.ts';
import type {World} from '../../world.ts';
import {cancel, run} from './run.ts';
import type {Query, Workgroup} from './state.ts';

const invalid = (message: string) => new AwsError('InvalidRequestException', message);

/** The longest statement, in bytes. */
const longest = 262_144;

/** Throws AwsError where there is none of that name. */
export function workgroupOf(world: World, name = 'primary'): Workgroup {
	const found = world.athena.workgroups.get(name);
	if (found === undefined) throw invalid(`WorkGroup ${name} is not found.`);
	return found;
}

const StartQueryExecution: Operation<StartQueryExecutionInput, StartQueryExecutionOutput> = {
	readOnly: false,
	handle(input, {world}) {
		const {queries} = world.athena;
		const sql = input.QueryString ?? '';
		if (Buffer.byteLength(sql) > longest)
			throw invalid('Query string length is above the limit of 262144 bytes.');
		const token = input.ClientRequestToken ?? null;
		const same = token === null ? undefined : queries.values().find(query => query.token === token);
		if (same !== undefined) return {QueryExecutionId: same.id};
		const workgroup = workgroupOf(world, input.WorkGroup);
		const outputLocation = workgroup.outputLocation ?? input.ResultConfiguration?.OutputLocation;
		if (outputLocation === undefined) {
			throw invalid(
				'No output location provided. An output location is required either through the Workgroup result configuration setting or as an API input.',
			);
		}
		const id = world.eventIds.uuid();
		const query: Query = {
			id,
			sql,
			workgroup: workgroup.name,
			outputLocation: `${outputLocation.replace(/\/?$/, '/')}${id}.csv`,
			catalog: input.QueryExecutionContext?.Catalog ?? 'AwsDataCatalog',
			database: input.QueryExecutionContext?.Database ?? 'default',
			submitted: world.clock.now(),
			abort: new AbortController(),
			token,
			state: 'QUEUED',
			reason: null,
			completed: null,
			result: null,
			scanned: 0,
		};
		queries.set(id, query);
		void run(query, world);
		return {QueryExecutionId: id};
	},
	// CloudTrail does not keep what was asked.
	record: input => ({requestParameters: lowerKeys({...input, QueryString: '***OMITTED***'})}),
};

const GetQueryExecution: Operation<GetQueryExecutionInput, GetQueryExecutionOutput> = {
	handle(input, call) {
		const query = queryOf(input.QueryExecutionId, call);
		const {state, reason, completed} = query;
		return {
			QueryExecution: {
				QueryExecutionId: query.id,
				Query: query.sql,
				StatementType: 'DML',
				WorkGroup: query.workgroup,
				ResultConfiguration: {OutputLocation: query.outputLocation},
				QueryExecutionContext: {Catalog: query.catalog, Database: query.database},
				Status: {
					State: state,
					SubmissionDateTime: new Date(query.submitted),
					...(reason === null ? {} : {StateChangeReason: reason}),
					...(completed === null ? {} : {CompletionDateTime: new Date(completed)}),
				},
				Statistics: {DataScannedInBytes: query.scanned},
			},
		};
	},
};

const GetQueryResults: Operation<GetQueryResultsInput, GetQueryResultsOutput> = {
	handle({QueryExecutionId: id, NextToken: token = '0', MaxResults: most = 1000}, call) {
		if (most < 1 || most > 1000) throw invalid('MaxResults is more than maximum allowed length 1000.');
		const {state, result} = queryOf(id, call);
		if (result === null) {
			const over = state === 'FAILED' || state === 'CANCELLED';
			throw invalid(
				over
					? `Query did not finish successfully. Final query state: ${state}`
					: `Query has not yet finished. Current state: ${state}`,
			);
		}
		const all = [result.columns, ...result.rows];
		const from = Number(token);
		if (!Number.isInteger(from) || from < 0 || from >= all.length) throw invalid('Invalid token');
		const end = from + most;
		return {
			ResultSet: {
				ResultSetMetadata: {ColumnInfo: result.columns.map(name => ({Name: name, Type: 'varchar'}))},
				Rows: all.slice(from, end).map(values => ({
					Data: values.map(value => (value === null ? {} : {VarCharValue: value})),
				})),
			},
			...(end < all.length ? {NextToken: String(end)} : {}),
		};
	},
};

const StopQueryExecution: Operation<StopQueryExecutionInput, StopQueryExecutionOutput> = {
	handle(input, call) {
		cancel(queryOf(input.QueryExecutionId, call), call.clock.now());
		return {};
	},
};

function queryOf(id: string | undefined, {world}: Call): Query {
	const query = world.athena.queries.get(id ?? '');
	if (query === undefined) throw invalid(`QueryExecution ${id} was not found`);
	return query;
}

function lowerKeys(value: unknown): unknown {
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([name, part]) => [lowerFirst(name), lowerKeys(part)]));
}

export const operations = {StartQueryExecution, GetQueryExecution, GetQueryResults, StopQueryExecution};
