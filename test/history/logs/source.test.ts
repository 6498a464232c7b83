import {chmodSync, symlinkSync} from 'node:fs';
import {join} from 'node:path';
import {gzipSync} from 'node:zlib';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {logsSource} from '../../../source/history/logs/source.ts';
import {account, assumeRole, fakeKey, identity, record} from '../../domain/records.ts';
import {folderOf, read} from './folder.ts';

const key = fakeKey('AKIA', 1);
const child = fakeKey('ASIA', 1);
const grandchild = fakeKey('ASIA', 2);
const stranger = fakeKey('AKIA', 9);

function by(credential: string, eventID: string, changes: Record<string, unknown> = {}) {
	return record({userIdentity: identity({credential}), eventID, ...changes});
}

const role = `arn:aws:sts::${account}:assumed-role/deploy/session`;

/** The events come before the hops that explain them. */
const story = [
	by(grandchild, 'deep', {eventTime: '2026-11-20T10:00:09Z', awsRegion: 'eu-west-1'}),
	by(stranger, 'other'),
	assumeRole(child, grandchild, {
		eventID: 'hop-2',
		userIdentity: identity({credential: child, arn: role}),
	}),
	assumeRole(key, child, {eventID: 'hop-1'}),
	by(key, 'own'),
];
const family = ['deep', 'hop-1', 'hop-2', 'own'];

const envelope = (records: readonly unknown[]) => JSON.stringify({Records: records});
const lookup = (records: readonly unknown[]) =>
	JSON.stringify(
		{Events: records.map(item => ({EventId: 'x', CloudTrailEvent: JSON.stringify(item)}))},
		null,
		2,
	);

const ids = (events: readonly {readonly id: string}[]) => events.map(({id}) => id).sort();

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

describe('what is wrong with a file', () => {
	const good = {'good.json': envelope(story)};

	async function blame(files: Record<string, string | Buffer>) {
		const {events, blindSpots, coverage} = await read([folderOf({...good, ...files})], key);
		expect(ids(events)).toEqual(expect.arrayContaining(family));
		return {
			spots: blindSpots.map(({what, why}) => `${what.split('/').at(-1)}: ${why}`),
			complete: coverage.every(({complete}) => complete),
			ids: ids(events),
		};
	}

	it('is named for a cut gzip, whose complete records are kept', async () => {
		const extra = Array.from({length: 500}, (_, n) => by(key, `extra-${String(n).padStart(3, '0')}`));
		const whole = gzipSync(envelope(extra));
		const {spots, complete, ids: found} = await blame({'cut.json.gz': whole.subarray(0, whole.length >> 1)});
		expect(spots[0]).toMatch(/^cut\.json\.gz: the gzip ends early; \d+ complete records were read$/);
		expect(complete).toBe(false);
		expect(found.filter(id => id.startsWith('extra')).length).toBeGreaterThan(100);
	});

	it('is named for cut JSON, whose complete records are kept', async () => {
		const text = envelope([by(key, 'kept'), by(key, 'lost')]);
		const {spots, complete, ids: found} = await blame({'cut.json': text.slice(0, -40)});
		expect(spots).toEqual(['cut.json: ends in the middle of a record; 1 complete record was read']);
		expect(complete).toBe(false);
		expect(found).toContain('kept');
		expect(found).not.toContain('lost');
	});

	it('is named for a malformed line, and the others are read', async () => {
		const text = `${JSON.stringify(by(key, 'one'))}\n{"eventName": oops}\n${JSON.stringify(by(key, 'two'))}\n`;
		const {spots, ids: found} = await blame({'lines.jsonl': text});
		expect(spots).toEqual(['lines.jsonl: 1 malformed record; 2 complete records were read']);
		expect(found).toEqual(expect.arrayContaining(['one', 'two']));
	});

	it('is named for foreign files, which leave nothing incomplete', async () => {
		const {spots, complete} = await blame({
			'picture.png': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 1, 2]),
			'notes.txt': 'Ask {Bob} about "this',
			'package.json': '{"name": "x"}',
			'nothing.txt': '',
		});
		expect(spots.sort()).toEqual([
			'notes.txt: no CloudTrail records in it',
			'nothing.txt: empty',
			'package.json: no CloudTrail records in it',
			'picture.png: no CloudTrail records in it',
		]);
		expect(complete).toBe(true);
	});

	it('is named for an empty log and one of noise, which do', async () => {
		const noise = Buffer.from(Array.from({length: 300}, (_, n) => (n * 7919) % 251));
		const {spots, complete} = await blame({'empty.json': '', 'noise.json': noise});
		expect(spots.map(spot => spot.split(':')[0])).toEqual(['empty.json', 'noise.json']);
		expect(complete).toBe(false);
	});

	it('is nothing for digests, insights, and logs without events', async () => {
		const base = `AWSLogs/${account}`;
		const insight = {
			eventType: 'AwsCloudTrailInsight',
			eventCategory: 'Insight',
			eventID: 'i',
			eventName: 'x',
		};
		const {spots, complete} = await blame({
			[`${base}/CloudTrail-Digest/us-east-1/2026/11/20/d.json.gz`]: gzipSync('{"digestStartTime":"x"}'),
			[`${base}/CloudTrail-Insight/us-east-1/2026/11/20/i.json.gz`]: gzipSync(envelope([insight])),
			'moved-digest.json': '{"digestStartTime":"x","logFiles":[{"s3Object":"y"}]}',
			'moved-insight.json': envelope([insight]),
			'quiet.json': '{"Records":[]}',
			'none.json': '[]',
		});
		expect(spots).toEqual([]);
		expect(complete).toBe(true);
	});

	it('is named for links to nothing, and links in a ring are walked once', async () => {
		const folder = folderOf(good);
		symlinkSync(folder, join(folder, 'ring'));
		symlinkSync(join(folder, 'good.json'), join(folder, 'again.json'));
		symlinkSync('missing.json', join(folder, 'dangling.json'));
		const {events, blindSpots, coverage} = await read([folder], key);
		expect(ids(events)).toEqual(family);
		expect(blindSpots.map(({why}) => why)).toEqual(['a link to nothing']);
		expect(coverage[0]?.error).toMatch(/dangling\.json \(a link to nothing\)$/);
	});

	it('is named for files that cannot be read', async () => {
		const folder = folderOf({...good, 'secret.json': '[]'});
		chmodSync(join(folder, 'secret.json'), 0);
		// Root reads everything, except what the kernel itself refuses.
		if (process.getuid?.() === 0) symlinkSync('/proc/self/mem', join(folder, 'memory.json'));
		const {blindSpots, events, coverage} = await read([folder], key);
		expect(blindSpots.map(({why}) => why)).toEqual([
			expect.stringMatching(
				/^(no permission to read it|could not be read \(EIO\)); 0 complete records were read$/,
			),
		]);
		expect(ids(events)).toEqual(family);
		expect(coverage[0]?.complete).toBe(false);
	});

	it('shows no escape sequence from a file name', async () => {
		const {blindSpots} = await read([folderOf({...good, 'x\u001b[2J.txt': 'x'})], key);
		expect(blindSpots[0]?.what).toMatch(/x\ufffd\[2J\.txt$/);
	});

	it('names some of many foreign files, and how many more there are', async () => {
		const files = Object.fromEntries(Array.from({length: 50}, (_, n) => [`Config/${n}.txt`, 'x']));
		const {spots} = await blame(files);
		expect(spots).toHaveLength(21);
		expect(spots.at(-1)).toBe('30 more files: no CloudTrail records in it');
	});

	it('is said at once, in one line, for a path that a person named', () => {
		expect(() => logsSource([join(folderOf(good), 'nowhere')])).toThrow(/nowhere does not exist: name the/);
		expect(() => logsSource(['/dev/null'])).toThrow(/neither a file nor a folder/);
	});

	it('is said in the coverage where nothing was found at all', async () => {
		const {coverage} = await read([folderOf({})], key);
		expect(coverage).toMatchObject([
			{complete: false, error: 'no CloudTrail records were found', from: null},
		]);
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
