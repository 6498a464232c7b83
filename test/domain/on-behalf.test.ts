import {describe, expect, it} from 'vitest';
import {Callers} from '../../source/domain/on-behalf.ts';
import {account, assumeRole, eventOf, fakeKey, identity, record} from './records.ts';

const key = fakeKey('AKIA', 1);
const service = fakeKey('ASIA', 7);
const arn = `arn:aws:iam::${account}:user/ci`;

function decrypt(creationDate: string, changes: Record<string, unknown> = {}) {
	return eventOf(
		record({
			eventSource: 'kms.amazonaws.com',
			eventName: 'Decrypt',
			userIdentity: {
				...identity({credential: service}),
				invokedBy: 'secretsmanager.amazonaws.com',
				sessionContext: {attributes: {creationDate}},
				...changes,
			},
		}),
	);
}

function callers(...records: Record<string, unknown>[]): Callers {
	const known = new Callers();
	for (const event of records.map(eventOf)) {
		known.observe(event);
		known.add(event);
	}
	return known;
}

describe('a call that a service made for somebody (field guide §19)', () => {
	const own = record({userIdentity: identity({credential: key}), eventTime: '2026-11-20T10:00:10Z'});

	it('is its caller’s, if the session began within 2 s of the caller’s own call', () => {
		expect(callers(own).behind(decrypt('2026-11-20T10:00:12Z'))).toBe(key);
		expect(callers(own).behind(decrypt('2026-11-20T10:00:08Z'))).toBe(key);
		expect(callers(own).behind(decrypt('2026-11-20T10:00:13Z'))).toBeNull();
	});

	it('is nobody’s without the service’s name, the same identity, or a time', () => {
		const known = callers(own);
		expect(known.behind(decrypt('2026-11-20T10:00:10Z', {invokedBy: undefined}))).toBeNull();
		expect(known.behind(decrypt('2026-11-20T10:00:10Z', {arn: `${arn}2`}))).toBeNull();
		expect(known.behind(decrypt('not a time'))).toBeNull();
	});

	it('goes to the nearest of several credentials of the same identity', () => {
		const session = fakeKey('ASIA', 2);
		const later = record({userIdentity: identity({credential: session}), eventTime: '2026-11-20T10:00:12Z'});
		expect(callers(own, later).behind(decrypt('2026-11-20T10:00:12Z'))).toBe(session);
		expect(callers(later, own).behind(decrypt('2026-11-20T10:00:10Z'))).toBe(key);
	});

	it('is never said of a key that some event handed out', () => {
		const issued = assumeRole(key, service, {eventTime: '2026-11-20T10:00:10Z'});
		expect(callers(own, issued).behind(decrypt('2026-11-20T10:00:10Z'))).toBeNull();
	});
});
