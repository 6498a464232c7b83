import {describe, expect, it} from 'vitest';
import {takersOf} from '../../../source/domain/takers.ts';
import {Pacers} from '../../../source/history/lookup/pacer.ts';
import {lookupSource} from '../../../source/history/lookup/source.ts';
import {readTakers} from '../../../source/history/lookup/takers.ts';
import {account, assumeRole, fakeKey, identity, record} from '../../domain/records.ts';
import {traced} from '../logs/folder.ts';
import {call, key, now, setUp, since, story} from './story.ts';

const arn = `arn:aws:iam::${account}:role/deploy`;
const region = 'us-east-1';
const never = new AbortController().signal;

/** Somebody takes the role, `n` minutes before noon. */
const taking = (n: number, by: string) =>
	assumeRole(fakeKey('AKIA', 60), fakeKey('ASIA', 200 + n), {
		eventID: `taken-${n}`,
		eventTime: new Date(now - n * 60_000).toISOString(),
		userIdentity: identity({credential: fakeKey('AKIA', 60), arn: `arn:aws:iam::${account}:user/${by}`}),
	});

const byService = (n: number) =>
	record({
		eventID: `service-${n}`,
		eventTime: new Date(now - n * 60_000).toISOString(),
		userIdentity: {type: 'AWSService', invokedBy: 'ec2.amazonaws.com'},
		eventSource: 'sts.amazonaws.com',
		eventName: 'AssumeRole',
		requestParameters: {roleArn: arn, roleSessionName: 'i-0abc'},
	});

const ask = (records: readonly Record<string, unknown>[], pageSize = 50) => {
	const {trail, clock} = setUp([...records], pageSize);
	const pacers = new Pacers(clock);
	const asker = {lookup: trail.lookup, pacers, clock};
	return {trail, clock, pacers, read: (signal = never) => readTakers(asker, {arn, region, since}, signal)};
};

describe('who takes a role', () => {
	it('is told by the history of the role: people, roles, and services with what they take it for', async () => {
		const {read, trail} = ask([
			taking(1, 'alice'),
			taking(2, 'alice'),
			byService(3),
			call(key, 'other', '11:00:00'),
		]);
		const reading = await read();
		expect(reading).toMatchObject({region, from: since, error: null});
		expect(takersOf(reading.events, account).map(({who, calls, last}) => [who, calls, last])).toEqual([
			['user alice', 2, now - 60_000],
			['ec2.amazonaws.com for i-0abc', 1, now - 180_000],
		]);
		expect(takersOf(reading.events, '999999999999')[0]?.who).toBe(`user alice of account ${account}`);
		expect(trail.calls).toMatchObject([
			{region, attribute: {key: 'ResourceName', value: arn}, since, until: now},
		]);
	});

	it('is asked for a few pages, and what was not read back to is said', async () => {
		const {read, trail} = ask(
			Array.from({length: 20}, (_, n) => taking(n + 1, 'ci')),
			2,
		);
		const reading = await read();
		expect(trail.calls).toHaveLength(4);
		expect(reading.events).toHaveLength(8);
		expect(reading.from).toBe(now - 8 * 60_000);
	});

	it('is not known where the answer is no, and that is told apart from nobody', async () => {
		const {read, trail} = ask([taking(1, 'alice')]);
		trail.fault = () => 'denied';
		expect(await read()).toMatchObject({events: [], error: `${region}: denied`});
		expect(trail.calls).toHaveLength(1);
	});

	it('waits out throttling', async () => {
		const {read, trail} = ask([taking(1, 'alice')]);
		trail.fault = (_, nth) => (nth < 4 ? 'throttled' : null);
		expect((await read()).events).toHaveLength(1);
		expect(
			trail.calls.map(({at}) => at).every((at, n, all) => n === 0 || at - (all[n - 1] ?? 0) >= 500),
		).toBe(true);
	});

	it('ends when it is called off', async () => {
		const {read} = ask([taking(1, 'alice')]);
		expect(await read(AbortSignal.abort())).toMatchObject({error: 'called off'});
	});

	it('takes its turn with the trace: together they keep the pace, and neither waits for the other to end', async () => {
		const {trail, clock} = setUp([...story, ...Array.from({length: 20}, (_, n) => taking(n + 1, 'ci'))], 2);
		const pacers = new Pacers(clock);
		const {lookup} = trail;
		const source = lookupSource({lookup, regions: [region], clock, pacers});
		const tracing = traced(source, {keys: [key], since, until: now});
		const reading = readTakers({lookup, pacers, clock}, {arn, region, since}, never);
		await Promise.all([tracing, reading]);
		const times = trail.callsTo(region).map(({at}) => at);
		expect(Math.min(...times.slice(1).map((at, n) => at - (times[n] ?? 0)))).toBeGreaterThanOrEqual(499);
		const isOurs = trail.callsTo(region).map(({attribute}) => attribute?.value === arn);
		expect(isOurs.slice(0, 8).filter(Boolean)).toHaveLength(4);
		expect(isOurs.slice(8)).not.toContain(true);
		expect(isOurs.length).toBeGreaterThan(8);
	});
});
