import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {athenaReader} from '../../source/aws/athena.ts';
import {type Clients, createClients} from '../../source/aws/clients.ts';
import type {Event} from '../../source/domain/event.ts';
import {athenaSource} from '../../source/history/athena/index.ts';
import {makeEvent, testKey} from '../make-event.ts';
import {fake, isInstalled, type Moto, startMoto} from './moto-server.ts';

const name = {catalog: 'AwsDataCatalog', database: 'logs', table: 'cloudtrail'};
const key = testKey('AKIA', 'ROOT');
const {signal} = new AbortController();

/** Athena as somebody else understood it. Moto runs no SQL: it answers with the results that it was given before, in turn. */
describe.skipIf(!isInstalled('moto_server'))('Athena of moto_server', () => {
	let moto: Moto;
	let clients: Clients;
	beforeAll(async () => {
		moto = await startMoto();
		clients = createClients({endpointUrl: moto.url, profile: null, credentials: fake, version: 'test'});
	});
	afterAll(() => {
		clients.close();
		moto.close();
	});

	const reader = (workgroup = 'primary') =>
		athenaReader(clients, {region: 'us-east-1', workgroup, outputLocation: 's3://results-of-nobody/'});

	/** What the next queries give. */
	async function queue(...results: readonly (readonly Readonly<Record<string, string>>[])[]): Promise<void> {
		const answers = results.map(rows => {
			const names = Object.keys(rows[0] ?? {});
			const lines = [names, ...rows.map(row => names.map(column => row[column]))];
			return {
				column_info: names.map(column => ({Name: column, Type: 'varchar'})),
				rows: lines.map(line => ({Data: line.map(value => ({VarCharValue: value}))})),
			};
		});
		const body = JSON.stringify({results: answers});
		const url = `${moto.url}/moto-api/static/athena/query-results`;
		expect((await fetch(url, {method: 'POST', body})).status).toBe(201);
	}

	test('a query is started, watched and read, without the header among its rows', async () => {
		await queue([
			{a: '1', b: ''},
			{a: '2', b: 'x'},
		]);
		const rows = [];
		for await (const update of reader().query('SELECT a, b FROM t', name, signal)) rows.push(...update.rows);
		expect(rows).toEqual([
			{a: '1', b: ''},
			{a: '2', b: 'x'},
		]);
	});

	test('a query of which nothing comes gives no rows', async () => {
		const rows = [];
		for await (const update of reader().query('SELECT a FROM t', name, signal)) rows.push(...update.rows);
		expect(rows).toEqual([]);
	});

	test('the workgroup that every account has is found, and has no limit', async () => {
		expect(await reader().workgroup(signal)).toEqual({name: 'primary', cutoff: null});
	});

	test('a trace goes from answer to answer, one for each generation and one for the services', async () => {
		const child = testKey('ASIA', 'CHILD');
		const credentials = {accessKeyId: child, expiration: 'Nov 1, 2026, 11:00:00 AM'};
		const hop = makeEvent({id: 'hop', name: 'AssumeRole', credential: key, response: {credentials}});
		await queue(
			[rowOf(hop)],
			[rowOf(makeEvent({id: 'call', name: 'ListUsers', credential: child}))],
			[{eventid: 'stranger', eventname: 'ListUsers'}],
		);
		const columns = 'eventid eventtime eventname eventsource awsregion responseelements'
			.split(' ')
			.map(column => ({name: column, type: 'string'}));
		const identity =
			'struct<arn:string,accesskeyid:string,invokedby:string,sessioncontext:struct<attributes:struct<creationdate:string>>>';
		const source = athenaSource({
			athena: {
				...reader(),
				describe: async () => ({
					columns: [...columns, {name: 'useridentity', type: identity}],
					partitions: [],
					parameters: {},
				}),
			},
			table: name,
			regions: null,
			confirm: async () => true,
			now: () => Date.UTC(2026, 10, 24),
		});
		const found: Event[] = [];
		for await (const {events} of source.trace({keys: [key], since: 0, until: null, signal}))
			found.push(...events);
		expect(found.map(({id, credential}) => [id, credential])).toEqual([
			['hop', key],
			['call', child],
		]);
	});

	test('that moto keeps no tables is one clear line', async () => {
		const error = await reader()
			.describe(name, signal)
			.catch((refusal: unknown) => refusal);
		expect(error).toMatchObject({
			name: 'Refusal',
			kind: 'unsupported',
			message: 'athena:GetTableMetadata in us-east-1 is not supported by this endpoint',
		});
	});
});

/** The event as a row of the table. */
function rowOf({id, name: eventname, region, source, record}: Event): Readonly<Record<string, string>> {
	const {arn, accessKeyId} = record['userIdentity'] as Readonly<Record<string, string>>;
	return {
		eventid: id,
		eventtime: String(record['eventTime']),
		eventname,
		eventsource: source,
		awsregion: region,
		responseelements: JSON.stringify(record['responseElements']),
		useridentity: JSON.stringify({arn, accesskeyid: accessKeyId}),
	};
}
