import {describe, expect, it} from 'vitest';
import {factsWith} from '../fixtures/facts.ts';
import {leaked, present} from '../fixtures/history.ts';
import {type Incident, stageIncident} from '../fixtures/incident.ts';
import {openScreen, type Screen} from '../screen.ts';

const esc = '\u001b';
function open(incident: Incident, columns = 80): Screen {
	return openScreen(incident, {columns, rows: 30});
}

const alarm = {
	kind: 'key on',
	time: present + 1,
	principal: 'ci-deploy',
	credential: leaked,
	text: `key ${leaked} of ci-deploy was switched on again`,
} as const;

describe('the proof', () => {
	it('says for each credential what holds it, since when, and when it last succeeded', async () => {
		const incident = stageIncident();
		const at = open(incident);
		incident.facts(factsWith('Inactive'));
		incident.contained();
		await at.sees('of 5 credentials are contained or expired');
		await at.press('V');
		await at.sees(new RegExp(`✓ contained +${leaked}`));
		await at.sees('since 14:30:00; last success 14:29:00;');
		await at.sees('Nothing that a plan could end is open.');
	});

	it('cannot be missed when something comes loose: bell, header, and the plan again in one key', async () => {
		const incident = stageIncident();
		const at = open(incident);
		await at.sees('ACTIVE');
		const rung = () => at.written().includes('\u0007');
		expect(rung()).toBe(false);
		incident.contained({alarms: [alarm], open: 1});
		await at.sees(/ALARM .*K ends it: key .* was switched on again/);
		expect(rung()).toBe(true);
		await at.press('K');
		expect(incident.asked).toEqual(['contain null']);
	});
});

describe('what only others can do', () => {
	const policy = '{"Sid":"LeaktuiContain"}';
	const handover = [{what: 'for whoever has the management account', text: policy}];

	it('is to be had from the proof when nothing is left to contain, and leads back to it', async () => {
		const incident = stageIncident();
		const at = open(incident);
		incident.facts(factsWith('Inactive'));
		incident.contained({handover});
		await at.press('V');
		await at.sees('Nothing that a plan could end is open.');
		await at.sees('Only others can do the rest: h shows the 1 text to hand over.');
		await at.sees('h hand over');
		await at.press('h');
		await at.sees('# for whoever has the management account');
		await at.sees(policy);
		await at.press('y');
		await at.sees('Copied.');
		await at.press(esc);
		await at.sees('Nothing that a plan could end is open.');
	});

	it('is to be had by name from anywhere', async () => {
		const incident = stageIncident();
		const at = open(incident);
		incident.contained({handover});
		await at.sees('of 5 credentials are contained or expired');
		await at.press(':', ...'hand over', '\r');
		await at.sees(policy);
		await at.press(esc);
		await at.loses(policy);
	});

	it('is not offered where it is nothing', async () => {
		const incident = stageIncident();
		const at = open(incident);
		incident.contained();
		await at.press('V');
		await at.sees('Nothing that a plan could end is open.');
		expect(at.text()).not.toContain('hand over');
		await at.press('h');
		await at.sees('Nothing has to be handed over here.');
	});
});

describe('what is undone while IAM does not obey yet', () => {
	it('is told as being put back, and the worst comes first', async () => {
		const incident = stageIncident();
		const at = open(incident, 100);
		incident.facts(factsWith('Inactive'));
		const minted = (count: number) =>
			Array.from({length: count}, (_, n) => ({
				...alarm,
				kind: 'new session' as const,
				time: present + 1000 + n,
				text: `ASIAFAKE${n} of ci-deploy was minted after containment`,
			}));
		incident.contained({alarms: minted(50), open: 2});
		incident.dispatch({type: 'holding', holding: {repeated: 7, lost: false}});
		await at.sees(/ALARM .*It is being undone, and put back at once \(7 times\): V shows it\./);
		await at.press('V');
		await at.sees('2 steps loose at this moment.');
		await at.sees('ASIAFAKE49 of ci-deploy was minted after containment (50 like it');
		expect(at.text()).not.toContain('ASIAFAKE48');
		incident.dispatch({type: 'holding', holding: {repeated: 9, lost: true}});
		await at.sees('only an SCP ends it');
		await at.sees('in vain: only a service control policy ends it');
	});

	it('is no longer told once it holds and the proof was looked at', async () => {
		const incident = stageIncident();
		const at = open(incident);
		incident.facts(factsWith('Inactive'));
		incident.contained({alarms: [alarm]});
		await at.sees(/ALARM .*V shows it/);
		await at.press('V');
		await at.sees('Nothing that a plan could end is open.');
		await at.press(esc);
		await at.sees(/next .*Contained\./);
	});
});
