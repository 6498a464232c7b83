import {Athena} from '@aws-sdk/client-athena';
import {beforeEach, describe, expect, test} from 'vitest';
import type {EngineResult, SqlEngine} from '../../../../source/range/services/athena/state.ts';
import {client, rangeForTests, recorded, user} from '../clients.ts';

const stage = rangeForTests();
const outputLocation = 's3://results-of-nobody/';
const sql = 'SELECT n FROM "logs"."numbers"';

/** Answers with the numbers up to `count`, of which each cost ten bytes. */
function counting(count: number): SqlEngine {
	const rows = Array.from({length: count}, (_, index) => [index === 1 ? null : String(index)]);
	return {run: async (): Promise<EngineResult> => ({columns: ['n'], rows, scanned: count * 10})};
}

beforeEach(() => {
	const {athena} = stage.range.world;
	athena.engine = counting(3);
	athena.workgroups.set('primary', {name: 'primary', outputLocation, cutoff: null});
	athena.tables.set('logs.numbers', {Name: 'numbers', Columns: [{Name: 'n', Type: 'int'}]});
});

const athena = () => client(Athena, stage.range);

async function start(QueryString = sql): Promise<string> {
	const {QueryExecutionId: id = ''} = await athena().startQueryExecution({QueryString});
	return id;
}

/** The query once it is over. */
async function ended(id: string) {
	for (;;) {
		const {QueryExecution: execution} = await athena().getQueryExecution({QueryExecutionId: id});
		if (!['QUEUED', 'RUNNING'].includes(execution?.Status?.State ?? '')) return execution;
	}
}

describe('a query', () => {
	test('succeeds, says what it scanned, and gives its rows under the names of its columns', async () => {
		const id = await start();
		expect(await ended(id)).toMatchObject({
			Query: sql,
			WorkGroup: 'primary',
			ResultConfiguration: {OutputLocation: `${outputLocation}${id}.csv`},
			Status: {State: 'SUCCEEDED', CompletionDateTime: expect.any(Date)},
			Statistics: {DataScannedInBytes: 30},
		});
		const {ResultSet: result} = await athena().getQueryResults({QueryExecutionId: id});
		expect(result?.ResultSetMetadata?.ColumnInfo).toMatchObject([{Name: 'n'}]);
		expect(result?.Rows).toEqual([
			{Data: [{VarCharValue: 'n'}]},
			{Data: [{VarCharValue: '0'}]},
			{Data: [{}]},
			{Data: [{VarCharValue: '2'}]},
		]);
	});

	test('gives its rows page by page, the header on the first', async () => {
		stage.range.world.athena.engine = counting(2500);
		const id = await start();
		await ended(id);
		const sizes = [];
		let NextToken: string | undefined;
		do {
			const page = await athena().getQueryResults({QueryExecutionId: id, ...(NextToken ? {NextToken} : {})});
			sizes.push(page.ResultSet?.Rows?.length);
			NextToken = page.NextToken;
		} while (NextToken);
		expect(sizes).toEqual([1000, 1000, 501]);
		const many = athena().getQueryResults({QueryExecutionId: id, MaxResults: 1001});
		await expect(many).rejects.toMatchObject({name: 'InvalidRequestException'});
	});

	test('asked for twice under one token is one query', async () => {
		const ClientRequestToken = 'a'.repeat(32);
		const [one, other] = [
			await athena().startQueryExecution({QueryString: sql, ClientRequestToken}),
			await athena().startQueryExecution({QueryString: sql, ClientRequestToken}),
		];
		expect(one.QueryExecutionId).toBe(other.QueryExecutionId);
	});

	test('fails with what the engine says, and then has no rows', async () => {
		stage.range.world.athena.engine = {run: () => Promise.reject(new Error('SYNTAX_ERROR: line 1:8'))};
		const id = await start();
		expect((await ended(id))?.Status).toMatchObject({
			State: 'FAILED',
			StateChangeReason: 'SYNTAX_ERROR: line 1:8',
		});
		await expect(athena().getQueryResults({QueryExecutionId: id})).rejects.toThrow(
			'Final query state: FAILED',
		);
	});

	test('fails on a table that is not there, and where nobody brought an engine', async () => {
		expect((await ended(await start('SELECT 1 FROM logs.nothing')))?.Status?.StateChangeReason).toBe(
			"TABLE_NOT_FOUND: line 1:1: Table 'awsdatacatalog.logs.nothing' does not exist",
		);
		stage.range.world.athena.engine = null;
		expect((await ended(await start()))?.Status?.State).toBe('FAILED');
	});

	test('is cancelled at the limit of its workgroup, which is what it costs then', async () => {
		stage.range.world.athena.workgroups.set('primary', {name: 'primary', outputLocation, cutoff: 20});
		expect(await ended(await start())).toMatchObject({
			Status: {State: 'CANCELLED', StateChangeReason: 'Bytes scanned limit was exceeded'},
			Statistics: {DataScannedInBytes: 20},
		});
	});

	test('can be stopped, and stays so', async () => {
		let release = (_: EngineResult) => {};
		stage.range.world.athena.engine = {run: () => new Promise(resolve => (release = resolve))};
		const id = await start();
		await athena().stopQueryExecution({QueryExecutionId: id});
		release({columns: [], rows: [], scanned: 1});
		expect((await ended(id))?.Status?.State).toBe('CANCELLED');
	});

	test.each([
		['without a place for its results', {}, /No output location provided/],
		['in a workgroup that is not there', {WorkGroup: 'none'}, /WorkGroup none is not found/],
		['longer than 256 KB', {QueryString: `SELECT '${'x'.repeat(262_144)}'`}, /above the limit/],
	])('is refused %s', async (_, parts, message) => {
		stage.range.world.athena.workgroups.set('primary', {name: 'primary', outputLocation: null, cutoff: null});
		const starting = athena().startQueryExecution({QueryString: sql, ...parts});
		await expect(starting).rejects.toMatchObject({
			name: 'InvalidRequestException',
			message: expect.stringMatching(message),
		});
	});

	test('needs permission, and leaves a record that does not say what was asked', async () => {
		const key = user(stage.range, 'nobody');
		const asNobody = client(Athena, stage.range, 'us-east-1', key);
		await expect(asNobody.startQueryExecution({QueryString: sql})).rejects.toMatchObject({
			name: 'AccessDeniedException',
		});
		const records = await recorded(stage.range, () =>
			athena().startQueryExecution({QueryString: sql, QueryExecutionContext: {Database: 'logs'}}),
		);
		expect(records[0]).toMatchObject({
			eventSource: 'athena.amazonaws.com',
			eventName: 'StartQueryExecution',
			readOnly: false,
			requestParameters: {queryString: '***OMITTED***', queryExecutionContext: {database: 'logs'}},
			responseElements: {queryExecutionId: expect.any(String)},
		});
	});
});

describe('the catalogue', () => {
	test('has the table, by any spelling of its name', async () => {
		const {TableMetadata: table} = await athena().getTableMetadata({
			CatalogName: 'AwsDataCatalog',
			DatabaseName: 'Logs',
			TableName: 'NUMBERS',
		});
		expect(table).toEqual({Name: 'numbers', Columns: [{Name: 'n', Type: 'int'}]});
	});

	test('says in Glue’s words that there is none', async () => {
		const reading = athena().getTableMetadata({CatalogName: 'a', DatabaseName: 'b', TableName: 'c'});
		await expect(reading).rejects.toMatchObject({
			name: 'MetadataException',
			message: expect.stringContaining('Entity Not Found'),
		});
	});
});

describe('a workgroup', () => {
	test('says where results go, and what a query may scan', async () => {
		const {workgroups} = stage.range.world.athena;
		workgroups.set('thrifty', {name: 'thrifty', outputLocation, cutoff: 10_000_000});
		const {WorkGroup: found} = await athena().getWorkGroup({WorkGroup: 'thrifty'});
		expect(found?.Configuration).toMatchObject({
			ResultConfiguration: {OutputLocation: outputLocation},
			BytesScannedCutoffPerQuery: 10_000_000,
		});
	});
});
