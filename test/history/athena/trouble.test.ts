import {afterAll, beforeAll, describe, expect, onTestFinished, test} from 'vitest';
import {Refusal} from '../../../source/domain/refusal.ts';
import type {EngineResult} from '../../../source/range/services/athena/state.ts';
import {makeEvent} from '../../make-event.ts';
import {at, incident, key} from './incident.ts';
import {Stage} from './stage.ts';
import {metadataOf} from './table.ts';

const october = {since: at(1, 0), until: at(31, 23)};

let stage: Stage;
beforeAll(async () => {
	stage = await Stage.open();
	await stage.table('flat', 'none', incident().records);
});
afterAll(() => stage.close());

/** What a person reads of a trace that failed: one line, the same under coverage and blind spots. */
async function lineOf(
	table: string,
	options: Parameters<Stage['trace']>[2] = {},
	keys = [key],
): Promise<string> {
	const {coverage, blindSpots} = await stage.trace(table, {keys, ...october}, options);
	const [row] = [...coverage.values()];
	expect(row?.complete).toBe(false);
	expect(blindSpots).toEqual([{what: `cloudtrail.${table}`, why: row?.error}]);
	return row?.error ?? '';
}

describe('a table that cannot be asked', () => {
	test('because there is none', async () => {
		expect(await lineOf('nowhere')).toBe(
			'there is no table cloudtrail.nowhere: create it with the printed DDL, then start again',
		);
	});

	test('because it holds something else', async () => {
		const {tables} = stage.range.world.athena;
		tables.set('cloudtrail.flowlogs', {Name: 'flowlogs', Columns: [{Name: 'srcaddr', Type: 'string'}]});
		expect(await lineOf('flowlogs')).toBe(
			'cloudtrail.flowlogs is no table of CloudTrail records: it has no column eventid',
		);
	});

	test('because it types what must stay as it was written', async () => {
		const metadata = metadataOf('typed', 'none');
		const Columns = metadata.Columns?.map(column =>
			column.Name === 'responseelements' ? {...column, Type: 'struct<credentials:string>'} : column,
		);
		stage.range.world.athena.tables.set('cloudtrail.typed', {...metadata, Columns});
		expect(await lineOf('typed')).toContain('its responseelements is not a string');
	});

	test('because it wants to be told its regions', async () => {
		const parameters = {'projection.region.type': 'injected'};
		stage.range.world.athena.tables.set('cloudtrail.picky', metadataOf('picky', 'projected', parameters));
		expect(await lineOf('picky')).toBe('picky wants its regions named in every query: give --region');
	});

	test('because the key is none', async () => {
		expect(await lineOf('flat', {}, ["x' OR 1=1"])).toBe("x' OR 1=1 is no access key id");
	});
});

describe('a table without what service-made calls are told by', () => {
	test('is asked for the rest, and the gap is named', async () => {
		const metadata = metadataOf('plain', 'none');
		const Columns = metadata.Columns?.map(column =>
			column.Name === 'useridentity' ? {...column, Type: 'struct<arn:string,accesskeyid:string>'} : column,
		);
		await stage.table('plain', 'none', incident().records);
		stage.range.world.athena.tables.set('cloudtrail.plain', {...metadata, Columns});
		const {events, blindSpots} = await stage.trace('plain', {keys: [key], ...october});
		expect(events).toHaveLength(7);
		expect(blindSpots.map(({what}) => what)).toContain('calls that services made for the lineage');
	});
});

describe('a table without some of what tells who came in', () => {
	test('is not asked for it, and the gap is named', async () => {
		const metadata = metadataOf('bare', 'none');
		const Columns = metadata.Columns?.filter(({Name}) => Name !== 'additionaleventdata');
		const made = {source: 'iam.amazonaws.com', name: 'CreateUser', response: {user: {userName: 'eve'}}};
		await stage.table('bare', 'none', [makeEvent({...made, credential: key, time: at(2)}).record]);
		stage.range.world.athena.tables.set('cloudtrail.bare', {...metadata, Columns});
		const before = stage.engine.statements.length;
		const {events, blindSpots} = await stage.trace('bare', {keys: [key], ...october});
		expect(events).toHaveLength(1);
		expect(stage.engine.statements.slice(before).join()).toContain(' eve');
		expect(blindSpots).toContainEqual({
			what: 'some who came in without a key that a record hands out',
			why: 'they are told by additionaleventdata, which the table does not declare',
		});
		expect(stage.engine.statements.slice(before).join()).not.toContain('additionaleventdata');
	});
});

describe('a query that fails', () => {
	test.each([
		['somewhere to put results', 'bare', /nowhere to put results: give --athena-output/],
		['a workgroup', 'missing', /there is no workgroup missing in this region: give --workgroup/],
	])('for want of %s', async (_, workgroup, line) => {
		stage.range.world.athena.workgroups.set('bare', {name: 'bare', outputLocation: null, cutoff: null});
		expect(await lineOf('flat', {athena: stage.athena(workgroup)})).toMatch(line);
	});

	test.each([
		['Access Denied (Service: Amazon S3; Status Code: 403)', /no permission for what the query reads/],
		['Query exhausted resources at this scale factor', /too large for Athena: narrow --since/],
		[
			'HIVE_CURSOR_ERROR: Row is not a valid JSON\n\u001b[31mObject',
			/^the query failed in Athena: HIVE_CURSOR_ERROR/,
		],
	])('saying %j', async (reason, line) => {
		await withEngine(
			() => Promise.reject(new Error(reason)),
			async () => {
				const said = await lineOf('flat');
				expect(said).toMatch(line);
				expect(said).toMatch(/^[\x20-\x7e\ufffd]+$/);
			},
		);
	});

	test('for want of permission', async () => {
		onTestFinished(stage.range.faults.add({kind: 'deny', operation: 'StartQueryExecution'}));
		expect(await lineOf('flat')).toMatch(/^no permission for athena:StartQueryExecution in us-east-1/);
	});
});

describe('a limit that may not be read', () => {
	test('stops nothing', async () => {
		onTestFinished(stage.range.faults.add({kind: 'deny', operation: 'GetWorkGroup'}));
		const {events} = await stage.trace('flat', {keys: [key], ...october});
		expect(events).toHaveLength(8);
	});
});

describe('an abort', () => {
	test('stops the query in Athena, and the coverage says that it was stopped', async () => {
		const controller = new AbortController();
		const stopped = Promise.withResolvers<void>();
		const hanging = (_: string, signal: AbortSignal) => {
			signal.addEventListener('abort', () => stopped.resolve());
			controller.abort();
			return new Promise<never>(() => {});
		};
		await withEngine(hanging, async () => {
			const {coverage} = await stage.trace('flat', {keys: [key], ...october, signal: controller.signal});
			await stopped.promise;
			expect(coverage.get('all regions')).toMatchObject({complete: false, error: 'stopped before the end'});
		});
		expect([...stage.range.world.athena.queries.values()].at(-1)?.state).toBe('CANCELLED');
	});

	test('of the reader alone stops it too', async () => {
		const started = Promise.withResolvers<void>();
		const stopped = Promise.withResolvers<void>();
		const hanging = (_: string, signal: AbortSignal) => {
			signal.addEventListener('abort', () => stopped.resolve());
			started.resolve();
			return new Promise<never>(() => {});
		};
		await withEngine(hanging, async () => {
			const name = {catalog: 'AwsDataCatalog', database: 'cloudtrail', table: 'flat'};
			const {signal} = new AbortController();
			for await (const _ of stage.athena().query('SELECT 1 FROM "cloudtrail"."flat"', name, signal)) {
				await started.promise;
				break;
			}
			await stopped.promise;
		});
	});

	test('is not taken for a refusal', async () => {
		const name = {catalog: 'AwsDataCatalog', database: 'cloudtrail', table: 'flat'};
		const reading = stage.athena().describe(name, AbortSignal.abort());
		await expect(reading).rejects.not.toBeInstanceOf(Refusal);
	});
});

/** Has the queries of `action` run by something else than DuckDB. */
async function withEngine(
	run: (sql: string, signal: AbortSignal) => Promise<EngineResult>,
	action: () => Promise<void>,
): Promise<void> {
	const {athena} = stage.range.world;
	athena.engine = {run};
	try {
		await action();
	} finally {
		athena.engine = stage.engine;
	}
}
