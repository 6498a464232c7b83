import {account, assumeRole, fakeKey, identity, record} from '../../domain/records.ts';

export const key = fakeKey('AKIA', 1);
export const child = fakeKey('ASIA', 1);
export const grandchild = fakeKey('ASIA', 2);
export const stranger = fakeKey('AKIA', 9);

/** A call by a credential of the user `ci`. */
export function by(credential: string, eventID: string, changes: Record<string, unknown> = {}) {
	return record({userIdentity: identity({credential}), eventID, ...changes});
}

const role = `arn:aws:sts::${account}:assumed-role/deploy/session`;

/** The events come before the hops that explain them. */
export const story = [
	by(grandchild, 'deep', {eventTime: '2026-11-20T10:00:09Z', awsRegion: 'eu-west-1'}),
	by(stranger, 'other'),
	assumeRole(child, grandchild, {
		eventID: 'hop-2',
		userIdentity: identity({credential: child, arn: role}),
	}),
	assumeRole(key, child, {eventID: 'hop-1'}),
	by(key, 'own'),
];
/** Ids of the lineage’s events in it, sorted. */
export const family = ['deep', 'hop-1', 'hop-2', 'own'];

export const envelope = (records: readonly unknown[]) => JSON.stringify({Records: records});
/** As `aws cloudtrail lookup-events` prints them. */
export const lookup = (records: readonly unknown[]) =>
	JSON.stringify(
		{Events: records.map(item => ({EventId: 'x', CloudTrailEvent: JSON.stringify(item)}))},
		null,
		2,
	);

export const ids = (events: readonly {readonly id: string}[]) => events.map(({id}) => id).sort();
