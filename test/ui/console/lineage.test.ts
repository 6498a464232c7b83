import {describe, expect, it} from 'vitest';
import type {JournalEntry} from '../../../source/domain/journal.ts';
import type {Plan, Step} from '../../../source/domain/plan.ts';
import {factsWith, ok} from '../fixtures/facts.ts';
import {leaked, present} from '../fixtures/history.ts';
import {type Incident, stageIncident} from '../fixtures/incident.ts';
import {openScreen, type Screen} from '../screen.ts';

const esc = '\u001b';
function open(incident: Incident, columns = 80): Screen {
	return openScreen(incident, {columns, rows: 30});
}

/** As someone who has read what is there: after a dialog has settled. */
async function answer(at: Screen, ...keys: readonly string[]): Promise<void> {
	at.wait(300);
	await at.press(...keys);
}

function step(id: string, operation: string, target: string, after: readonly string[] = []): Step {
	const call = {service: 'iam', operation, region: 'us-east-1', input: {UserName: target}} as const;
	const undo = {...call, operation: `Undo${operation}`};
	return {id, call, target, why: 'ends it', danger: 'reversible', undo, after, breaks: ['web-1 stops']};
}

const plan: Plan = {
	title: `Contain ${leaked} and all that comes from it`,
	steps: [step('a', 'AttachUserPolicy', 'ci-deploy'), step('b', 'PutRolePolicy', 'AdminRole', ['a'])],
	consequences: ['applications stop as well'],
	confirmation: null,
	handover: [{what: 'for whoever has the management account', text: '{"Sid":"LeaktuiContain"}'}],
};

describe('containing the lineage', () => {
	it('looks first, then shows every call, what waits for what and what breaks, and runs it on y', async () => {
		const incident = stageIncident();
		const at = open(incident, 120);
		await at.sees('ACTIVE');
		await at.press('K');
		await at.sees('Nothing is changed by looking.');
		expect(incident.asked).toEqual(['contain null']);
		incident.propose(plan);
		await at.sees(/1 +iam:AttachUserPolicy +ci-deploy +at once/);
		await at.sees(/2 +iam:PutRolePolicy +AdminRole +after 1/);
		await at.sees('breaks: web-1 stops');
		const forecasts = new Map([['b', {verdict: 'refused', reason: 'no policy of yours allows it'} as const]]);
		incident.dispatch({type: 'foreseen', plan, news: {forecasts}});
		await at.sees(/✗ 2 +iam:PutRolePolicy/);
		await at.sees('✗ AWS would refuse 1 step: 2');
		const asked = {role: 'AdminRole', others: [], read: [], unread: [], pending: ['eu-west-1']};
		incident.dispatch({type: 'foreseen', plan, news: {takers: [asked]}});
		await at.sees('AdminRole: asking the history of eu-west-1 …');
		const read = [{region: 'eu-west-1', from: present - 86_400_000}];
		incident.dispatch({type: 'foreseen', plan, news: {takers: [{...asked, read, pending: []}]}});
		await at.sees('AdminRole: nobody else took it in the last 24 h in eu-west-1');
		const ana = {who: 'user ana', sourceIp: null, userAgent: null, calls: 1, refused: 0, last: present};
		incident.dispatch({
			type: 'foreseen',
			plan,
			news: {takers: [{...asked, others: [ana], read, pending: []}]},
		});
		await at.sees('AdminRole: user ana once, the last at');
		await at.sees('! others take AdminRole: they stop as well');
		await answer(at, 'y');
		expect(incident.runs).toEqual([plan]);
	});

	it('scrolls as long as an arrow is held, a burst over a slow line too, and confirms nothing by it', async () => {
		const incident = stageIncident();
		const at = open(incident);
		await at.sees('ACTIVE');
		await at.press('K');
		await at.sees('Nothing is changed by looking.');
		incident.propose({...plan, consequences: Array.from({length: 40}, (_, index) => `consequence ${index}`)});
		await at.sees('consequence 5');
		await answer(at, 'jjjjjjjjjj', 'yy');
		await at.loses(/consequence 2 /);
		await at.press('\u001b[6~');
		await at.sees('consequence 30');
		expect(incident.runs).toEqual([]);
	});

	it('says what is tried where AWS refuses a call, with what that means makes first', async () => {
		const incident = stageIncident();
		const at = open(incident, 120);
		await at.sees('ACTIVE');
		await at.press('K');
		await at.sees('Nothing is changed by looking.');
		const group = {
			...step('a', 'AddUserToGroup', 'ci-deploy'),
			first: [step('1', 'CreateGroup', 'ci-deploy'), step('2', 'PutGroupPolicy', 'ci-deploy')],
		};
		const deny = step('a', 'PutUserPolicy', 'ci-deploy');
		incident.propose({...plan, steps: [{...deny, otherwise: group}]});
		await at.sees('if refused: CreateGroup + PutGroupPolicy + AddUserToGroup');
		await answer(at, 'y');
		incident.start();
		const output = {status: 'done', requestId: 'r-1', output: {}} as const;
		incident.outcome(0, {...output, instead: group});
		incident.finish();
		await at.sees('AWS refused PutUserPolicy: done by AddUserToGroup instead');
	});

	it('shows what only others can do, to be copied, and comes back to the review', async () => {
		const incident = stageIncident();
		const at = open(incident);
		await at.sees('ACTIVE');
		await at.press('K');
		await at.sees('Nothing is changed by looking.');
		incident.propose(plan);
		await at.sees('1 text to hand over');
		await answer(at, 'h');
		await at.sees('{"Sid":"LeaktuiContain"}');
		await at.press('y');
		await at.sees('Copied.');
		await at.press(esc);
		await at.sees('iam:PutRolePolicy');
		expect(incident.runs).toEqual([]);
	});

	it('is about the credential under the cursor in Sessions', async () => {
		const incident = stageIncident();
		const at = open(incident);
		await at.sees('ACTIVE');
		await at.press('2', 'j');
		await at.sees(/▸.*DeployRole/);
		await at.press('K');
		await at.sees('Nothing is changed by looking.');
		const session = incident.session.store
			.get()
			.credentials.find(({principal}) => principal?.includes('DeployRole'));
		expect(incident.asked).toEqual([`contain ${session?.id}`]);
		await answer(at, esc);
		await at.loses('Nothing is changed by looking.');
		// What comes late is not forced on somebody who went on.
		incident.propose(plan);
		await at.press('1');
		await at.sees('▸ 1 Key');
		expect(at.text()).not.toContain('AttachUserPolicy');
	});

	it('can be looked at in read-only mode, and not be run', async () => {
		const incident = stageIncident({readOnly: true});
		const at = open(incident);
		await at.sees('READ-ONLY');
		await at.press('K');
		await at.sees('Nothing is changed by looking.');
		incident.propose(plan);
		await at.sees('iam:AttachUserPolicy');
		await answer(at, 'y');
		await at.sees('Read-only: leaktui was started with --read-only.');
		expect(incident.runs).toEqual([]);
	});
});

describe('the journal', () => {
	const call = {
		service: 'iam',
		operation: 'UpdateAccessKey',
		region: 'us-east-1',
		input: {Status: 'Inactive'},
	} as const;
	const entry = (sequence: number, more: Partial<JournalEntry>): JournalEntry => ({
		phase: 'intent',
		time: present,
		write: 'w-1',
		account: '111122223333',
		actor: 'ana',
		call,
		target: leaked,
		undo: {...call, input: {Status: 'Active'}},
		outcome: null,
		requestId: null,
		sequence,
		hash: '',
		...more,
	});

	it('takes a write back by the call that it keeps for it, after a y', async () => {
		const incident = stageIncident();
		incident.dispatch({type: 'journaled', entry: entry(1, {})});
		incident.dispatch({type: 'journaled', entry: entry(2, {phase: 'result', outcome: 'done'})});
		const at = open(incident);
		await at.sees('ACTIVE');
		await at.press('J');
		await at.sees(/↶ 2 .*iam:UpdateAccessKey .* done/);
		await at.press('\r');
		await at.sees('"sequence": 2');
		await at.press(esc);
		await at.sees('↶ can be taken back');
		await at.press('u');
		await at.sees('Take back UpdateAccessKey');
		await at.sees('iam:UpdateAccessKey us-east-1 {"Status":"Active"}');
		await answer(at, 'y');
		expect(incident.runs.map(({steps}) => steps.map(({undoes}) => undoes))).toEqual([['w-1']]);
	});

	it('that was changed says so above its lines, and takes nothing back on the word of them', async () => {
		const incident = stageIncident();
		const at = open(incident);
		await at.sees('ACTIVE');
		incident.dispatch({type: 'journaled', entry: entry(1, {phase: 'result', outcome: 'done'})});
		const problem = 'line 1 does not fit the lines before it: it was changed or slipped in';
		incident.dispatch({type: 'journal broken', distrusted: {from: 1, to: 9, problem}});
		await at.press('J');
		await at.sees('It cannot be trusted: line 1 does not fit');
		await at.press('u');
		await at.sees('Not on the word of this line');
		expect(incident.runs).toEqual([]);
	});
});

describe('the rotation', () => {
	const fresh = 'AKIATESTTESTTESTNEWK';
	const keys = (status: 'Active' | 'Inactive') =>
		factsWith(status, {
			keys: ok([
				{id: leaked, status, created: present - 1e10, lastUsed: null},
				{id: fresh, status: 'Active', created: present - 60_000, lastUsed: null},
			]),
		});

	it('puts both keys side by side, and brings the old one back in one keystroke', async () => {
		const incident = stageIncident();
		incident.facts(keys('Active'));
		const at = open(incident);
		await at.sees('ACTIVE');
		await at.press('R');
		await at.sees(new RegExp(`${leaked} Active.*${fresh} Active`));
		await at.sees(/100 calls in 15 min/);
		await at.press('e');
		await at.sees('is Active already');
		incident.facts(keys('Inactive'));
		await at.sees(`${leaked} Inactive`);
		await at.press('X');
		await at.sees('Not yet: nobody has used');
		await at.press('e');
		expect(incident.runs.map(({steps}) => steps[0]?.call.input['Status'])).toEqual(['Active']);
	});
});
