import {describe, expect, it} from 'vitest';
import {resourcesThere} from '../fixtures/facts.ts';
import {type Incident, stageIncident} from '../fixtures/incident.ts';
import {openScreen, type Screen} from '../screen.ts';

const esc = '\u001b';
async function openResources(incident: Incident): Promise<Screen> {
	const screen = openScreen(incident);
	await screen.sees('ACTIVE');
	await screen.press('4');
	await screen.sees('4 Resources by lineage');
	return screen;
}

describe('removing what the lineage made', () => {
	it('marks two, lists protection and termination, and runs when the count is typed', async () => {
		const incident = stageIncident();
		const at = await openResources(incident);
		await at.press('j', ' ', ' ');
		await at.sees('2 marked');
		await at.press('x');
		await at.sees('Terminate 2 EC2 instances');
		await at.sees(/1 +ec2:TerminateInstances +i-00000000000000002 +eu-west-1/);
		await at.sees(/2 +ec2:ModifyInstanceAttribute +i-00000000000000001 +us-east-1/);
		await at.sees(/3 +ec2:TerminateInstances +i-00000000000000001 +us-east-1/);
		await at.sees('asking AWS what it would refuse');
		const plan = incident.session.store.get().foresight?.plan;
		if (plan === undefined) throw new Error('nobody asked about the plan');
		const allowed = plan.steps.map(({id}) => [id, {verdict: 'allowed'} as const] as const);
		incident.dispatch({type: 'foreseen', plan, news: {forecasts: new Map(allowed)}});
		await at.sees('✓ AWS would allow it');
		await at.sees(/✓ 3 +ec2:TerminateInstances/);
		at.wait(300);
		await at.press('terminate 3', '\r');
		await at.sees('must be exactly terminate 2');
		expect(incident.runs).toEqual([]);
		await at.press('\u007f', '2');
		await at.sees('enter runs it');
		await at.press('\r');
		expect(incident.runs.map(({steps}) => steps.map(({call}) => call.operation))).toEqual([
			['TerminateInstances', 'ModifyInstanceAttribute', 'TerminateInstances'],
		]);
		incident.start();
		for (const index of [0, 1, 2]) incident.outcome(index, {status: 'done', requestId: null, output: {}});
		incident.finish();
		await at.sees('3 of 3 done');
		incident.resources(resourcesThere('terminated'));
		await at.sees('AWS says now: terminated');
	});

	it('never runs on an enter that comes in one burst with the text', async () => {
		const incident = stageIncident();
		const at = await openResources(incident);
		await at.press('x');
		await at.sees('Terminate i-00000000000000003');
		at.wait(300);
		await at.press('i-00000000000000003\r');
		await at.sees('enter runs it');
		expect(incident.runs).toEqual([]);
		await at.press('\r');
		expect(incident.runs.length).toBe(1);
	});

	it('acts on what was chosen when the dialog opened, whatever the list does meanwhile', async () => {
		const incident = stageIncident();
		const at = await openResources(incident);
		await at.press('x');
		await at.sees('Terminate i-00000000000000003');
		const [first] = resourcesThere();
		if (first !== undefined)
			incident.resources([{...first, id: 'i-0000000000000000f', region: 'af-south-1'}]);
		at.wait(300);
		await at.press('i-00000000000000003', '\r');
		expect(incident.runs[0]?.steps.map(({target}) => target)).toEqual(['i-00000000000000003']);
	});

	it('keeps the cursor on the resource when the list changes above it', async () => {
		const incident = stageIncident();
		const at = await openResources(incident);
		await at.press('j');
		await at.sees(/▸.*i-00000000000000002/);
		incident.resources(
			resourcesThere().map(resource =>
				resource.id.endsWith('3') ? {...resource, state: 'terminated', gone: true} : resource,
			),
		);
		await at.sees(/i-00000000000000003 .*terminated/);
		await at.sees(/▸.*i-00000000000000002/);
	});

	it('marks all that the lineage made with one key, and nothing else', async () => {
		const at = await openResources(stageIncident());
		await at.press('m');
		await at.sees('4 marked');
		expect(at.rows().filter(row => row.includes('●') && !row.includes('live')).length).toBe(4);
		expect(await at.sees('i-0000000000000aaaa')).not.toContain('●');
		await at.press('u');
		await at.loses('marked');
	});

	it('filters by text, expression or its inverse, and tells what a row has no room for', async () => {
		const at = await openResources(stageIncident());
		await at.press('/', '!/ec2/');
		await at.sees('✓');
		await at.loses('i-00000000000000001');
		await at.sees(/Lambda +updater/);
		await at.sees('updater · nodejs22.x · us-east-1 · made by AdminRole/x');
		await at.press('\u0015', '/(/');
		await at.sees('✗');
		await at.press(esc);
		await at.sees('i-00000000000000001');
	});

	it('opens the event that made the resource', async () => {
		const at = await openResources(stageIncident());
		await at.press('\r');
		await at.sees('eventName: "RunInstances"');
		await at.press(esc);
		await at.sees('4 Resources by lineage');
	});

	it('says which regions did not answer, and tells denied from empty', async () => {
		const at = await openResources(stageIncident());
		await at.sees('3 regions read · 1 denied: me-south-1 · 1 not enabled');
	});
});
