import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {accountOfKey, isKeyId, isTemporary} from '../../source/domain/key.ts';

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** An id as AWS makes them since 2019: a one, 40 bits of account, 39 more of noise. */
function keyOf(prefix: string, account: bigint, noise: bigint): string {
	const bits = (1n << 79n) | (account << 39n) | noise;
	const characters = Array.from({length: 16}, (_, n) => base32[Number((bits >> BigInt(75 - 5 * n)) & 31n)]);
	return `${prefix}${characters.join('')}`;
}

describe('an access key id', () => {
	it('tells its account, whatever the account', () => {
		fc.assert(
			fc.property(
				fc.constantFrom('AKIA', 'ASIA'),
				fc.bigInt({min: 0n, max: 999_999_999_999n}),
				fc.bigInt({min: 0n, max: (1n << 39n) - 1n}),
				(prefix, account, noise) => {
					expect(accountOfKey(keyOf(prefix, account, noise))).toBe(String(account).padStart(12, '0'));
				},
			),
		);
	});

	it('tells none where it is of before 2019, anonymised, or no key at all', () => {
		expect(['AKIAIEXAMPLE00000000', `AKIA${'Q1'.repeat(8)}`, 'AKIA', ''].map(accountOfKey)).toEqual([
			null,
			null,
			null,
			null,
		]);
	});

	it('is told from other text, and long-term from temporary', () => {
		const [long, temporary] = [keyOf('AKIA', 1n, 0n), keyOf('ASIA', 1n, 0n)];
		expect([long, temporary].map(isKeyId)).toEqual([true, true]);
		expect([long.toLowerCase(), `${long}A`, ` ${long}`, `${long}\n`].map(isKeyId)).toEqual([
			false,
			false,
			false,
			false,
		]);
		expect([long, temporary].map(isTemporary)).toEqual([false, true]);
	});
});
