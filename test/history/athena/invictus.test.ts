import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {readEvent} from '../../../source/domain/event.ts';
import {Lineage} from '../../../source/domain/lineage.ts';
import {Stage} from './stage.ts';
import type {Sample} from './table.ts';

const folder = join(import.meta.dirname, '../../../../shared/data/invictus/CloudTrail');
const key = 'AKIATFQR7NSC8Q4X20BJ';
const present = existsSync(folder);

/** Real records of an attack simulation, as somebody published them. */
function records(): Sample {
	return readdirSync(folder).flatMap(file => JSON.parse(readFileSync(join(folder, file), 'utf8')).Records);
}

/** The record without fields that hold nothing, but for the two that CloudTrail always writes. */
function withoutNothing(original: object): unknown {
	const verbatim = ['requestParameters', 'responseElements', 'additionalEventData', 'serviceEventDetails'];
	const drop = (value: unknown): unknown => {
		if (Array.isArray(value)) return value.map(drop);
		if (typeof value !== 'object' || value === null) return value ?? undefined;
		const kept = Object.entries(value)
			.map(([name, part]) => [name, verbatim.includes(name) ? part : drop(part)])
			.filter(([, part]) => part !== undefined);
		return kept.length === 0 ? undefined : Object.fromEntries(kept);
	};
	return drop(original);
}

function realRecords(): void {
	let stage: Stage;
	beforeAll(async () => {
		stage = await Stage.open();
		await stage.table('real', 'projected', records());
	});
	afterAll(() => stage.close());

	test('gives the whole lineage of the key: its own calls, those of services, and a sign-in by a user whom it made', async () => {
		const {events} = await stage.trace('real', {keys: [key]});
		const lineage = new Lineage([key]);
		for (const event of events) lineage.add(event);
		const own = events.filter(({onBehalfOf}) => onBehalfOf === null);
		const joined = events.filter(({credential, onBehalfOf}) => credential === null && onBehalfOf !== null);
		expect(lineage.ids()).toHaveLength(13);
		expect(own).toHaveLength(2151);
		expect(joined).toMatchObject([{name: 'ConsoleLogin', onBehalfOf: key}]);
		expect(events.length - own.length - joined.length).toBe(240);
		expect(new Set(events.map(({id}) => id)).size).toBe(events.length);
		expect(own.filter(({credential}) => credential === key)).toHaveLength(2104);

		const originals = new Map(records().map(record => [record['eventID'], readEvent(record)]));
		for (const {record, onBehalfOf, ...event} of events) {
			const {record: original = {}, ...rest} = originals.get(event.id) ?? {};
			expect({...event, onBehalfOf: null}).toEqual(rest);
			expect(record).toEqual(withoutNothing(original));
		}
	});
}

if (present) describe('a table over real CloudTrail records', realRecords);
else
	test('the real CloudTrail records are not present here: no table was made of them', () =>
		expect(present).toBe(false));
