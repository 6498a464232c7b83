import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {Lineage} from '../../../source/domain/lineage.ts';
import {eventOf} from '../records.ts';
import {key} from './story.ts';
import {family, everyWay as story, stranger} from './ways.ts';

function lineageOf(records: readonly Record<string, unknown>[]): Lineage {
	const lineage = new Lineage([key]);
	for (const item of records) lineage.add(eventOf(item));
	return lineage;
}

const shuffled = <T>(list: readonly T[]) =>
	fc.shuffledSubarray([...list], {minLength: list.length, maxLength: list.length});

describe('joins by inference', () => {
	it('find everybody who came in, however deep', () => {
		expect(lineageOf(story).ids().toSorted()).toEqual(family.toSorted());
	});

	it('are the same in whatever order the events come, and when they come twice', () => {
		const tree = lineageOf(story).credentials(0);
		fc.assert(
			fc.property(shuffled(story), shuffled(story), (list, again) => {
				const other = lineageOf(list);
				for (const item of again) other.observe(eventOf(item));
				expect(other.credentials(0)).toEqual(tree);
			}),
			{numRuns: 60},
		);
	});

	it('are the same for any part of the story, in whatever order', () => {
		const parts = fc.subarray([...story]).chain(part => fc.tuple(fc.constant(part), shuffled(part)));
		fc.assert(
			fc.property(parts, ([part, other]) => {
				expect(lineageOf(other).credentials(0)).toEqual(lineageOf(part).credentials(0));
			}),
			{numRuns: 60},
		);
	});

	it('never take in a stranger', () => {
		const mixed = fc
			.array(stranger, {maxLength: 12})
			.map(list => list.flat())
			.chain(strangers => shuffled([...story, ...strangers]));
		fc.assert(
			fc.property(mixed, records => {
				expect(lineageOf(records).ids().toSorted()).toEqual(family.toSorted());
			}),
			{numRuns: 200},
		);
	});
});
