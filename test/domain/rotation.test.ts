import {describe, expect, test} from 'vitest';
import type {KeyFacts} from '../../source/domain/key-facts.ts';
import {type RotationOptions, rotationOf} from '../../source/domain/rotation.ts';
import {factsOf, leaked, read, second} from './plans/facts.ts';

const minute = 60_000;
const now = Date.parse('2026-11-24T05:00:00Z');

const both = (status: 'Active' | 'Inactive', created = now - 60 * minute): Partial<KeyFacts> => ({
	keys: read([
		{id: leaked, status, created: 0, lastUsed: null},
		{id: second, status: 'Active', created, lastUsed: null},
	]),
});

function call(credential: string, ago: number, sourceIp = '192.0.2.44', errorCode: string | null = null) {
	const userAgent = 'aws-sdk-js/3.637.0 ua/2.1';
	return {time: now - ago, credential, onBehalfOf: null, principal: null, sourceIp, userAgent, errorCode};
}

function rotation(part: Partial<RotationOptions>) {
	return rotationOf({
		facts: factsOf(both('Inactive')),
		fresh: second,
		calls: [],
		readTo: now,
		now,
		window: 10 * minute,
		silence: 30 * minute,
		...part,
	});
}

describe('the rotation of a key', () => {
	test('shows who used each key from where, how often and how often in vain, in the last minutes', () => {
		const calls = [
			call(leaked, minute),
			call(second, minute),
			call(second, 2 * minute, '192.0.2.44', 'AccessDenied'),
			call(second, 3 * minute, '192.0.2.45'),
			call(second, 30 * minute),
		];
		const {old, fresh} = rotation({calls});
		expect(old).toMatchObject({calls: 1, refused: 0, lastUsed: now - minute});
		expect(fresh).toMatchObject({calls: 3, refused: 1});
		expect(fresh?.uses.map(({who, calls: count}) => [who, count])).toEqual([
			['192.0.2.44 aws-sdk-js/3.637.0', 2],
			['192.0.2.45 aws-sdk-js/3.637.0', 1],
		]);
	});

	test('lets the old key go only when it is off, the new one is used, and the silence is long enough', () => {
		const moved = call(second, minute);
		const reason = (part: Partial<RotationOptions>) => {
			const {deletable} = rotation(part);
			return deletable.ready ? 'ready' : deletable.reason;
		};
		expect(reason({facts: factsOf(both('Active')), calls: [moved]})).toMatch(/disable .* first/);
		expect(reason({calls: []})).toMatch(/nobody has used .* yet/);
		expect(reason({calls: [moved], readTo: null})).toMatch(/not read yet/);
		expect(reason({calls: [moved, call(leaked, 29 * minute)]})).toBe(
			`${leaked} was used 29 minutes before the end of the log: wait for 30 minutes of silence`,
		);
		expect(reason({calls: [moved, call(leaked, 31 * minute)]})).toBe('ready');
		// Silence counts as far as the log is read, not as far as the clock goes.
		expect(reason({calls: [moved, call(leaked, 31 * minute)], readTo: now - 5 * minute})).toMatch(
			/26 minutes/,
		);
	});

	test('knows that a new key takes some seconds', () => {
		const {fresh, hints} = rotation({facts: factsOf(both('Active', now - 4000))});
		expect(fresh?.worksIn).toBe(6000);
		expect(hints).toContain(`${second} works in some 6 seconds`);
	});

	test('knows the limit of two keys, and what the quarantine denies', () => {
		const {hints} = rotation({
			fresh: null,
			facts: factsOf({...both('Active'), quarantine: 'AWSCompromisedKeyQuarantineV3'}),
		});
		expect(hints[0]).toMatch(/has two keys, and AWS allows no third/);
		expect(hints[1]).toMatch(/^AWSCompromisedKeyQuarantineV3 is on ci-deploy/);
	});
});
