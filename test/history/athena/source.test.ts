import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {Event} from '../../../source/domain/event.ts';
import {Lineage} from '../../../source/domain/lineage.ts';
import {makeEvent, testKey} from '../../make-event.ts';
import {at, ci, first, incident, key, mint, newKey, second, serviceCall, token} from './incident.ts';
import {Stage} from './stage.ts';
import type {Partitioning} from './table.ts';

const october = {since: at(1, 0), until: at(31, 23)};
const idsOf = (events: readonly Event[]) => events.map(({id}) => id).toSorted();

let stage: Stage;
let whole: Awaited<ReturnType<Stage['trace']>>;
const {records, ids} = incident();
beforeAll(async () => {
	stage = await Stage.open();
	await stage.table('projected', 'projected', records);
	await stage.table('classic', 'classic', records);
	await stage.table('flat', 'none', records);
	whole = await stage.trace('projected', {keys: [key], ...october});
});
afterAll(() => stage.close());

/** The statements that `action` sends, each as its WHERE clause. */
async function asked(action: () => Promise<unknown>): Promise<readonly string[]> {
	const before = stage.engine.statements.length;
	await action();
	return stage.engine.statements.slice(before).map(sql => sql.slice(sql.indexOf('WHERE')));
}

describe('the lineage in a table', () => {
	test.each<Partitioning | 'flat'>([
		'projected',
		'classic',
		'flat',
	])('is found whole, each event once, whatever the partitions: %s', async table => {
		const {events, coverage} = await stage.trace(table, {keys: [key], ...october});
		expect(idsOf(events)).toEqual([...ids].sort());
		expect([...coverage.values()].every(({complete}) => complete)).toBe(true);
	});

	test('is followed generation by generation, with one query for all of each, and one for the services', async () => {
		const where = await asked(() => stage.trace('flat', {keys: [key], ...october}));
		expect(where.map(text => text.match(/accesskeyid IN \(([^)]*)\)/)?.[1] ?? 'services')).toEqual([
			`'${key}'`,
			`'${first}'`,
			`'${second}'`,
			`'${token}'`,
			`'${newKey}'`,
			'services',
		]);
	});

	test('asks for two children of one generation together', async () => {
		const [one, two] = [testKey('ASIA', 'ONE'), testKey('ASIA', 'TWO')];
		const twins = [
			mint(key, one, at(2)),
			mint(key, two, at(2, 12)),
			makeEvent({credential: two, time: at(2, 13)}).record,
		];
		await stage.table('twins', 'none', twins);
		const where = await asked(() => stage.trace('twins', {keys: [key], ...october}));
		expect(where[1]).toContain(`useridentity.accesskeyid IN ('${one}', '${two}')`);
		expect(where).toHaveLength(3);
	});

	test('reads for a session only the days of its life', async () => {
		const where = await asked(() => stage.trace('projected', {keys: [key], ...october}));
		const days = where.map(text =>
			text.match(/"timestamp" >= '([^']*)' AND "timestamp" < '([^']*)'/)?.slice(1),
		);
		expect(days).toEqual([
			['2026/10/30', '2026/11/01'],
			['2026/10/01', '2026/11/02'],
			['2026/10/03', '2026/10/06'],
			['2026/10/03', '2026/10/06'],
			['2026/10/03', '2026/10/08'],
			['2026/10/04', '2026/11/02'],
			['2026/10/03', '2026/10/24'],
		]);
	});

	test('reads only the regions asked for', async () => {
		const {events, coverage} = await stage.trace(
			'projected',
			{keys: [key], ...october},
			{regions: ['us-east-1']},
		);
		expect(new Set(events.map(({region}) => region))).toEqual(new Set(['us-east-1']));
		expect([...coverage.keys()]).toEqual(['us-east-1']);
	});

	test('leaves out what a temporary id did before it was handed out: it was somebody else’s then', async () => {
		const recycled = testKey('ASIA', 'AGAIN');
		await stage.table('recycled', 'projected', [
			makeEvent({id: 'stranger', credential: recycled, time: at(2)}).record,
			mint(key, recycled, at(3), {id: 'hop'}),
			makeEvent({id: 'own', credential: recycled, time: at(3, 10, 30)}).record,
		]);
		const {events} = await stage.trace('recycled', {keys: [key], ...october});
		expect(idsOf(events)).toEqual(['hop', 'own']);
	});

	test('comes to an end where roles take each other in a ring', async () => {
		await stage.table('ring', 'projected', [
			mint(key, first, at(2), {id: 'a'}),
			mint(first, second, at(2, 11), {id: 'b'}),
			mint(second, first, at(2, 12), {id: 'c'}),
		]);
		const {events} = await stage.trace('ring', {keys: [key], ...october});
		expect(idsOf(events)).toEqual(['a', 'b', 'c']);
	});

	test('survives whatever the attacker calls a session', async () => {
		const arn = `arn:aws:sts::111122223333:assumed-role/r/'; DROP TABLE x; -- "\u202e\\`;
		await stage.table('hostile', 'projected', [
			makeEvent({id: 'direct', credential: key, arn, time: at(2)}).record,
			serviceCall('for-it', arn, at(2), at(2, 11)),
		]);
		const {events, coverage} = await stage.trace('hostile', {keys: [key], ...october});
		expect(events.map(({id, onBehalfOf}) => [id, onBehalfOf])).toEqual([
			['direct', null],
			['for-it', key],
		]);
		expect(coverage.get('us-east-1')).toMatchObject({complete: true, error: null});
	});
});

describe('a session under investigation', () => {
	const taker = testKey('AKIA', 'TAKER');

	test('is its holder’s from when it was handed out, and by whom is heard, back to a long-term key', async () => {
		await stage.table('taken', 'projected', [
			mint(taker, first, at(9, 8), {id: 'first-hop'}),
			makeEvent({id: 'stranger', credential: second, time: at(9, 9)}).record,
			mint(first, second, at(9, 22), {id: 'hop'}),
			makeEvent({id: 'own', credential: second, time: at(10)}).record,
		]);
		// Taken on the day before the time that is asked about.
		const request = {keys: [second], since: at(10, 0), until: at(12)};
		const {events, heard, ...trace} = await stage.trace('taken', request);
		expect(idsOf(events)).toEqual(['own']);
		expect(idsOf(heard)).toEqual(['first-hop', 'hop']);
		expect(trace.progress).toContainEqual(
			expect.stringContaining('generation 1: who handed out 1 credential'),
		);
		const lineage = new Lineage([second]);
		for (const event of [...events, ...heard]) lineage.observe(event);
		expect(lineage.ancestors.map(({credential}) => credential)).toEqual([first, taker]);
	});
});

describe('whoever comes in by what the lineage opened', () => {
	const eve = 'arn:aws:iam::111122223333:user/eve';
	const console = testKey('ASIA', 'CONSOLE');
	const createUser = makeEvent({
		...{id: 'user', credential: key, arn: ci, time: at(2)},
		...{source: 'iam.amazonaws.com', name: 'CreateUser'},
		response: {user: {userName: 'eve', arn: eve}},
	}).record;
	const login = makeEvent({
		...{id: 'login', credential: null, arn: eve, time: at(20)},
		...{source: 'signin.amazonaws.com', name: 'ConsoleLogin'},
		response: {ConsoleLogin: 'Success'},
	}).record;
	const call = makeEvent({id: 'call', credential: console, arn: eve, time: at(20, 10, 5)}).record;
	const story = [createUser, login, call];

	test('is asked for with the next generation, from when it was opened on, and told with whose doing it is', async () => {
		await stage.table('entered', 'projected', story);
		let trace: Awaited<ReturnType<Stage['trace']>> | undefined;
		const where = await asked(async () => {
			trace = await stage.trace('entered', {keys: [key], ...october});
		});
		expect(trace?.events.map(({id, onBehalfOf}) => [id, onBehalfOf])).toEqual([
			['user', null],
			['login', key],
			['call', null],
		]);
		// A day of it for the cost; the key; who came in by the user; the console and its key; services.
		expect(where).toHaveLength(5);
		expect(where[2]).toContain(`"timestamp" >= '2026/10/02'`);
		expect(where[2]).toContain(`IN ('111122223333 eve')`);
		expect(where[3]).toContain(`useridentity.accesskeyid IN ('${console}')`);
	});

	test('is nobody’s if its key was handed out to a stranger, long before too', async () => {
		const issue = mint(testKey('AKIA', 'ADMIN'), console, at(19, 23), {id: 'issue', name: 'GetSessionToken'});
		await stage.table('explained', 'projected', [...story, issue]);
		const {events, heard} = await stage.trace('explained', {keys: [key], ...october});
		expect(idsOf(events)).toEqual(['login', 'user']);
		expect(idsOf(heard)).toEqual(['issue']);
	});

	test('is told as far as it is certain where the trace is broken off', async () => {
		await stage.table('broken', 'none', story);
		const answers = [true, true, false];
		const confirm = async () => answers.shift() ?? false;
		const {events} = await stage.trace('broken', {keys: [key], ...october}, {free: 0, confirm});
		// Whether the console's key is a stranger's was not asked any more.
		expect(events.map(({id, onBehalfOf}) => [id, onBehalfOf])).toEqual([
			['user', null],
			['login', key],
		]);
	});
});

describe('a call that a service made', () => {
	test('is shown under the credential that caused it', async () => {
		const {events} = whole;
		expect(
			events.filter(({onBehalfOf}) => onBehalfOf !== null).map(({id, onBehalfOf}) => [id, onBehalfOf]),
		).toEqual([['made-by-kms', key]]);
	});

	test('is nobody’s if it was signed by a key that was handed out, if only to a stranger', async () => {
		const issued = testKey('ASIA', 'ISSUED');
		await stage.table('issued', 'projected', [
			makeEvent({id: 'own', credential: key, arn: ci, time: at(2)}).record,
			mint(testKey('AKIA', 'TWIN'), issued, at(2, 10, 0, 1), {name: 'GetSessionToken', arn: ci}),
			serviceCall('of-another', ci, at(2, 10, 0, 1), at(2, 11), issued),
		]);
		const {events} = await stage.trace('issued', {keys: [key], ...october});
		expect(idsOf(events)).toEqual(['own']);
	});
});

describe('what is claimed', () => {
	test('goes no further back than the table does, and not up to the last minutes', async () => {
		const settings = {'projection.timestamp.range': '2026/10/02,NOW'};
		await stage.table('young', 'projected', records, settings);
		const now = () => at(31, 12);
		const {coverage} = await stage.trace('young', {keys: [key], since: at(1, 0), until: null}, {now});
		expect(coverage.get('us-east-1')).toMatchObject({
			source: 'athena',
			from: at(2, 0),
			to: at(31, 11, 45),
			complete: true,
		});
	});

	test('counts the events of each region', async () => {
		const {coverage} = whole;
		const counts = Array.from(coverage.values(), ({region, events}) => [region, events]);
		expect(counts).toEqual([
			['us-east-1', 4],
			['eu-west-1', 2],
			['ap-south-1', 2],
		]);
	});

	test('names a region that the table does not have', async () => {
		const regions = ['us-east-1', 'sa-east-1'];
		const {coverage} = await stage.trace('projected', {keys: [key], ...october}, {regions});
		expect(coverage.get('sa-east-1')).toMatchObject({
			complete: false,
			from: null,
			error: expect.stringContaining('not among'),
		});
		expect(coverage.get('us-east-1')).toMatchObject({complete: true});
	});

	test('names what was opened under a name that cannot be asked for', async () => {
		await stage.table('opened', 'projected', [
			makeEvent({
				credential: key,
				arn: ci,
				time: at(2),
				source: 'iam.amazonaws.com',
				name: 'CreateUser',
				response: {user: {userName: 'eve\u202e'}},
			}).record,
		]);
		const {blindSpots, coverage} = await stage.trace('opened', {keys: [key], ...october});
		expect(blindSpots.map(({what}) => what)).toContain('who came in by user eve\ufffd');
		expect(coverage.get('us-east-1')).toMatchObject({complete: true});
	});

	test('says that the records are put together again', async () => {
		const {blindSpots} = whole;
		expect(blindSpots.map(({what}) => what)).toEqual([
			'fields that the table does not declare',
			'files delivered more than a day late',
		]);
	});
});
