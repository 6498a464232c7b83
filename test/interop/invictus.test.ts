import {existsSync} from 'node:fs';
import {resolve} from 'node:path';
import {beforeAll, describe, expect, it} from 'vitest';
import {logsSource} from '../../source/history/logs/source.ts';
import type {Report} from '../../source/report/model.ts';
import {investigate} from '../report/headless.ts';

const data = resolve(import.meta.dirname, '../../../shared/data/invictus');
const key = 'AKIATFQR7NSC8Q4X20BJ';
const twin = 'AKIATFQZ7NSC8Q4X21BJ';

/** The incident that Invictus staged and published: other people's records, as AWS wrote them. */
function incident(): void {
	let report: Report;
	beforeAll(async () => {
		report = await investigate(logsSource([data]), [key], Date.parse('2026-11-24T00:00:00Z'));
	});

	it('has 13 credentials in its lineage', () => {
		expect(report.credentials).toHaveLength(13);
		expect(report.credentials[0]).toMatchObject({id: key, depth: 0, calls: 2104});
	});

	it('made 2,151 calls with them, 2,104 itself, and services made 240 more', () => {
		const events = [...report.events];
		const direct = events.filter(({onBehalfOf}) => onBehalfOf === null);
		expect(direct).toHaveLength(2151);
		expect(direct.filter(({credential}) => credential === key)).toHaveLength(2104);
		expect(events.length - direct.length).toBe(240);
		expect(new Set(events.map(({eventID}) => eventID)).size).toBe(events.length);
	});

	it('tells under which service’s key each of those was made', () => {
		const made = [...report.events].filter(({onBehalfOf}) => onBehalfOf !== null);
		const lineage = new Set(report.credentials.map(({id}) => id));
		expect(made.every(({onBehalfOf}) => lineage.has(onBehalfOf ?? ''))).toBe(true);
		expect(made.some(({credential}) => lineage.has(credential ?? ''))).toBe(false);
	});

	it('made a user who signed in to the console from the same address: by inference, and told apart', () => {
		expect([...report.inferredEvents]).toMatchObject([
			{eventName: 'ConsoleLogin', eventTime: '2023-07-10T12:23:15Z', credential: null, onBehalfOf: key},
		]);
	});

	it('is not mixed up with its near twin', async () => {
		const other = await investigate(logsSource([data]), [twin], Date.now());
		const [mine, theirs] = [report, other].map(
			({events}) => new Set(Array.from(events, ({eventID}) => eventID)),
		);
		expect(theirs?.size).toBeGreaterThan(0);
		expect(mine?.isDisjointFrom(theirs ?? new Set())).toBe(true);
	});

	it('is covered completely, and names the files that are no logs', () => {
		expect(report.coverage).toMatchObject([{region: 'us-east-1', complete: true, events: 2392}]);
		expect(report.blindSpots.map(({what}) => what.split('/').at(-1))).toEqual(['LICENSE', 'README.md']);
	});
}

if (existsSync(data)) describe('the key of the invictus dataset', incident);
else
	it('the invictus dataset is not present here: its records were not read', () =>
		expect(existsSync(data)).toBe(false));
