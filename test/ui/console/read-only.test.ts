import {afterAll, beforeAll, expect, it} from 'vitest';
import {disableKey, isPossible} from '../../../source/domain/plans/index.ts';
import type {Investigation} from '../../../source/investigation/investigate.ts';
import type {RunningScenario} from '../../../source/range/scenario.ts';
import type {TrailRecord} from '../../../source/range/trail.ts';
import {reviewProposal} from '../../../source/ui/commands/contain.ts';
import {bindings} from '../../../source/ui/keymap/index.ts';
import {open, stage, until} from '../../investigation/incident.ts';
import {openBench} from '../stage.ts';

const keystrokes = 100_000;

/** Keys after which everything that runs gets its turn. */
const breath = 500;

let incident: RunningScenario;
let investigation: Investigation;
const records: TrailRecord[] = [];

beforeAll(async () => {
	incident = await stage();
	investigation = await open(incident, {readOnly: true});
	await investigation.settled;
	incident.range.world.trail.listen(record => records.push(record));
});
afterAll(async () => {
	await investigation.close();
	await incident.stop();
});

const writes = () => records.filter(({readOnly}) => readOnly !== true);

/** Any key that is bound, those that lead to a write more often, and letters and digits to answer questions with. */
function* randomKeys(count: number): Generator<string> {
	const costly = new Set(['r', 'K']);
	const cheap = bindings.flatMap(({keys}) => keys).filter(key => !costly.has(key));
	const weighty = ['d', 'y', 'e', 'n', 'X', 'R', 'J', 'u', 'U', 'x', 'm', '4', 'y', 'enter', ...costly];
	const letters = [...'abcdefghijklmnopqrstuvwxyz0123456789-/!'];
	// xorshift: the same keys each time, so that a failure can be looked into.
	let state = 20_261_124;
	const pick = <T>(from: readonly [T, ...T[]] | readonly T[]): T | undefined => {
		state ^= state << 13;
		state ^= state >>> 17;
		state ^= state << 5;
		return from[Math.abs(state) % from.length];
	};
	for (let index = 0; index < count; index += 1) {
		const from = pick([cheap, cheap, weighty, letters]) ?? cheap;
		const key = pick(from) ?? 'y';
		// Both read the account from top to bottom: now and then is enough.
		yield costly.has(key) && index % 40 !== 0 ? 'y' : key;
	}
}

it('100,000 random keystrokes in read-only mode put no mutating call on the wire', async () => {
	const bench = openBench({session: investigation});
	const reached = new Set<string>();
	let pressed = 0;
	let ran = false;
	const stop = investigation.store.subscribe(() => {
		ran ||= investigation.store.get().execution !== null;
	});
	for (const key of randomKeys(keystrokes)) {
		bench.press(key);
		reached.add(bench.view().overlay?.kind ?? bench.view().pane);
		pressed += 1;
		if (bench.view().overlay?.kind === 'proposal') {
			// What the screen does by itself when a plan has been made.
			await until(investigation, ({proposal}) => proposal?.planned != null);
			reviewProposal(bench.scene());
			reached.add(bench.view().overlay?.kind ?? '');
		}
		if (pressed % breath === 0) await new Promise(setImmediate);
	}
	stop();
	expect(pressed).toBe(keystrokes);
	expect(writes()).toEqual([]);
	expect(investigation.store.get().journal).toEqual([]);
	// Not even the gate was asked.
	expect(ran).toBe(false);
	// The keys did get around.
	for (const kind of [
		'key',
		'sessions',
		'events',
		'resources',
		'record',
		'journal',
		'rotation',
		'proposal',
		'confirm',
	])
		expect(reached).toContain(kind);
}, 120_000);

it('and what would get past the keyboard is stopped by the gate', async () => {
	const facts = investigation.store.get().facts.get(incident.leakedKeyId);
	const plan = facts === undefined ? null : disableKey(facts, []);
	if (plan === null || !isPossible(plan)) throw new Error('no plan');
	investigation.controls.run(plan);
	const {execution} = await until(investigation, state => state.execution?.finished === true);
	expect(execution?.outcomes.get('status')).toMatchObject({status: 'refused'});
	expect(writes()).toEqual([]);
});
