import {afterAll, beforeAll, expect, it} from 'vitest';
import type {Plan, Step} from '../../../source/domain/plan.ts';
import {isPossible, undo} from '../../../source/domain/plans/index.ts';
import type {Investigation} from '../../../source/investigation/investigate.ts';
import type {RunningScenario} from '../../../source/range/scenario.ts';
import {executionLines, readBackNote} from '../../../source/ui/dialogs/execution-lines.ts';
import {stateNow} from '../../../source/ui/dialogs/state-now.ts';
import {plainText} from '../../../source/ui/text/span.ts';
import {carryOut, open, stage, until} from '../../investigation/incident.ts';

let incident: RunningScenario;
let investigation: Investigation;

beforeAll(async () => {
	incident = await stage();
	investigation = await open(incident, {follow: true});
	await investigation.settled;
});
afterAll(async () => {
	await investigation.close();
	await incident.stop();
});

/** What the execution view says that AWS says of each role's trust, and of the sessions. */
function told(operation: string): readonly string[] {
	const lines = executionLines(investigation.store.get(), 160).map(plainText);
	return lines.filter(line => line.includes(`iam:${operation} `));
}

const says = (plan: Plan, wanted: (step: Step) => boolean, what: RegExp) =>
	until(investigation, state =>
		plan.steps.filter(wanted).every(step => what.test(stateNow(state, step) ?? '')),
	);

it('tells of every closed trust and every revocation what AWS says of it now, and again when that changes', async () => {
	investigation.controls.contain(null);
	const {proposal} = await until(investigation, state => state.proposal?.planned != null);
	const plan = proposal?.planned;
	if (plan == null || !isPossible(plan)) throw new Error(plan?.reason);
	await carryOut(investigation, plan);
	const isTrust = ({call}: Step) => call.operation === 'UpdateAssumeRolePolicy';
	const isRevocation = ({id}: Step) => id.endsWith(' revoke');
	await says(plan, isTrust, /^nobody can take it$/);
	await says(plan, isRevocation, /^sessions before .* are revoked$/);
	const closed = told('UpdateAssumeRolePolicy');
	expect(closed.length).toBe(plan.steps.filter(isTrust).length);
	for (const line of closed) expect(line).toMatch(/AWS says now: nobody can take it$/);
	for (const line of told('PutRolePolicy'))
		expect(line).toMatch(/AWS says now: sessions before .* are revoked$/);
	expect(readBackNote(investigation.store.get())).toMatch(/^; read back [1-4] of 4 times$/);

	const taken = await carryOut(investigation, undo(investigation.store.get().journal));
	const back = taken.execution?.plan;
	if (back === undefined) throw new Error('nothing was taken back');
	await says(back, isTrust, /^its trust policy lets it be taken$/);
	expect(readBackNote(investigation.store.get())).toBe('');
});
