import {gzipSync} from 'node:zlib';
import fc from 'fast-check';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {logsSource} from '../../../source/history/logs/source.ts';
import {everyWay, stranger} from '../../domain/joins/ways.ts';
import {fakeKey} from '../../domain/records.ts';
import {folderOf} from '../logs/folder.ts';
import {joinedRecords} from '../logs/joined.ts';
import {plainText} from '../logs/plain.ts';
import {key} from '../logs/story.ts';
import {Bench, foundBy, kinshipBy, timeOf, tracedBy, truthOf} from './bench.ts';
import type {Partitioning, Sample} from './table.ts';

let bench: Bench;
beforeAll(async () => {
	bench = await Bench.open();
});
afterAll(() => bench.close());

/** The same records read as files and as a table. */
async function both(records: Sample, keys: readonly string[], partitioning: Partitioning) {
	const files = logsSource([folderOf({'all.json.gz': gzipSync(plainText(records))})]);
	return Promise.all(
		[files, await bench.source(records, partitioning)].map(source => tracedBy(source, keys, timeOf(records))),
	);
}

/** Any part of a story in which everybody comes in by what the key did, and strangers who have much in common with them. */
const storiesWithStrangers = fc
	.tuple(fc.subarray([...everyWay], {minLength: 9}), fc.array(stranger, {maxLength: 6}))
	.map(([part, strangers]) =>
		[...part, ...strangers.flat()].map((item, n) => ({...item, eventID: `w-${n}`}) as Sample[number]),
	);

describe('who came in by what the lineage opened', () => {
	test('is found in a table as it is in files, by every way, and strangers are not', async () => {
		let joined = 0;
		await fc.assert(
			fc.asyncProperty(storiesWithStrangers, async records => {
				const [files = [], table = []] = await both(records, [key], 'classic');
				expect(foundBy(table)).toEqual(truthOf(records, [key]));
				expect(foundBy(table)).toEqual(foundBy(files));
				expect(kinshipBy(table, [key])).toEqual(kinshipBy(files, [key]));
				joined += foundBy(table).filter(found => !found.endsWith(' null')).length;
			}),
			{numRuns: 25},
		);
		expect(joined).toBeGreaterThan(5);
	});

	test('is found in a table as it is in files, whatever the story and the key, and in the same place of the tree', async () => {
		let [joined, origins] = [0, 0];
		const layouts = fc.constantFrom<Partitioning>('projected', 'classic', 'none');
		const stories = fc
			.array(joinedRecords, {minLength: 2, maxLength: 6})
			.map(files => files.flat() as Sample);
		const keys = fc.constantFrom(key, key, key, fakeKey('ASIA', 1));
		await fc.assert(
			fc.asyncProperty(stories, keys, layouts, async (records, root, partitioning) => {
				const [files = [], table = []] = await both(records, [root], partitioning);
				expect(foundBy(table)).toEqual(truthOf(records, [root]));
				expect(foundBy(table)).toEqual(foundBy(files));
				expect(kinshipBy(table, [root])).toEqual(kinshipBy(files, [root]));
				joined += foundBy(table).filter(found => !found.endsWith(' null')).length;
				origins += JSON.stringify(kinshipBy(table, [root])).includes('"origin":[{') ? 1 : 0;
			}),
			{numRuns: 60},
		);
		expect(joined).toBeGreaterThan(0);
		expect(origins).toBeGreaterThan(0);
	});
});
