import {describe, expect, it} from 'vitest';
import {describeCall} from '../../../source/domain/plan.ts';
import {factsWith, ok} from '../fixtures/facts.ts';
import {leaked} from '../fixtures/history.ts';
import {type Incident, stageIncident} from '../fixtures/incident.ts';
import {openScreen, type Screen, type ScreenOptions} from '../screen.ts';

const esc = '\u001b';
function open(incident: Incident, options?: ScreenOptions): Screen {
	return openScreen(incident, options);
}

/** Answers what was asked, as someone who has read the question: after the dialog has settled. */
async function answer(at: Screen, ...keys: readonly string[]): Promise<void> {
	at.wait(300);
	await at.press(...keys);
}

describe('disabling the key', () => {
	it('takes two keys, shows the exact call before and what AWS says after', async () => {
		const incident = stageIncident();
		const at = open(incident);
		await at.sees('ACTIVE');
		await at.sees('Press d to disable it, K for all that comes from it.');
		await at.press('d');
		await at.sees(`Disable ${leaked} of ci-deploy`);
		await at.sees('iam:UpdateAccessKey us-east-1 {"UserName":"ci-deploy"');
		await answer(at, 'y');
		expect(incident.runs.map(({steps}) => steps.map(({call}) => describeCall(call)))).toEqual([
			[
				`iam:UpdateAccessKey us-east-1 {"UserName":"ci-deploy","AccessKeyId":"${leaked}","Status":"Inactive"}`,
			],
		]);
		incident.start();
		await at.sees('Running …');
		incident.outcome(0, {status: 'done', requestId: 'r-1', output: {}});
		incident.finish();
		await at.sees('1 of 1 done');
		incident.facts(factsWith('Inactive'));
		await at.sees('AWS says now: Inactive');
		await answer(at, esc);
		await at.sees('INACTIVE');
		await at.sees(/next .*4 credentials may still work: K contains them/);
	});

	it('may be asked for before AWS has said whose key it is: the call comes up as soon as it is known', async () => {
		const incident = stageIncident({known: 'empty'});
		const at = open(incident);
		await at.sees('READING');
		await at.press('d');
		await at.sees('Reading whose key it is');
		incident.facts(factsWith('Active'));
		await at.sees('iam:UpdateAccessKey us-east-1');
		await answer(at, 'y');
		expect(incident.runs.length).toBe(1);
	});

	it('changes nothing on enter, on escape, or on the key that asked', async () => {
		for (const key of ['\r', esc, 'd']) {
			const incident = stageIncident();
			const at = open(incident);
			await at.sees('ACTIVE');
			await at.press('d');
			await at.sees('UpdateAccessKey');
			await answer(at, key, '\u0003');
			expect(incident.runs).toEqual([]);
			await at.ended;
		}
	});

	it('does not hear keys that were on the way when the dialog opened', async () => {
		const incident = stageIncident();
		const at = open(incident);
		await at.sees('ACTIVE');
		await at.press('d', 'y');
		await at.sees('UpdateAccessKey');
		at.wait(100);
		await at.press('y');
		expect(incident.runs).toEqual([]);
		await answer(at, 'y');
		expect(incident.runs.length).toBe(1);
	});

	it('takes no burst and no paste for an answer, nor for the question', async () => {
		const incident = stageIncident();
		const at = open(incident);
		await at.sees('ACTIVE');
		await at.press('dy');
		await at.press(`${esc}[200~dy${esc}[201~`);
		await at.sees('Pasted text was ignored');
		expect(at.text()).not.toContain('UpdateAccessKey');
		await at.press('d');
		await at.sees('UpdateAccessKey');
		await answer(at, 'yy', `${esc}[200~y${esc}[201~`);
		expect(incident.runs).toEqual([]);
	});

	it('says why not, where it cannot', async () => {
		const readOnly = open(stageIncident({readOnly: true}));
		await readOnly.sees('READ-ONLY');
		await readOnly.press('d');
		await readOnly.sees('Read-only: leaktui was started with --read-only.');
		await readOnly.press('q');
		await readOnly.ended;
		const files = open(stageIncident({setting: 'logs'}));
		await files.sees('FROM FILES');
		await files.press('d');
		await files.sees('Read from files: there is no account to change.');
	});

	it('shows what was refused, and why', async () => {
		const incident = stageIncident();
		const at = open(incident);
		await at.sees('ACTIVE');
		await at.press('d');
		await at.sees('UpdateAccessKey');
		await answer(at, 'y');
		incident.start();
		incident.outcome(0, {status: 'failed', reason: 'you may not call iam:UpdateAccessKey', requestId: null});
		incident.finish();
		await at.sees('✗ failed');
		await at.sees('you may not call iam:UpdateAccessKey');
		await at.sees('0 of 1 done, 1 failed');
	});
});

describe('a new key', () => {
	it('shows its secret once, copies it on request, and warns before it is gone', async () => {
		const incident = stageIncident();
		incident.facts(factsWith('Active', {keys: ok([])}));
		const at = open(incident);
		await at.sees('ACTIVE');
		await at.press('n');
		await at.sees('Create a new key for ci-deploy');
		await answer(at, 'y');
		incident.start();
		incident.outcome(
			0,
			{status: 'done', requestId: null, output: {}},
			{keyId: 'AKIATESTTESTTESTNEWK', secret: 'obviously/fake+secret'},
		);
		incident.finish();
		await at.sees('obviously/fake+secret');
		await answer(at, esc);
		await at.sees('Not copied yet, and it cannot be shown again.');
		await at.press('y');
		await at.sees('The secret was sent to your clipboard.');
		expect(at.written()).toContain(Buffer.from('obviously/fake+secret').toString('base64'));
		await at.press(esc);
		await at.loses('obviously/fake+secret');
		expect(incident.session.store.get().execution).toBeNull();
	});
});
