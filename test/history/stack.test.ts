import {describe, expect, it} from 'vitest';
import {lookupSource} from '../../source/history/lookup/source.ts';
import {account, fakeKey, identity, record} from '../domain/records.ts';
import {Bench, timeOf, tracedBy} from './athena/bench.ts';
import {folderOf, read, traced} from './logs/folder.ts';
import {envelope} from './logs/story.ts';
import {trailFiles} from './logs/trail-files.ts';
import {ids, key, now, regions, since} from './lookup/story.ts';
import {Trail} from './lookup/trail.ts';
import {VirtualClock} from './lookup/virtual-clock.ts';

const eve = `arn:aws:iam::${account}:user/eve`;
const stacks = fakeKey('ASIA', 7);
const made = fakeKey('AKIA', 20);
const minted = fakeKey('ASIA', 21);
const browser = fakeKey('ASIA', 22);

/** CloudFormation, for the key. */
const service = {
	...identity({credential: stacks}),
	invokedBy: 'cloudformation.amazonaws.com',
	sessionContext: {attributes: {creationDate: '2026-11-20T10:00:01Z'}},
};
const at = (time: string) => `2026-11-20T${time}Z`;
const iam = {eventSource: 'iam.amazonaws.com', userIdentity: service};
const began = (time: string) => ({sessionContext: {attributes: {creationDate: at(time)}}});

/** The key has a stack made, in which are a user, a key and a password; all of them are used. */
const stack = [
	record({eventID: 'stack', eventTime: at('10:00:00'), eventName: 'CreateStack'}),
	record({
		...iam,
		eventID: 'user',
		eventTime: at('10:00:05'),
		eventName: 'CreateUser',
		responseElements: {user: {userName: 'eve', arn: eve}},
	}),
	record({
		...iam,
		eventID: 'key',
		eventTime: at('10:00:06'),
		eventName: 'CreateAccessKey',
		responseElements: {accessKey: {userName: 'eve', accessKeyId: made}},
	}),
	record({
		...iam,
		eventID: 'password',
		eventTime: at('10:00:07'),
		eventName: 'CreateLoginProfile',
		requestParameters: {userName: 'eve'},
	}),
	record({
		eventID: 'session',
		eventTime: at('10:05:00'),
		userIdentity: identity({credential: made, arn: eve}),
		eventSource: 'sts.amazonaws.com',
		eventName: 'GetSessionToken',
		responseElements: {credentials: {accessKeyId: minted}},
	}),
	record({
		eventID: 'deep',
		eventTime: at('10:06:00'),
		awsRegion: 'eu-west-1',
		userIdentity: {...identity({credential: minted, arn: eve}), ...began('10:05:00')},
	}),
	record({
		eventID: 'sign-in',
		eventTime: at('10:10:00'),
		userIdentity: {type: 'IAMUser', arn: eve, userName: 'eve'},
		eventSource: 'signin.amazonaws.com',
		eventName: 'ConsoleLogin',
		responseElements: {ConsoleLogin: 'Success'},
	}),
	record({
		eventID: 'console',
		eventTime: at('10:12:00'),
		userIdentity: {...identity({credential: browser, arn: eve}), ...began('10:10:00')},
	}),
	record({
		eventID: 'other',
		eventTime: at('10:06:00'),
		userIdentity: identity({credential: fakeKey('AKIA', 9), arn: `arn:aws:iam::${account}:user/ann`}),
	}),
];
const family = ids(stack.map(({eventID}) => ({id: String(eventID)})).filter(({id}) => id !== 'other'));

const onBehalf = ['key', 'password', 'user'];

describe('what a service was asked to make, and what comes of it', () => {
	it.each([
		['in one file', {'all.json': envelope(stack)}],
		[
			'in a file for each event, the last first',
			Object.fromEntries(stack.toReversed().map((item, n) => [`${n}.json`, envelope([item])])),
		],
		['in the files of a trail', trailFiles(stack as Parameters<typeof trailFiles>[0])],
	])('is of the lineage, %s', async (_, files) => {
		const {events, coverage} = await read([folderOf(files)], key);
		expect(ids(events)).toEqual(family);
		const services = events.filter(({onBehalfOf, credential}) => onBehalfOf === key && credential === stacks);
		expect(ids(services)).toEqual(onBehalf);
		expect(coverage.reduce((sum, row) => sum + row.events, 0)).toBe(family.length);
	});

	it('is of the lineage in a table', async () => {
		const bench = await Bench.open();
		try {
			const batches = await tracedBy(await bench.source(stack, 'classic'), [key], timeOf(stack));
			const events = batches.flatMap(batch => batch.events);
			expect(ids(events)).toEqual(family);
			expect(ids(events.filter(({credential}) => credential === stacks))).toEqual(onBehalf);
		} finally {
			bench.close();
		}
	});

	it.each([2, 50])('is of the lineage through LookupEvents, %i events a page', async pageSize => {
		const clock = new VirtualClock(now);
		const trail = new Trail(clock, stack, pageSize);
		const source = lookupSource({lookup: trail.lookup, regions, clock});
		const {events, coverage} = await traced(source, {keys: [key], since, until: now});
		expect(ids(events)).toEqual(family);
		expect(ids(events.filter(({credential}) => credential === stacks))).toEqual(onBehalf);
		expect(coverage.map(({complete}) => complete)).toEqual([true, true, true]);
	});
});
