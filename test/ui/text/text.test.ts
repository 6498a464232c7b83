import fc from 'fast-check';
import stringWidth from 'string-width';
import {describe, expect, it} from 'vitest';
import {principalName, serviceOf, shortRegion} from '../../../source/ui/text/names.ts';
import {fitLine, justify, lineWidth, plainText, span} from '../../../source/ui/text/span.ts';
import * as time from '../../../source/ui/text/time.ts';
import {fitText, pieces, truncate, widthOf, wrap} from '../../../source/ui/text/width.ts';

const anyText = fc.string({unit: 'grapheme', maxLength: 40});
const anyWidth = fc.integer({min: 0, max: 60});

describe('widths', () => {
	it('agrees with string-width, on the fast path too', () => {
		fc.assert(fc.property(anyText, text => widthOf(text) === stringWidth(text)));
		expect(widthOf('日本')).toBe(4);
	});

	it('fits any text into exactly the cells that it is given', () => {
		fc.assert(
			fc.property(anyText, fc.integer({min: 1, max: 60}), (text, width) => {
				expect(widthOf(fitText(text, width))).toBe(width);
			}),
		);
	});

	it('says with an ellipsis that something was cut, and cuts no wide character in half', () => {
		expect(truncate('terminate', 5)).toBe('term…');
		expect(truncate('日本語', 4)).toBe('日…');
		expect(fitText('日本語', 4)).toBe('日… ');
	});

	it('wraps between words, breaks what is too long, and loses nothing but blanks', () => {
		expect(wrap('a key that leaked', 8)).toEqual(['a key', 'that', 'leaked']);
		expect(wrap('AKIATESTTEST', 5)).toEqual(['AKIAT', 'ESTTE', 'ST']);
		// JSON has no blanks: after a comma it reads best.
		expect(pieces('{"Status":"Inactive","UserName":"ci"}', 24)).toEqual([
			'{"Status":"Inactive",',
			'"UserName":"ci"}',
		]);
		fc.assert(
			fc.property(fc.string({maxLength: 60}), fc.integer({min: 1, max: 30}), (text, width) => {
				const lines = wrap(text, width);
				expect(lines.every(line => widthOf(line) <= width)).toBe(true);
				expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
			}),
		);
	});
});

describe('lines', () => {
	it('fits any line into exactly its width', () => {
		fc.assert(
			fc.property(fc.array(anyText), anyWidth, (texts, width) => {
				expect(
					lineWidth(
						fitLine(
							texts.map(text => span(text)),
							width,
						),
					),
				).toBe(width);
			}),
		);
	});

	it('puts one text left and one right, and cuts the left one', () => {
		expect(plainText(justify([span('leaktui')], [span('live')], 14))).toBe('leaktui   live');
		expect(plainText(justify([span('leaktui console')], [span('live')], 12))).toBe('leaktui…live');
	});
});

describe('times', () => {
	const at = Date.UTC(2026, 10, 24, 14, 3, 27);

	it('writes UTC unless told otherwise, and says which it is', () => {
		expect(time.clock(at, 'utc')).toBe('14:03:27');
		expect(time.dayClock(at, 'utc')).toBe('11-24 14:03:27');
		expect(time.stamp(at, 'utc')).toBe('2026-11-24 14:03 UTC');
		expect(time.stamp(at, 'local')).toMatch(/ local$/);
	});

	it('shows a time that is not known as such, and survives one out of range', () => {
		expect(time.clock(0, 'utc')).toBe('--:--:--');
		expect(time.stamp(0, 'utc')).toBe('unknown');
		expect(time.clock(1e20, 'utc')).toBe('??:??:??');
	});

	it('gives ages in their largest unit', () => {
		expect([5_000, 240_000, 3 * 3_600_000, 12 * 86_400_000].map(time.span)).toEqual([
			'5 s',
			'4 min',
			'3 h',
			'12 d',
		]);
		expect(time.ago(at, at)).toBe('just now');
		expect(time.ago(at + 60_000, at)).toBe('just now');
	});
});

describe('names', () => {
	it('shortens services, identities and regions without losing which is which', () => {
		expect(serviceOf('ec2.amazonaws.com')).toBe('ec2');
		expect(principalName('arn:aws:sts::111122223333:assumed-role/Deploy/build')).toBe('Deploy/build');
		expect(principalName('arn:aws:iam::111122223333:user/ci')).toBe('user/ci');
		expect(principalName('arn:aws:iam::111122223333:root')).toBe('root');
		expect(
			['us-east-1', 'ap-southeast-2', 'us-gov-west-1', 'eu-central-1', 'unknown'].map(shortRegion),
		).toEqual(['use1', 'apse2', 'usgw1', 'euc1', 'unknown']);
	});
});
