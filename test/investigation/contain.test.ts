import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {IAMClient, ListAccessKeysCommand, UpdateAccessKeyCommand} from '@aws-sdk/client-iam';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {CaseFile} from '../../source/casefile/case-file.ts';
import type {Plan} from '../../source/domain/plan.ts';
import {isPossible, undo} from '../../source/domain/plans/index.ts';
import type {Investigation} from '../../source/investigation/investigate.ts';
import type {RunningScenario} from '../../source/range/scenario.ts';
import {client} from '../range/services/clients.ts';
import {carryOut, open, stage, until} from './incident.ts';

const folder = mkdtempSync(join(tmpdir(), 'leaktui-contain-'));
const path = join(folder, 'case');
let incident: RunningScenario;
let investigation: Investigation;

const start = async () => {
	investigation = await open(incident, {follow: true, casefile: new CaseFile(path)});
	await investigation.settled;
};

// One incident, from test to test.
beforeAll(async () => {
	incident = await stage();
	await start();
});
afterAll(async () => {
	await investigation.close();
	await incident.stop();
	rmSync(folder, {recursive: true});
});

/** The plan that the investigation proposes for a credential, or for the whole lineage. */
async function propose(root: string | null): Promise<Plan> {
	investigation.controls.contain(root);
	const {proposal} = await until(investigation, state => state.proposal?.planned != null);
	const planned = proposal?.planned;
	if (planned == null || !isPossible(planned)) throw new Error(planned?.reason);
	return planned;
}

const proved = () => until(investigation, ({containment}) => (containment?.readBacks.length ?? 0) > 0);

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

describe('containing the whole lineage', () => {
	it('proposes without changing anything, and once run no credential is open', async () => {
		const plan = await propose(null);
		expect(plan.steps.map(({call}) => call.operation)).toContain('UpdateAssumeRolePolicy');
		expect(investigation.store.get().journal).toEqual([]);
		await carryOut(investigation, plan);
		const {containment, credentials} = await proved();
		expect(containment?.open).toBe(0);
		// What was handed over with the plan is there for as long as the proof is.
		expect(containment?.handover).toEqual(plan.handover);
		expect(containment?.proofs.filter(({state}) => state === 'open')).toEqual([]);
		expect(containment?.proofs.length).toBe(credentials.length);
		expect(credentials.filter(({status}) => status === 'alive')).toEqual([]);
	});

	it('raises the alarm when a key comes back while IAM does not obey yet, and puts it back at once', async () => {
		expect(investigation.store.get().containment?.alarms).toEqual([]);
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

	it('is watched again in a later run, and taken back from the journal without an alarm', async () => {
		const {containment: before} = investigation.store.get();
		await investigation.close();
		investigation = await open(incident, {follow: true, casefile: new CaseFile(path)});
		// As of then, before anything is read.
		const restored = investigation.store.get().containment;
		expect(restored?.since).toBe(before?.since);
		expect(restored?.alarms).toEqual(before?.alarms);
		expect(restored?.readBacks[0]).toEqual(before?.readBacks[0]);
		expect(restored?.proofs.map(({state}) => state)).toEqual(before?.proofs.map(({state}) => state));

		await investigation.settled;
		const {containment, credentials} = investigation.store.get();
		expect(containment?.readBacks.at(-1)?.last).toBeGreaterThan(restored?.readBacks.at(-1)?.last ?? Infinity);
		expect(containment?.open).toBe(0);
		expect(credentials.filter(({status}) => status === 'alive')).toEqual([]);

		const {journal} = investigation.store.get();
		const {execution} = await carryOut(investigation, undo(journal));
		const outcomes = [...(execution?.outcomes.values() ?? [])].map(({status}) => status);
		expect(new Set(outcomes)).toEqual(new Set(['done']));
		const opened = await until(investigation, state => (state.containment?.open ?? 0) >= outcomes.length);
		expect(opened.containment?.alarms).toEqual(before?.alarms);
		const again = await propose(null);
		expect(again.steps.length).toBe(outcomes.length);
	});
});
