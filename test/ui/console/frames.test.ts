import {describe, expect, it} from 'vitest';
import {stageIncident} from '../fixtures/incident.ts';
import {openScreen, type Screen} from '../screen.ts';

/** What was written from here until the text is on the screen. */
async function writtenBy(at: Screen, keys: readonly string[], wanted: RegExp): Promise<string> {
	const before = at.written().length;
	await at.press(...keys);
	await at.sees(wanted);
	return at.written().slice(before);
}

/** Rows that were written anew: each ends by erasing what stood behind it. */
const rowsIn = (written: string) => written.split('\u001b[K').length - 1;
const framesIn = (written: string) => written.split('\u001b[?2026h').length - 1;

describe('a keystroke', () => {
	it('writes the rows that it changes and no others, each frame at once', async () => {
		const at = openScreen(stageIncident(), {columns: 160, rows: 50});
		await at.press('3', 'j');
		await at.sees('f follow');
		const step = await writtenBy(at, ['j'], /▸.*14:29:57/);
		// Where the cursor was, where it is, and the two rows that tell what it is on.
		expect(rowsIn(step)).toBeLessThanOrEqual(4);
		const held = await writtenBy(at, ['j'.repeat(60)], /▸.*14:28:57/);
		expect(framesIn(held)).toBeLessThanOrEqual(2);
		expect(rowsIn(held)).toBeLessThanOrEqual(framesIn(held) * 26);
		expect(step + held).not.toContain('\u001b[2J');
	});
});
