import {IAMClient, ListAccessKeysCommand, UpdateAccessKeyCommand} from '@aws-sdk/client-iam';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import type {Plan} from '../../source/domain/plan.ts';
import {isPossible, undo} from '../../source/domain/plans/index.ts';
import type {Investigation} from '../../source/investigation/investigate.ts';
import type {RunningScenario} from '../../source/range/scenario.ts';
import {client} from '../range/services/clients.ts';
import {carryOut, open, stage, until} from './incident.ts';

let incident: RunningScenario;
let investigation: Investigation;

beforeEach(async () => {
	incident = await stage();
	investigation = await open(incident, {follow: true});
	await investigation.settled;
});
afterEach(async () => {
	await investigation.close();
	await incident.stop();
});

/** The plan that the investigation proposes for a credential, or for the whole lineage. */
async function propose(root: string | null): Promise<Plan> {
	investigation.controls.contain(root);
	const {proposal} = await until(investigation, state => state.proposal?.planned != null);
	const planned = proposal?.planned;
	if (planned == null || !isPossible(planned)) throw new Error(planned?.reason);
	return planned;
}

const proved = () => until(investigation, ({containment}) => (containment?.readings ?? 0) > 0);

describe('containing the whole lineage', () => {
	it('proposes without changing anything, and once run no credential is open', async () => {
		const plan = await propose(null);
		expect(plan.steps.map(({call}) => call.operation)).toContain('UpdateAssumeRolePolicy');
		expect(investigation.store.get().journal).toEqual([]);
		await carryOut(investigation, plan);
		const {containment, credentials} = await proved();
		expect(containment?.open).toBe(0);
		expect(containment?.proofs.filter(({state}) => state === 'open')).toEqual([]);
		expect(containment?.proofs.length).toBe(credentials.length);
		expect(credentials.filter(({status}) => status === 'alive')).toEqual([]);
	});

	it('raises the alarm when a key comes back while IAM does not obey yet, and puts it back at once', async () => {
		await carryOut(investigation, await propose(null));
		const {containment} = await proved();
		expect(containment?.alarms).toEqual([]);
		const key = {UserName: 'ci-deploy', AccessKeyId: incident.leakedKeyId, Status: 'Active'} as const;
		const iam = client(IAMClient, incident.range);
		await iam.send(new UpdateAccessKeyCommand(key));
		const alarmed = await until(investigation, state => (state.containment?.alarms.length ?? 0) > 0);
		expect(alarmed.containment?.alarms.map(({text}) => text)).toEqual([
			`key ${incident.leakedKeyId} of ci-deploy was switched on again`,
		]);
		const held = await until(investigation, state => state.containment?.open === 0);
		expect(held.journal.at(-1)).toMatchObject({target: incident.leakedKeyId, outcome: 'done'});
		const {AccessKeyMetadata = []} = await iam.send(new ListAccessKeysCommand({UserName: 'ci-deploy'}));
		expect(AccessKeyMetadata.find(({AccessKeyId}) => AccessKeyId === incident.leakedKeyId)?.Status).toBe(
			'Inactive',
		);
	});

	it('is undone from the journal, and then proposes the same plan again', async () => {
		const plan = await propose(null);
		await carryOut(investigation, plan);
		const {execution} = await carryOut(investigation, undo(investigation.store.get().journal));
		expect([...(execution?.outcomes.values() ?? [])].map(({status}) => status)).toEqual(
			plan.steps.map(() => 'done'),
		);
		const again = await propose(null);
		expect(new Set(again.steps.map(({id}) => id))).toEqual(new Set(plan.steps.map(({id}) => id)));
	});
});

describe('containing one credential', () => {
	it('leaves the rest of the lineage alone', async () => {
		const {credentials} = investigation.store.get();
		const session = credentials.find(
			({kind, principal}) => kind === 'session' && principal?.includes(':assumed-role/'),
		);
		const plan = await propose(session?.id ?? '');
		const targets = new Set(plan.steps.map(({target}) => target));
		expect(targets).toContain(session?.principal?.split('/')[1]);
		expect(targets).not.toContain(incident.leakedKeyId);
	});
});
