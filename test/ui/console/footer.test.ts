import {describe, expect, it} from 'vitest';
import {stageIncident} from '../fixtures/incident.ts';
import {openScreen, type Screen, type ScreenOptions} from '../screen.ts';

function open(incident = stageIncident(), options: ScreenOptions = {}): Screen {
	return openScreen(incident, options);
}

const footer = (at: Screen) => at.rows().at(-1) ?? '';

describe('the last row', () => {
	it('shows no key that does nothing', async () => {
		const files = open(stageIncident({setting: 'logs'}));
		await files.press('4');
		await files.sees('Files do not say what runs now.');
		expect(footer(files)).not.toMatch(/sort|filter|its event|mark|remove/);
		await files.press('q');
		await files.ended;

		const at = open();
		await at.press('3');
		await at.sees('following 112 events');
		expect(footer(at)).not.toContain('follow');
		await at.press('G');
		await at.sees('f follow');
		await at.press('J');
		await at.sees('the journal is empty');
		expect(footer(at)).not.toMatch(/entry|undo/);
	});

	it('offers more where there is room, but nothing dangerous beside the verbs of the key', async () => {
		const at = open(stageIncident(), {columns: 160, rows: 50});
		await at.sees('d disable key');
		expect(footer(at)).toContain('L log');
		expect(footer(at)).toContain('J journal');
		expect(footer(at)).not.toContain('delete key');
		expect(footer(at).trimEnd()).toMatch(/\? help$/);
	});
});

describe('what lies over the panes', () => {
	it('takes the whole width of a narrow terminal, and leaves the sides of a wide one', async () => {
		const at = open();
		await at.sees('ACTIVE');
		await at.press('d');
		const edge = await at.sees('╭');
		expect(edge.startsWith('╭')).toBe(true);
		expect(edge.length).toBe(80);
		await at.resize(160, 50);
		await at.sees(/^ {2}\S.*╭─+╮/);
	});

	it('shows the keys side by side where there is room', async () => {
		const at = open(stageIncident(), {columns: 160, rows: 50});
		await at.press('?');
		await at.sees(/Disable the key .*Copy the whole record/);
		await at.resize(80, 24);
		await at.sees('more rows: ↓ scrolls');
		expect(at.text()).not.toContain('Unfold everything');
	});
});
