import {describe, expect, it} from 'vitest';
import {factsWith} from '../fixtures/facts.ts';
import {stageIncident} from '../fixtures/incident.ts';
import {openScreen} from '../screen.ts';

describe('the pane of the key', () => {
	it('goes on saying what disabling leaves alive when containment was only looked at', async () => {
		const incident = stageIncident();
		incident.contained({since: null});
		const screen = openScreen(incident);
		await screen.sees('Stays alive if you disable it now');
		incident.facts(factsWith('Inactive'));
		await screen.sees('are contained or expired: V shows the proof');
	});

	it('begins every row at the same place', async () => {
		const screen = openScreen(stageIncident());
		await screen.sees('Stays alive');
		const rows = screen
			.rows()
			.slice(4, 20)
			.filter(row => row.trim() !== '');
		expect(rows.length).toBeGreaterThan(10);
		expect(rows.every(row => row.startsWith('  '))).toBe(true);
		for (const start of ['ACTIVE', 'user', 'Stays', '•']) await screen.sees(new RegExp(`^ {2}${start}`));
	});
});

describe('the header on 80 columns', () => {
	it('keeps the key in sight when AWS slows regions down', async () => {
		const incident = stageIncident();
		const screen = openScreen(incident);
		incident.read({
			done: 1,
			total: 2,
			current: null,
			slowed: new Map([
				['eu-west-1', 500],
				['us-east-1', 700],
			]),
		});
		const row = await screen.sees('2 throttled');
		expect(row).toContain('AKIATESTTESTTESTLEAK');
	});
});
