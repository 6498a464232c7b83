import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {flag} from '../../source/domain/detection.ts';
import {isDenied, isoTime, plainName, readEvent, timeOf} from '../../source/domain/event.ts';
import {targetOf} from '../../source/domain/target.ts';
import {eventOf, record} from './records.ts';

const fields = [
	...['eventID', 'eventTime', 'eventName', 'eventSource', 'awsRegion', 'userIdentity', 'errorCode'],
	...['requestParameters', 'responseElements', 'sourceIPAddress', 'userAgent', 'readOnly', 'errorMessage'],
];

/** Records with anything at all in any field, or without it. */
const wild = fc.dictionary(fc.constantFrom(...fields), fc.jsonValue({maxDepth: 4}));

describe('reading a record', () => {
	it('never throws, whatever JSON it is given', () => {
		fc.assert(
			fc.property(fc.oneof(fc.jsonValue(), wild), value => {
				const event = readEvent(value);
				if (event === null) return;
				expect(event.record).toBe(value);
				expect(Number.isFinite(event.time)).toBe(true);
				isoTime(event.time);
				flag(event);
				targetOf(event);
			}),
		);
	});

	it('shows nothing unsafe of hostile text in every field', () => {
		const nasty = '\u001b]0;x\u0007\u202e\r\n`|<b>';
		const hostile = Object.fromEntries(fields.map(field => [field, nasty]));
		const event = eventOf({
			...hostile,
			userIdentity: {arn: `arn:aws:iam::1:user/${nasty}`, accessKeyId: nasty, invokedBy: nasty},
			requestParameters: {userName: nasty},
		});
		const {record: raw, ...shown} = event;
		expect(JSON.stringify([shown, targetOf(event)])).not.toMatch(/\\u00|\\r|\\n|\u202e/);
		expect(raw['userAgent']).toBe(nasty);
	});

	it('counts a record without an id once, and different ones apart', () => {
		const one = eventOf({eventName: 'A', eventTime: '2026-11-20T10:00:00Z'});
		expect(eventOf({eventName: 'A', eventTime: '2026-11-20T10:00:00Z'}).id).toBe(one.id);
		expect(eventOf({eventName: 'A', eventTime: '2026-11-20T10:00:01Z'}).id).not.toBe(one.id);
	});

	it('goes on without type, identity, id and time', () => {
		expect(eventOf({eventName: 'X'})).toMatchObject({
			time: 0,
			region: 'unknown',
			source: 'unknown',
			credential: null,
			principal: null,
		});
	});

	it('is null for what is no record', () => {
		expect([null, [], 'x', 1, {}, {eventName: ''}].map(readEvent)).toEqual([
			null,
			null,
			null,
			null,
			null,
			null,
		]);
	});
});

describe('times', () => {
	it('are read in all the ways of CloudTrail', () => {
		const moment = Date.UTC(2023, 6, 10, 13, 6, 41);
		expect(timeOf('2023-07-10T13:06:41Z')).toBe(moment);
		expect(timeOf('Jul 10, 2023, 1:06:41 PM')).toBe(moment);
		expect(timeOf('Jul 10, 2023, 1:06:41\u202fPM')).toBe(moment);
		expect(timeOf(moment / 1000)).toBe(moment);
	});

	it('are 0 before the epoch: no call is so old, and no window reaches it', () => {
		expect(['1969-12-31T23:59:59Z', '-000001-01-01T00:00:00Z', -1].map(timeOf)).toEqual([0, 0, 0]);
	});

	it('are 0 where unreadable, however large', () => {
		expect(['', 'soon', null, Number.NaN, 1e300, -1e300].map(timeOf)).toEqual([0, 0, 0, 0, 0, 0]);
		expect(isoTime(0)).toBeNull();
	});
});

describe('names and codes', () => {
	it('lose the date of Lambda and CloudFront', () => {
		expect(
			[
				'CreateFunction20150331',
				'UpdateFunctionCode20150331v2',
				'CreateFunction2020_05_31',
				'RunInstances',
			].map(plainName),
		).toEqual(['CreateFunction', 'UpdateFunctionCode', 'CreateFunction', 'RunInstances']);
	});

	it('tell a denial from a failure', () => {
		const codes = [
			'AccessDenied',
			'Client.UnauthorizedOperation',
			'AccessDeniedException',
			'NoSuchEntity',
			null,
		];
		expect(codes.map(errorCode => isDenied({errorCode}))).toEqual([true, true, true, false, false]);
	});

	it('call the root user root', () => {
		const event = eventOf(record({userIdentity: {type: 'Root', arn: 'arn:aws:iam::123456789012:root'}}));
		expect(event.username).toBe('root');
	});
});
