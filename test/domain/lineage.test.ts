import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {Lineage} from '../../source/domain/lineage.ts';
import {account, assumeRole, eventOf, fakeKey, identity, record} from './records.ts';

const key = fakeKey('AKIA', 1);
const now = Date.parse('2026-11-20T10:30:00Z');

function lineageOf(records: readonly Record<string, unknown>[]): Lineage {
	const lineage = new Lineage([key]);
	for (const item of records) lineage.add(eventOf(item));
	return lineage;
}

describe('the lineage of a key', () => {
	it('follows every way to get a credential, to any depth', () => {
		const [first, second, third, fourth] = [1, 2, 3, 4].map(number => fakeKey('ASIA', number));
		const created = fakeKey('AKIA', 2);
		const lineage = lineageOf([
			assumeRole(key, first ?? ''),
			assumeRole(first ?? '', second ?? '', {eventName: 'AssumeRoot'}),
			assumeRole(key, third ?? '', {
				eventName: 'GetFederationToken',
				responseElements: {
					credentials: {accessKeyId: third},
					federatedUser: {arn: `arn:aws:sts::${account}:federated-user/x`},
				},
			}),
			assumeRole(key, fourth ?? '', {eventName: 'GetSessionToken'}),
			record({
				userIdentity: identity({credential: second ?? ''}),
				eventSource: 'iam.amazonaws.com',
				eventName: 'CreateAccessKey',
				responseElements: {accessKey: {accessKeyId: created, userName: 'backdoor'}},
			}),
		]);
		const tree = lineage.credentials(now).map(({id, kind, parent, depth}) => [id, kind, parent, depth]);
		expect(tree).toEqual([
			[key, 'user-key', null, 0],
			[first, 'session', key, 1],
			[third, 'federation', key, 1],
			[fourth, 'session', key, 1],
			[second, 'session', first, 2],
			[created, 'user-key', second, 3],
		]);
		expect(lineage.credentials(now).at(-1)?.principal).toBe(`arn:aws:iam::${account}:user/backdoor`);
	});

	it('lets denied calls mint nothing', () => {
		const denied = assumeRole(key, fakeKey('ASIA', 1), {errorCode: 'AccessDenied'});
		expect(lineageOf([denied]).ids()).toEqual([key]);
		expect(lineageOf([denied]).credentials(now)[0]).toMatchObject({calls: 1, denied: 1});
	});

	it('does not mix in a near twin of the key', () => {
		const twin = `${key.slice(0, -1)}9`;
		const lineage = lineageOf([assumeRole(twin, fakeKey('ASIA', 1))]);
		expect(lineage.ids()).toEqual([key]);
	});

	it('does not own what a key id did before it was issued to the lineage', () => {
		const id = fakeKey('ASIA', 1);
		const lineage = lineageOf([assumeRole(key, id, {eventTime: '2026-11-20T10:00:10Z'})]);
		const at = (eventTime: string) => eventOf(record({userIdentity: identity({credential: id}), eventTime}));
		const times = ['2026-11-20T09:59:00Z', '2026-11-20T10:00:09Z', '2026-11-20T10:00:11Z', 'unknown'];
		expect(times.map(time => lineage.owns(at(time)))).toEqual([false, true, true, true]);
	});

	it('owns an id that was handed out twice from the first time on, on whatever way that came to light', () => {
		const [twice, between] = [fakeKey('ASIA', 1), fakeKey('ASIA', 2)];
		const lineage = lineageOf([
			assumeRole(key, twice, {eventTime: '2026-11-20T10:20:00Z'}),
			assumeRole(key, between, {eventTime: '2026-11-20T10:00:00Z'}),
			assumeRole(between, twice, {eventTime: '2026-11-20T10:10:00Z'}),
		]);
		const at = (eventTime: string) =>
			eventOf(record({userIdentity: identity({credential: twice}), eventTime}));
		const times = ['2026-11-20T10:05:00Z', '2026-11-20T10:15:00Z', '2026-11-20T10:25:00Z'];
		expect(times.map(time => lineage.owns(at(time)))).toEqual([false, true, true]);
		expect(lineage.ids()).toEqual([key, between, twice]);
	});

	it('counts no call of a service under anybody', () => {
		const lineage = new Lineage([key]);
		lineage.add({...eventOf(record({userIdentity: identity({credential: key})})), onBehalfOf: key});
		expect(lineage.credentials(now)[0]?.calls).toBe(0);
	});

	it('says which sessions have expired by now', () => {
		const lineage = lineageOf([assumeRole(key, fakeKey('ASIA', 1))]);
		expect(lineage.credentials(now)[1]?.status).toBe('unknown');
		expect(lineage.credentials(now + 3_600_000)[1]?.status).toBe('expired');
	});
});

const ids = Array.from({length: 8}, (_, number) => (number === 0 ? key : fakeKey('ASIA', number)));

const calls = fc.array(
	fc.record({
		from: fc.constantFrom(...ids),
		to: fc.constantFrom(...ids),
		hop: fc.boolean(),
		second: fc.integer({min: 0, max: 3}),
		arn: fc.constantFrom('arn:aws:iam::123456789012:user/ci', 'arn:aws:iam::123456789012:user/other'),
	}),
	{maxLength: 40},
);

const history = calls.map(list =>
	list.map(({from, to, hop, second, arn}) => {
		const changes = {
			userIdentity: identity({credential: from, arn}),
			eventTime: `2026-11-20T10:00:0${second}Z`,
		};
		return hop ? assumeRole(from, to, changes) : record(changes);
	}),
);

describe('whatever order the regions answer in', () => {
	it('is the same tree, with the same counts, rings of roles included', () => {
		const shuffled = history.chain(list =>
			fc.tuple(
				fc.constant(list),
				fc.shuffledSubarray(list, {minLength: list.length, maxLength: list.length}),
			),
		);
		fc.assert(
			fc.property(shuffled, ([list, other]) => {
				expect(lineageOf(other).credentials(now)).toEqual(lineageOf(list).credentials(now));
			}),
		);
	});

	it('is the same tree when hops come twice', () => {
		fc.assert(
			fc.property(history, list => {
				expect(lineageOf([...list, ...list]).ids()).toEqual(lineageOf(list).ids());
			}),
		);
	});

	it('has every parent before its children, each credential once', () => {
		fc.assert(
			fc.property(history, list => {
				const seen = new Set<string>();
				for (const {id, parent, depth} of lineageOf(list).credentials(now)) {
					expect(seen.has(id)).toBe(false);
					expect(parent === null ? depth === 0 : seen.has(parent)).toBe(true);
					seen.add(id);
				}
			}),
		);
	});
});
