import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {bindings} from '../../../source/ui/keymap/index.ts';
import {resourcesThere} from '../fixtures/facts.ts';
import {chatter, hops} from '../fixtures/history.ts';
import {type Incident, stageIncident} from '../fixtures/incident.ts';
import {openScreen} from '../screen.ts';
import {openBench} from '../stage.ts';

/** Keys that mean something, weighted so that dialogs are really reached and answered, and any others. */
const anyKey = fc.oneof(
	{weight: 6, arbitrary: fc.constantFrom(...new Set(bindings.flatMap(({keys}) => keys)))},
	{weight: 3, arbitrary: fc.constantFrom('d', 'y', 'x', 'm', '4', 'enter', 'esc')},
	{weight: 1, arbitrary: fc.string({unit: 'grapheme', minLength: 1, maxLength: 1})},
	{weight: 1, arbitrary: fc.constantFrom('remove 4', 'i-00000000000000003')},
);

function press(incident: Incident, keys: readonly string[]): void {
	const bench = openBench(incident);
	for (const key of keys) {
		// A whole word is typed letter by letter.
		if (key.includes(' ') || key.length > 12)
			bench.press(...[...key].map(letter => (letter === ' ' ? 'space' : letter)));
		else bench.press(key);
	}
}

describe('whatever is pressed', () => {
	it('in read-only mode and on files nothing is ever asked of the write gate', () => {
		fc.assert(
			fc.property(fc.array(anyKey, {minLength: 100, maxLength: 300}), fc.boolean(), (keys, files) => {
				const incident = files
					? stageIncident({setting: 'logs', readOnly: true})
					: stageIncident({readOnly: true});
				press(incident, keys);
				expect(incident.runs).toEqual([]);
				incident.session.close();
			}),
			{numRuns: 40},
		);
	});

	it('where it may write, the same keys do reach the gate, so that the rule above means something', () => {
		const incident = stageIncident();
		press(incident, ['d', 'y', 'esc', '4', 'm', 'x', 'remove 4', 'enter']);
		expect(incident.runs.length).toBe(2);
	});

	it('the console neither fails nor draws beyond the terminal', async () => {
		const chunk = fc.oneof(
			fc.constantFrom(
				'\u001b',
				'\u001b[A',
				'\u001b[B',
				'\r',
				'\t',
				'\u001b[Z',
				' ',
				'\u007f',
				'\u001b[5~',
				'\u001b[6~',
			),
			fc.constantFrom(...'1234jkgGdenXxmuvfaciot/:?!JpyzswrhloO-+'),
			fc.string({unit: 'grapheme', minLength: 1, maxLength: 4}).filter(text => !/[\u0003\u001b]/.test(text)),
		);
		const sizes = fc.constantFrom([80, 24], [100, 30], [160, 50], [40, 10]);
		await fc.assert(
			fc.asyncProperty(
				fc.array(chunk, {minLength: 20, maxLength: 60}),
				sizes,
				async (chunks, [columns = 80, rows = 24]) => {
					const incident = stageIncident();
					const screen = openScreen(incident, {columns, rows});
					await screen.sees(columns < 80 ? 'needs' : 'leaktui');
					for (const [index, keys] of chunks.entries()) {
						screen.wait(150);
						// A q or a q in a burst may end it, which is as good.
						await screen.press(keys.replaceAll('q', 'j'));
						if (index % 10 === 0) incident.add(chatter(110 + index));
					}
					incident.add(hops);
					incident.resources(resourcesThere('terminated'));
					await screen.sees(columns < 80 ? 'needs' : 'leaktui');
					// What is drawn beyond the last row scrolls the first one away.
					expect(screen.rows()[0]).toContain('leaktui');
					screen.wait(1000);
					await screen.press('\u0003', '\u0003');
					await screen.ended;
					await incident.session.close();
				},
			),
			{numRuns: 12},
		);
	});
});
