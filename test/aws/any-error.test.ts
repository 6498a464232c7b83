import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {refusalOf} from '../../source/aws/errors.ts';
import {Refusal} from '../../source/domain/refusal.ts';
import {replacement} from '../../source/domain/text.ts';

/** Every code point; fast-check's own `binary` takes seconds to set up. */
const anyCharacter = fc.integer({min: 0, max: 0x10ffff}).map(code => String.fromCodePoint(code));

describe('any error at all', () => {
	test('becomes one line without controls or secrets', () => {
		const secret = 'Abcdefghijklmnopqrstuvwxyz/0123456789+FAKE';
		const text = fc
			.string({unit: anyCharacter})
			.map(noise => `${noise}\n\u001b]0;x\u0007 ${secret} ${noise}`);
		fc.assert(
			fc.property(text, fc.string(), (message, name) => {
				const error = Object.assign(new Error(message), {name});
				const refusal = refusalOf(error, {
					service: 'ec2',
					operation: 'DescribeInstances',
					region: 'eu-west-1',
				});
				return !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(refusal.message) && !refusal.message.includes(secret);
			}),
		);
		expect(refusalOf(new Error('a\u001bb')).message).toContain(`a${replacement}b`);
	});

	test('of any length is read in linear time', () => {
		// Quadratic, these would take minutes and run into the test's own limit.
		for (const part of [' ', 'a', 'A/', 'char ', '\n\t']) {
			expect(refusalOf(new Error(part.repeat(50_000))).message.length).toBeLessThan(400);
		}
	});

	test('a Refusal stays the same', () => {
		const refusal = new Refusal('throttled', 'slow');
		expect(refusalOf(refusal)).toBe(refusal);
	});
});
