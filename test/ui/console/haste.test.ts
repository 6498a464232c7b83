import {afterAll, beforeAll, expect, it} from 'vitest';
import type {Investigation} from '../../../source/investigation/investigate.ts';
import type {RunningScenario} from '../../../source/range/scenario.ts';
import {open, stage} from '../../investigation/incident.ts';
import {openScreen} from '../screen.ts';

let incident: RunningScenario;
let investigation: Investigation;

beforeAll(async () => {
	incident = await stage();
});
afterAll(async () => {
	await investigation.close();
	await incident.stop();
});

it('two keystrokes after opening the console the key is disabled, while everything else is still being read', async () => {
	const {promise, resolve} = Promise.withResolvers<boolean>();
	incident.range.world.trail.listen(({eventName}) => {
		if (eventName === 'UpdateAccessKey') resolve(investigation.store.get().trace.state === 'reading');
	});
	// The history answers slowly; nobody waits for it.
	incident.range.faults.add({kind: 'slow', service: 'cloudtrail', delay: 2000});
	investigation = await open(incident, {follow: true});
	const screen = openScreen({session: investigation});
	await screen.sees('leaktui');
	await screen.press('d');
	await screen.sees('iam:UpdateAccessKey');
	screen.wait(300);
	await screen.press('y');
	expect(await promise).toBe(true);
	await screen.sees('1 of 1 done');
	await screen.press('\u0003', '\u0003');
	await screen.ended;
});
