import {describe, expect, it} from 'vitest';
import {makeEvent, testKey} from '../../make-event.ts';
import {deploySession, leaked, present} from '../fixtures/history.ts';
import {stageIncident} from '../fixtures/incident.ts';
import {openScreen, type Screen, type ScreenOptions} from '../screen.ts';

function open(incident = stageIncident(), options: ScreenOptions = {}): Screen {
	return openScreen(incident, options);
}

describe('what a row has no room for', () => {
	it('stands under the events: the whole call, who made it, from where and with what', async () => {
		const incident = stageIncident();
		const name = 'GenerateDataKeyPairWithoutPlaintext';
		incident.add([
			makeEvent({
				id: 'e9000000-0000-4000-8000-00000000000d',
				time: present + 1000,
				credential: leaked,
				source: 'kms.amazonaws.com',
				name,
				sourceIp: '2001:db8:0:1:2:3:4:5',
			}),
		]);
		const at = open(incident);
		await at.press('3');
		await at.sees(/▸.*kms:GenerateDataKeyPa…/);
		await at.sees(`└ kms:${name}`);
		await at.sees('from 2001:db8:0:1:2:3:4:5');
	});

	it('stands under the sessions: the id, and what minted it by whom and when', async () => {
		const at = open();
		await at.press('2', 'j');
		const short = `${deploySession.slice(0, 4)}…${deploySession.slice(-4)}`;
		await at.sees(new RegExp(`▸.*session DeployRole/build-17 +${short} alive`));
		await at.sees(`└ ${deploySession} · DeployRole/build-17 · AssumeRole at 13:10:00 UTC`);
		await at.sees(`    ${leaked} · seen at 13:20:00 UTC`);
	});

	it('stands under the resources, beside all four panes too', async () => {
		const at = open(stageIncident(), {columns: 160, rows: 50});
		await at.press('4');
		await at.sees(/└ i-0+3 · p3.2xlarge · ap-south-1 · made by AdminRole/);
	});
});

describe('a chain of a dozen hops', () => {
	it('keeps every name on the screen, at its place in the tree', async () => {
		const incident = stageIncident();
		const chain = [
			deploySession,
			...Array.from({length: 12}, (_, depth) => testKey('ASIA', `HOP${String.fromCharCode(65 + depth)}`)),
		];
		incident.add(
			chain.slice(1).map((id, depth) =>
				makeEvent({
					id: `e9000000-0000-4000-8000-0000000001${String(depth).padStart(2, '0')}`,
					time: present - 3_000_000 + depth * 1000,
					credential: chain[depth] ?? null,
					source: 'sts.amazonaws.com',
					name: 'AssumeRole',
					request: {roleArn: 'arn:aws:iam::111122223333:role/Hop', roleSessionName: `hop-${depth}`},
					response: {
						credentials: {accessKeyId: id},
						assumedRoleUser: {arn: `arn:aws:sts::111122223333:assumed-role/Hop/hop-${depth}`},
					},
				}),
			),
		);
		const at = open(incident);
		await at.press('2');
		for (const id of chain.slice(1)) {
			const row = await at.sees(`${id.slice(0, 4)}…${id.slice(-4)}`);
			expect(row.indexOf('session user/ci')).toBeLessThan(14);
			await at.press('j');
		}
		await at.sees(/…13 +└ session/);
	});
});
