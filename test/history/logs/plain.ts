import {gzipSync} from 'node:zlib';
import fc from 'fast-check';
import {account, fakeKey} from '../../domain/records.ts';
import {key} from './story.ts';

/** Few names, so that records often have something to do with one another. */
const issuable = Array.from({length: 4}, (_, n) => fakeKey('ASIA', n + 1));
const ids = [key, ...issuable, `${key.slice(0, -1)}X`, fakeKey('ASIA', 11), fakeKey('ASIA', 12)];
const principals = ['deploy/one', 'deploy/two', 'admin/one'].map(
	name => `arn:aws:sts::${account}:assumed-role/${name}`,
);
const start = Date.parse('2026-11-20T10:00:00Z');

/** Values that make trouble: brackets and quotes in texts, lists of objects, made-up records, ids elsewhere. */
const trouble = fc.oneof(
	fc.constantFrom<unknown>(null, '[', ']}],{"eventVersion":"', '\\"[{', '☃ é', {items: [{a: [1]}, {b: ']'}]}),
	fc.constantFrom(...ids).map(accessKeyId => ({userName: 'ci', accessKeyId})),
	fc
		.array(fc.constantFrom(...ids), {minLength: 1, maxLength: 3})
		.map(made => ({list: [{x: 1}, ...made.map(id => fakeRecord(id))]})),
);

function fakeRecord(accessKeyId: string) {
	return {
		eventVersion: '1.08',
		userIdentity: {accountId: account, accessKeyId},
		eventName: 'x',
		eventID: 'fake',
	};
}

function time(second: number): string {
	return new Date(start + second * 1000).toISOString().replace('.000Z', 'Z');
}

let serial = 0;

/** A record in the order in which CloudTrail writes it. `odd`: the key comes elsewhere in the identity. */
const record = fc
	.record({
		signer: fc.constantFrom(...ids, null),
		arn: fc.constantFrom(...principals),
		issued: fc.option(fc.constantFrom(...issuable), {nil: null, freq: 2}),
		service: fc.option(fc.nat({max: 8}), {nil: null, freq: 2}),
		odd: fc.boolean(),
		second: fc.nat({max: 60}),
		request: trouble,
	})
	.map(({signer, arn, issued, service, odd, second, request}) => {
		serial += 1;
		const accessKeyId = signer === null ? {} : {accessKeyId: signer};
		const context =
			service === null
				? {}
				: {
						sessionContext: {attributes: {creationDate: time(second - 4 + service)}},
						invokedBy: 's3.amazonaws.com',
					};
		const identity = odd
			? {...context, type: 'AssumedRole', ...accessKeyId, arn, accountId: account}
			: {type: 'AssumedRole', arn, accountId: account, ...accessKeyId, ...context};
		return {
			eventVersion: '1.11',
			userIdentity: identity,
			eventTime: time(second),
			eventSource: issued === null ? 's3.amazonaws.com' : 'sts.amazonaws.com',
			eventName: issued === null ? 'ListBuckets' : 'AssumeRole',
			awsRegion: 'us-east-1',
			requestParameters: request,
			responseElements: issued === null ? null : {credentials: {accessKeyId: issued}, assumedRoleUser: {arn}},
			eventID: `e-${serial}`,
		};
	});

export type PlainRecord = typeof record extends fc.Arbitrary<infer Value> ? Value : never;

/** The records of one file. */
export const plainRecords = fc.array(record, {minLength: 1, maxLength: 10});

export function plainText(records: readonly unknown[]): string {
	return JSON.stringify({Records: records});
}

/** A file as a trail delivers it; files of a smaller number come first. */
export function trailFile(number: number, records: readonly unknown[]): readonly [name: string, Buffer] {
	const minute = String(10 + (number % 50)).padStart(2, '0');
	const name = `${account}_CloudTrail_us-east-1_20261120T11${minute}Z_x${number}.json.gz`;
	return [name, gzipSync(plainText(records))];
}
