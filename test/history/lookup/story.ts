import {lookupSource} from '../../../source/history/lookup/source.ts';
import type {TraceRequest} from '../../../source/history/source.ts';
import {account, assumeRole, fakeKey, identity, record} from '../../domain/records.ts';
import {traced} from '../logs/folder.ts';
import {Trail} from './trail.ts';
import {VirtualClock} from './virtual-clock.ts';

export const since = Date.parse('2026-11-20T00:00:00Z');
export const now = Date.parse('2026-11-20T12:00:00Z');
export const regions = ['us-east-1', 'eu-west-1', 'ap-south-1'];
export const [key, child, grandchild, service] = [
	fakeKey('AKIA', 1),
	fakeKey('ASIA', 1),
	fakeKey('ASIA', 2),
	fakeKey('ASIA', 7),
] as const;
export const role = `arn:aws:sts::${account}:assumed-role/deploy/session`;

export function call(
	credential: string,
	eventID: string,
	time: string,
	awsRegion = 'us-east-1',
	arn?: string,
) {
	return record({
		userIdentity: identity({credential, ...(arn === undefined ? {} : {arn})}),
		eventTime: `2026-11-20T${time}Z`,
		eventID,
		awsRegion,
	});
}

/** The chain crosses regions, and a service acts for the key. */
export const story = [
	...Array.from({length: 7}, (_, n) => call(key, `own-${n}`, `10:00:0${n}`)),
	assumeRole(key, child, {eventID: 'hop-1', eventTime: '2026-11-20T10:00:10Z', awsRegion: 'eu-west-1'}),
	assumeRole(child, grandchild, {
		eventID: 'hop-2',
		eventTime: '2026-11-20T10:01:00Z',
		awsRegion: 'ap-south-1',
		userIdentity: identity({credential: child, arn: role}),
	}),
	call(grandchild, 'deep', '10:02:00', 'us-east-1', role),
	call(fakeKey('AKIA', 9), 'same-user', '10:02:00'),
	record({
		eventID: 'decrypt',
		eventTime: '2026-11-20T10:00:03Z',
		eventSource: 'kms.amazonaws.com',
		userIdentity: {
			...identity({credential: service}),
			invokedBy: 'ssm.amazonaws.com',
			sessionContext: {attributes: {creationDate: '2026-11-20T10:00:03Z'}},
		},
	}),
];
export const family = ['decrypt', 'deep', 'hop-1', 'hop-2', ...Array.from({length: 7}, (_, n) => `own-${n}`)];

export function setUp(records = story, pageSize = 2) {
	const clock = new VirtualClock(now);
	const trail = new Trail(clock, records, pageSize);
	const source = lookupSource({lookup: trail.lookup, regions, clock});
	const run = (request: Partial<TraceRequest> = {}) =>
		traced(source, {keys: [key], since, until: now, ...request});
	return {clock, trail, source, run};
}

export const ids = (events: readonly {readonly id: string}[]) => events.map(({id}) => id).sort();
