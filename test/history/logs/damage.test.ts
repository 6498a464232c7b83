import {chmodSync, symlinkSync} from 'node:fs';
import {join} from 'node:path';
import {gzipSync} from 'node:zlib';
import {describe, expect, it} from 'vitest';
import {logsSource} from '../../../source/history/logs/source.ts';
import {account} from '../../domain/records.ts';
import {folderOf, read} from './folder.ts';
import {by, envelope, family, ids, key, story} from './story.ts';

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
