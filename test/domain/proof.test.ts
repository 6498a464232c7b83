import {describe, expect, test} from 'vitest';
import {broken, loosened, remembered} from '../../source/domain/alarms.ts';
import {answerOf} from '../../source/domain/answer.ts';
import {closeTrust, denySessions, revocation} from '../../source/domain/containment/documents.ts';
import type {ContainmentState} from '../../source/domain/containment/state.ts';
import {principalProofs, proofOf, successesOf} from '../../source/domain/proof.ts';
import {type ReadBack, readBacksMade, withReading} from '../../source/domain/read-back.ts';
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

/** Read back after a plan that ended at 500. */
function readings(...states: readonly ContainmentState[]): readonly ReadBack[] {
	return states.reduce<readonly ReadBack[]>((all, state) => withReading(all, state, 500), []);
}

describe('the proof', () => {
	test('tells since when a key is contained: the first reading from which on all show it', () => {
		const readBacks = readings(
			stateOf([off], 1000),
			stateOf([on], 2000),
			stateOf([off], 3000),
			stateOf([off], 4000),
		);
		const last = new Map([[leaked, 1500]]);
		expect(proofOf([key], readBacks, last)).toEqual([
			{
				credential: leaked,
				holder: `user/${account}/app`,
				state: 'contained',
				by: 'the key is Inactive',
				since: 3000,
				read: 4000,
				lastSuccess: 1500,
			},
		]);
	});

	test('of a session is that it was issued before the revocation, or that its role or user is denied', () => {
		const state = (...principals: Parameters<typeof stateOf>[0]) =>
			proofOf([session], readings(stateOf(principals, 9000)), new Map())[0]?.state;
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
			proofOf([key, token, browser], readings(stateOf([user], 1)), new Map()).map(({state}) => state);
		expect(states(off)).toEqual(['contained', 'open', 'open']);
		expect(states(userOf('app', {keys: off.keys, attached: deny}))).toEqual([
			'contained',
			'contained',
			'contained',
		]);
	});

	test('is not made up where the account could not be read', () => {
		const dark = userOf('app', {keys: unread('no'), attached: unread('no')});
		expect(proofOf([key], readings(stateOf([dark], 1)), new Map())[0]?.state).toBe('unknown');
		expect(proofOf([key], [], new Map())[0]?.state).toBe('unknown');
		expect(
			proofOf([credentialOf({status: 'unrevocable'})], readings(stateOf([off])), new Map())[0]?.state,
		).toBe('unrevocable');
	});

	test('of a user or role speaks of all that it has, passwords and service credentials too', () => {
		const state = (...principals: Parameters<typeof stateOf>[0]) =>
			principalProofs(readings(stateOf(principals, 9000)), new Set(['AKIANEW']))[0];
		expect(state(off)?.state).toBe('open');
		expect(state(userOf('app', {attached: deny}))).toMatchObject({
			state: 'contained',
			since: 9000,
			read: 9000,
		});
		const sessionsDenied = {inline: read([{name: 'LeaktuiDenySessions', document: denySessions}])};
		const rotated = userOf('app', {...sessionsDenied, keys: read([{id: 'AKIANEW', status: 'Active'}])});
		expect(state(rotated)?.by).toContain('AKIANEW stays on for the application');
		expect(state(userOf('app', {...sessionsDenied, keys: on.keys}))?.state).toBe('open');
		expect(state(userOf('app', {...sessionsDenied, keys: off.keys, sshKeys: unread('no')}))?.state).toBe(
			'unknown',
		);
		const group = {keys: off.keys, groupDenial: sessionsDenied.inline};
		expect(state(userOf('app', group))?.state).toBe('contained');
		expect(state(userOf('app', {...group, groupDenial: read([])}))?.state).toBe('open');
		expect(state(userOf('app', {...group, groupDenial: unread('no')}))?.state).toBe('unknown');
		expect(state(revokedAt(6000))?.state).toBe('open');
		const closed = {...revokedAt(6000), trust: read(closeTrust(trusting) ?? '')};
		expect(state(closed)?.state).toBe('contained');
		const taken = {...closed, principal: {...closed.principal, lastTaken: 7000}};
		expect(state(taken)?.state).toBe('open');
	});

	test('says what AWS answered, and what it did not', () => {
		expect(answerOf(userOf('app', {attached: deny, keys: off.keys, sshKeys: unread('not allowed')}))).toEqual(
			[
				'AWSDenyAll is attached',
				`key ${leaked} is Inactive`,
				'no password',
				'not read: SSH keys of app: not allowed',
			],
		);
		expect(answerOf({...revokedAt(6000), trust: read(closeTrust(trusting) ?? '')})).toEqual([
			'nothing that was read denies it everything',
			'nobody can take it',
			'sessions before 1970-01-01T00:00:06Z are revoked',
		]);
		expect(answerOf(userOf('app', {present: read(false)}))).toEqual(['it does not exist']);
	});

	test('keeps one answer for as long as AWS gives it, and counts how often', () => {
		const same = [1000, 2000, 3000].map(time => stateOf([off], time));
		const [answer, ...more] = readings(...same);
		expect(more).toEqual([]);
		expect(answer).toMatchObject({last: 3000, times: 3, state: {time: 1000}});
		const afterwards = withReading(readings(...same), stateOf([off], 9000), 8000);
		expect(afterwards).toHaveLength(2);
	});

	test('counts the readings that a plan is due, whatever else was read in between', () => {
		const at = [0, 5000, 15_000];
		const made = (...times: readonly number[]) =>
			readBacksMade(readings(...times.map(time => stateOf([off], time))), 500, at);
		expect([made(), made(500), made(500, 900, 1000), made(500, 5500), made(500, 15_500)]).toEqual([
			0, 1, 1, 2, 3,
		]);
		expect(readBacksMade(readings(stateOf([off], 20_000)), 600, at)).toBe(0);
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

	test('by what was lost while a reading could not tell: what held is not forgotten', () => {
		const denied = userOf('app', {attached: deny, keys: off.keys});
		const dark = userOf('app', {attached: unread('throttled'), keys: unread('throttled')});
		const known = remembered(stateOf([denied], 1), stateOf([dark], 2));
		expect(loosened(stateOf([denied], 1), stateOf([dark], 2))).toEqual([]);
		expect(loosened(known, stateOf([on], 3)).map(({kind}) => kind)).toEqual(['deny gone', 'key on']);
	});

	test('by what was made after the plan and belongs to nobody that was in it', () => {
		const evil = credentialOf({
			id: second,
			kind: 'user-key',
			principal: `arn:aws:iam::${account}:user/evil`,
			hop: {eventID: 'e', eventName: 'CreateAccessKey', time: 5000, inferred: false, reason: null},
		});
		const told = (planned: number | null) => broken([evil], new Map(), new Map(), new Map(), planned);
		expect(told(4000).map(({kind, text}) => `${kind}: ${text}`)).toEqual([
			`new credential: ${second} of evil was made at 1970-01-01T00:00:05Z, after the plan`,
		]);
		expect([...told(6000), ...told(null)]).toEqual([]);
	});
});
