import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {type Incident, openIncident, possible} from './account.ts';
import {type Loot, settle, spread, working} from './lineage.ts';

describe('the plan for a whole lineage', () => {
	let incident: Incident;
	let leaked: string;
	let loot: Loot;

	beforeAll(async () => {
		incident = await openIncident();
		({leaked, loot} = await spread(incident));
	});
	afterAll(() => incident.close());

	test('names every user and role that the lineage holds', async () => {
		const {principals} = await incident.read(leaked);
		expect(principals.map(({kind, principal: {name, made}}) => [kind, name, made])).toEqual([
			['user', 'app', false],
			['user', 'svc-agent', true],
			['role', 'deploy', false],
			['role', 'ring-a', false],
			['role', 'ring-b', false],
			['role', 'edge-exec', true],
		]);
	});

	test('runs, and nothing works any more', async () => {
		expect(await working(incident, loot)).toEqual(Object.keys(loot).sort());
		const plan = possible(await incident.plan(leaked));
		const outcomes = await incident.run(plan);
		expect([...outcomes.values()].filter(({status}) => status !== 'done')).toEqual([]);
		await settle(incident);
		expect(await working(incident, loot)).toEqual([]);
		expect(await incident.plan(leaked)).toEqual({reason: 'nothing is left to contain here'});
	});
});
