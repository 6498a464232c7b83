import {describe, expect, it} from 'vitest';
import {makeEvent, testKey} from '../../make-event.ts';
import {resourcesThere} from '../fixtures/facts.ts';
import {leaked, present} from '../fixtures/history.ts';
import {stageIncident} from '../fixtures/incident.ts';
import {openScreen, type Screen} from '../screen.ts';

const ids = ['A', 'B', 'C', 'D'].map(end => testKey('ASIA', `NAM${end}`));

/** Two cells each; one cell of two characters; none; long without a blank. */
const names = ['予算監査の役割です'.repeat(4), 'e\u0301'.repeat(70), 'a\u200bb\u202ec', 'x'.repeat(200)];

describe('names that an attacker chose', () => {
	it('push nothing out of its column, whatever cells they take', async () => {
		const incident = stageIncident();
		const account = '111122223333';
		incident.add(
			names.map((name, index) =>
				makeEvent({
					id: `e9000000-0000-4000-8000-00000000020${index}`,
					time: present + index * 1000,
					credential: leaked,
					source: 'sts.amazonaws.com',
					name: 'AssumeRole',
					request: {roleArn: `arn:aws:iam::${account}:role/${name}`, roleSessionName: name},
					response: {
						credentials: {accessKeyId: ids[index]},
						assumedRoleUser: {arn: `arn:aws:sts::${account}:assumed-role/${name}/${name}`},
					},
				}),
			),
		);
		const [first] = resourcesThere();
		if (first !== undefined)
			incident.resources(names.map((name, index) => ({...first, id: `i-000000000000000b${index}`, name})));
		const at = openScreen(incident, {columns: 160, rows: 50});
		await at.sees('予算監査の役割');
		const look = async (keys: readonly string[], detail: string) => {
			await at.press(...keys);
			await at.sees(`└ ${detail}`);
			expect(bent(at)).toEqual([]);
		};
		await look(['3'], 'sts:AssumeRole');
		await look(['2'], leaked);
		for (const id of ids) await look(['j'.repeat(20), ...'k'.repeat(ids.length - 1 - ids.indexOf(id))], id);
		await look(['4', 'j', 'j', 'j'], 'i-000000000000000b0');
		for (const index of [1, 2, 3]) await look(['j'], `i-000000000000000b${index}`);
	});
});

/** Rows between head and foot in which the rule between the columns of panes is not at its place. */
function bent(at: Screen): readonly string[] {
	return at
		.cells(72)
		.slice(2, -2)
		.filter(cell => cell !== '│');
}
