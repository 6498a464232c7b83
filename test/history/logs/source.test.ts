import {join} from 'node:path';
import {gzipSync} from 'node:zlib';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {account, assumeRole, fakeKey, identity} from '../../domain/records.ts';
import {folderOf, read} from './folder.ts';
import {by, envelope, family, ids, key, lookup, story, stranger} from './story.ts';

describe('every shape of CloudTrail file', () => {
	const shapes: Record<string, Record<string, string | Buffer>> = {
		'an envelope': {'a.json': envelope(story)},
		gzip: {'a.json.gz': gzipSync(envelope(story))},
		'gzip by its first bytes': {'a.json': gzipSync(envelope(story))},
		'joined gzips': {'a.json.gz': Buffer.concat(story.map(item => gzipSync(`${JSON.stringify(item)}\n`)))},
		'an inflated file that kept its name': {'a.json.gz': envelope(story)},
		NDJSON: {'a.ndjson': story.map(item => JSON.stringify(item)).join('\n')},
		'a .log of lines': {'a.log': story.map(item => JSON.stringify(item)).join('\n')},
		'a bare array': {'a.json': JSON.stringify(story)},
		'LookupEvents’ output': {'a.json': lookup(story)},
		'its events alone': {'a.json': JSON.stringify(JSON.parse(lookup(story)).Events)},
		'one record a file': Object.fromEntries(story.map((item, n) => [`${n}.json`, JSON.stringify(item)])),
		'a byte order mark': {'a.json': `\ufeff${envelope(story)}`},
		'UTF-16, as PowerShell writes it': {'a.json': Buffer.from(`\ufeff${lookup(story)}`, 'utf16le')},
		'UTF-16, the other way round': {'a.json': Buffer.from(`\ufeff${lookup(story)}`, 'utf16le').swap16()},
		'no extension at all': {a: envelope(story)},
		'a trail’s bucket': Object.fromEntries(
			story.map((item, n) => [
				`AWSLogs/o-1/${account}/CloudTrail/eu-west-1/2026/11/20/${n}.json.gz`,
				gzipSync(envelope([item])),
			]),
		),
	};
	for (const [name, files] of Object.entries(shapes)) {
		it(`reads ${name}`, async () => {
			const {events, blindSpots, coverage} = await read([folderOf(files)], key);
			expect(ids(events)).toEqual(family);
			expect(blindSpots).toEqual([]);
			expect(coverage.map(({region, complete, events: count}) => [region, complete, count])).toEqual([
				['eu-west-1', true, 1],
				['us-east-1', true, 3],
			]);
		});
	}

	it('says from when to when the files go, by anybody’s events', async () => {
		const early = by(stranger, 'early', {eventTime: '2026-11-01T00:00:00Z'});
		const {coverage} = await read([folderOf({'a.json': envelope([...story, early])})], key);
		const times = coverage.map(({from, to}) => [from, to].map(time => new Date(time ?? 0).toISOString()));
		expect(times).toEqual([
			['2026-11-20T10:00:09.000Z', '2026-11-20T10:00:09.000Z'],
			['2026-11-01T00:00:00.000Z', '2026-11-20T10:00:00.000Z'],
		]);
	});

	it('counts copies of an event once', async () => {
		const folder = folderOf({'a.json': envelope(story), 'b.json.gz': gzipSync(envelope(story))});
		const {events} = await read([folder, join(folder, 'a.json')], key);
		expect(ids(events)).toEqual(family);
	});

	it('keeps to the time asked for, and still knows where a credential came from', async () => {
		const {events} = await read([folderOf({'a.json': envelope(story)})], key, {
			since: Date.parse('2026-11-20T10:00:05Z'),
		});
		expect(ids(events)).toEqual(['deep', 'hop-1', 'hop-2']);
	});

	it('gives a service’s call to whom it was made for, in whatever order the files come', async () => {
		const decrypt = by(fakeKey('ASIA', 7), 'decrypt', {
			userIdentity: {
				...identity({credential: fakeKey('ASIA', 7)}),
				invokedBy: 'ssm.amazonaws.com',
				sessionContext: {attributes: {creationDate: '2026-11-20T10:00:01Z'}},
			},
		});
		for (const order of [
			[decrypt, ...story],
			[...story, decrypt],
		]) {
			const files = Object.fromEntries(order.map((item, n) => [`${n}.json`, envelope([item])]));
			const {events} = await read([folderOf(files)], key);
			expect(events.find(({id}) => id === 'decrypt')?.onBehalfOf).toBe(key);
			expect(ids(events)).toEqual(['decrypt', ...family].sort());
		}
	});
});

describe('a session under investigation', () => {
	const session = fakeKey('ASIA', 30);
	const issue = assumeRole(stranger, session, {eventID: 'issue', eventTime: '2026-11-20T10:00:00Z'});
	const before = by(session, 'before', {eventTime: '2026-11-20T09:00:00Z'});
	const after = by(session, 'after', {eventTime: '2026-11-20T10:01:00Z'});

	it('is its holder’s from when it was issued on, in whatever order the files come, and who asked for it is told', async () => {
		for (const order of [
			[before, issue, after],
			[after, before, issue],
		]) {
			const files = Object.fromEntries(order.map((item, n) => [`${n}.json`, envelope([item])]));
			const {events, batches} = await read([folderOf(files)], session);
			expect(ids(events)).toEqual(['after']);
			expect(batches.flatMap(({heard = []}) => heard).map(({id}) => id)).toEqual(['issue']);
		}
	});

	it('is all its holder’s where nobody saw it issued', async () => {
		const {events} = await read([folderOf({'a.json': envelope([before, after])})], session);
		expect(ids(events)).toEqual(['after', 'before']);
	});
});

describe('whatever happens to some files', () => {
	const parts = story.map(item => gzipSync(envelope([item])));

	/** Cuts a file, flips some of its bytes, or puts other bytes in. */
	const harm = fc.record({
		cut: fc.option(fc.nat({max: 300}), {nil: null}),
		flips: fc.array(fc.tuple(fc.nat({max: 400}), fc.nat({max: 255})), {maxLength: 6}),
		gzipped: fc.boolean(),
	});

	it('loses no event of the others, and throws nothing', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(harm, {minLength: 1, maxLength: 4}), async harms => {
				const files: Record<string, Buffer> = {};
				for (const [n, {cut, flips, gzipped}] of harms.entries()) {
					const original = envelope([by(key, `harmed-${n}`), by(stranger, `stranger-${n}`)]);
					const bytes = Buffer.from(gzipped ? gzipSync(original) : original);
					for (const [at, value] of flips) bytes[at % bytes.length] = value;
					files[`harmed-${n}.json`] = bytes.subarray(0, cut ?? bytes.length);
				}
				for (const [n, part] of parts.entries()) files[`${n}.json.gz`] = part;
				const {events} = await read([folderOf(files)], key);
				expect(ids(events)).toEqual(expect.arrayContaining(family));
			}),
			{numRuns: 60},
		);
	});

	it('finds the same in any order of files and records', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.shuffledSubarray(story, {minLength: story.length}),
				fc.integer({min: 1, max: story.length}),
				async (shuffled, size) => {
					const files: Record<string, string> = {};
					for (let at = 0; at < shuffled.length; at += size) {
						files[`${at}.json`] = envelope(shuffled.slice(at, at + size));
					}
					const {events} = await read([folderOf(files)], key);
					expect(ids(events)).toEqual(family);
				},
			),
			{numRuns: 30},
		);
	});

	it('stops promptly when told to, and claims nothing', async () => {
		const stop = new AbortController();
		stop.abort();
		const {events, coverage} = await read([folderOf({'a.json': envelope(story)})], key, {
			signal: stop.signal,
		});
		expect([events, coverage]).toEqual([[], []]);
	});
});
