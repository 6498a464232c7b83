import {describe, expect, it} from 'vitest';
import {standingBlindSpots} from '../../source/domain/blind-spots.ts';

describe('the standing blind spots', () => {
	it('say of the event history that it holds no data events and 90 days only', () => {
		const spots = standingBlindSpots('lookup').map(({what}) => what);
		expect(spots).toEqual(
			expect.arrayContaining(['S3 objects', 'Lambda invocations', 'more than 90 days ago']),
		);
	});

	it('are said in one line each, and no thing twice', () => {
		for (const source of ['lookup', 'logs', 'athena'] as const) {
			const spots = standingBlindSpots(source);
			expect(new Set(spots.map(({what}) => what)).size).toBe(spots.length);
			for (const {what, why} of spots) expect(`${what}${why}`).toMatch(/^[^\n]{10,200}$/);
		}
	});
});
