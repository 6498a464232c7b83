import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {Problems} from '../../../source/history/logs/problems.ts';

interface Told {
	readonly path: string;
	readonly why: string;
	readonly damaged: boolean;
}

function gather(told: readonly Told[]): Problems {
	const problems = new Problems();
	for (const {path, why, damaged} of told) {
		if (damaged) problems.damaged(path, why);
		else problems.foreign(path, why);
	}
	return problems;
}

const tellings = fc.uniqueArray(
	fc.record({
		path: fc.stringMatching(/^[a-zA-Z0-9]{1,8}$/),
		why: fc.constantFrom('no records', 'cut short', 'not gzip'),
		damaged: fc.boolean(),
	}),
	{selector: ({path}) => path, maxLength: 60},
);

describe('what is wrong with files', () => {
	it('is told in the same words, whichever file was read first', () => {
		const twoOrders = tellings.chain(told =>
			fc.tuple(fc.constant(told), fc.shuffledSubarray(told, {minLength: told.length})),
		);
		fc.assert(
			fc.property(twoOrders, ([one, other]) => {
				expect(gather(other).blindSpots()).toEqual(gather(one).blindSpots());
				expect(gather(other).error).toBe(gather(one).error);
			}),
		);
	});

	it('names every damaged file, and of others so many as a person reads', () => {
		const paths = Array.from({length: 25}, (_, index) => `file-${String(index).padStart(2, '0')}`);
		const damaged = gather(paths.map(path => ({path, why: 'cut short', damaged: true}))).blindSpots();
		expect(damaged.map(({what}) => what)).toEqual(paths);
		const foreign = gather(paths.map(path => ({path, why: 'no records', damaged: false}))).blindSpots();
		expect(foreign.at(-1)).toEqual({what: '5 more files', why: 'no records'});
		expect(foreign).toHaveLength(21);
	});
});
