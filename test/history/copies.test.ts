import fc from 'fast-check';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {logsSource} from '../../source/history/logs/source.ts';
import {acrossAccounts, handedOut} from '../domain/joins/across.ts';
import {key} from '../domain/joins/story.ts';
import {eventOf} from '../domain/records.ts';
import {Bench, foundBy, kinshipBy, timeOf, tracedBy, truthOf} from './athena/bench.ts';
import {folderOf} from './logs/folder.ts';
import {trailFile} from './logs/plain.ts';
import {setUp} from './lookup/story.ts';

let bench: Bench;
beforeAll(async () => {
	bench = await Bench.open();
});
afterAll(() => bench.close());

describe('a role taken across accounts, which both accounts recorded (field guide §8)', () => {
	it('is told once, by the record that names the key, and alike by files, table and event history', async () => {
		const keys = fc.constantFrom(key, key, handedOut);
		await fc.assert(
			fc.asyncProperty(acrossAccounts, keys, async ({records, read, ids: [named, keyless]}, root) => {
				// In several files, so that either record may be read first.
				const files = Object.fromEntries(records.map((item, n) => trailFile(n, [item])));
				const sources = [
					logsSource([folderOf(files)]),
					await bench.source(records, 'classic'),
					// A page for each record: the other one comes later.
					setUp(records, 1).source,
				];
				for (const source of sources) {
					const batches = await tracedBy(source, [root], timeOf(records));
					const found = foundBy(batches);
					expect(found, source.name).toEqual(truthOf(records, [root]));
					expect(kinshipBy(batches, [root]), source.name).toEqual(
						kinshipBy([{events: records.map(eventOf)}], [root]),
					);
					const told = found.map(one => one.split(' ')[0]);
					expect(told).not.toContain('in-copy');
					if (read === 'both') expect(told).not.toContain(keyless);
					expect(told.filter(id => id === named).length).toBeLessThanOrEqual(1);
				}
			}),
			{numRuns: 30},
		);
	});
});
