import {describe, expect, test} from 'vitest';
import {broken, loosened} from '../../source/domain/alarms.ts';
import {closeTrust, revocation} from '../../source/domain/containment/documents.ts';
import {proofOf, successesOf} from '../../source/domain/proof.ts';
import {account, roleOf, stateOf, trusting, userOf} from './containment.ts';
import {credentialOf, leaked, read, second, unread} from './plans/facts.ts';

const deny = read(['arn:aws:iam::aws:policy/AWSDenyAll']);
const key = credentialOf({
	id: leaked,
	kind: 'user-key',
	parent: null,
	principal: `arn:aws:iam::${account}:user/app`,
});
const off = userOf('app', {keys: read([{id: leaked, status: 'Inactive'}])});
const on = userOf('app', {keys: read([{id: leaked, status: 'Active'}])});
const session = credentialOf({
	id: 'ASIA1',
	principal: `arn:aws:sts::${account}:assumed-role/deploy/x`,
	hop: {eventID: 'e', eventName: 'AssumeRole', time: 5000, inferred: false, reason: null},
});
const revokedAt = (until: number) =>
	roleOf('deploy', {inline: read([{name: 'AWSRevokeOlderSessions', document: revocation(until)}])});

describe('the proof', () => {
	test('tells since when a key is contained: the first reading from which on all show it', () => {
		const readings = [stateOf([off], 1000), stateOf([on], 2000), stateOf([off], 3000), stateOf([off], 4000)];
		const last = new Map([[leaked, 1500]]);
		expect(proofOf([key], readings, last)).toEqual([
			{credential: leaked, state: 'contained', by: 'the key is Inactive', since: 3000, lastSuccess: 1500},
		]);
	});

	test('of a session is that it was issued before the revocation, or that its role or user is denied', () => {
		const state = (...principals: Parameters<typeof stateOf>[0]) =>
			proofOf([session], [stateOf(principals, 9000)], new Map())[0]?.state;
		expect(state(revokedAt(6000))).toBe('contained');
		expect(state(revokedAt(5000))).toBe('open');
		expect(state(roleOf('deploy', {attached: deny}))).toBe('contained');
		expect(state(roleOf('deploy', {trust: read(closeTrust(trusting) ?? '')}))).toBe('open');
	});

	test('of a token and of the console that is entered with it is the deny on the user', () => {
		const federated = `arn:aws:sts::${account}:federated-user/help`;
		const token = credentialOf({id: 'ASIA2', kind: 'federation', principal: federated});
		const browser = credentialOf({id: 'ASIA3', kind: 'console', parent: 'ASIA2', principal: federated});
		const states = (user: typeof off) =>
			proofOf([key, token, browser], [stateOf([user], 1)], new Map()).map(({state}) => state);
		expect(states(off)).toEqual(['contained', 'open', 'open']);
		expect(states(userOf('app', {keys: off.keys, attached: deny}))).toEqual([
			'contained',
			'contained',
			'contained',
		]);
	});

	test('is not made up where the account could not be read', () => {
		const dark = userOf('app', {keys: unread('no'), attached: unread('no')});
		expect(proofOf([key], [stateOf([dark], 1)], new Map())[0]?.state).toBe('unknown');
		expect(proofOf([key], [], new Map())[0]?.state).toBe('unknown');
		expect(proofOf([credentialOf({status: 'unrevocable'})], [stateOf([off])], new Map())[0]?.state).toBe(
			'unrevocable',
		);
	});

	test('of the last success leaves out what answers to anybody', () => {
		const call = (time: number, name: string, errorCode: string | null = null) => ({
			time,
			credential: leaked,
			name,
			errorCode,
		});
		const calls = [
			call(1, 'RunInstances'),
			call(5, 'GetCallerIdentity'),
			call(4, 'ListUsers', 'AccessDenied'),
			call(2, 'ListUsers'),
		];
		expect(successesOf(calls)).toEqual(new Map([[leaked, 2]]));
	});
});

describe('the alarm is raised', () => {
	const kinds = (
		before: Parameters<typeof stateOf>[0],
		after: Parameters<typeof stateOf>[0],
		own?: ReadonlySet<string>,
	) => loosened(stateOf(before, 1), stateOf(after, 2), own).map(({kind, text}) => `${kind}: ${text}`);

	test('by a key that is on again and by one that is new, but not by one of our own', () => {
		expect(kinds([off], [on])).toEqual([`key on: key ${leaked} of app was switched on again`]);
		const more = userOf('app', {
			keys: read([
				{id: leaked, status: 'Inactive'},
				{id: second, status: 'Active'},
			]),
		});
		expect(kinds([off], [more])).toEqual([`new credential: app has a new key: ${second}`]);
		expect(kinds([off], [more], new Set([second]))).toEqual([]);
	});

	test('by a deny that vanished, a trust policy that was opened, a revocation that is gone, a new password', () => {
		expect(kinds([userOf('app', {attached: deny})], [userOf('app')])[0]).toMatch(/^deny gone: user app/);
		const closed = roleOf('deploy', {trust: read(closeTrust(trusting) ?? '')});
		expect(kinds([closed], [roleOf('deploy')])[0]).toMatch(/^trust open/);
		expect(kinds([revokedAt(6000)], [roleOf('deploy')])[0]).toMatch(/^deny gone: the sessions of deploy/);
		expect(kinds([userOf('app')], [userOf('app', {password: read({created: 1})})])[0]).toMatch(
			/new password/,
		);
	});

	test('not by what cannot be read any more', () => {
		const dark = userOf('app', {attached: unread('no'), keys: unread('no'), password: unread('no')});
		expect(kinds([userOf('app', {attached: deny, keys: off.keys})], [dark])).toEqual([]);
	});

	test('by the log: a session minted after containment, a credential that goes on', () => {
		const since = new Map([[`role/${account}/deploy`, 1000]]);
		expect(broken([session], since, new Map([['ASIA1', 20_000]])).map(({kind}) => kind)).toEqual([
			'new session',
			'works',
		]);
		expect(
			broken([session], new Map([[`role/${account}/deploy`, 18_000]]), new Map([['ASIA1', 20_000]])),
		).toEqual([]);
	});
});
