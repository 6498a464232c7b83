import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {GetCallerIdentityCommand, STSClient} from '@aws-sdk/client-sts';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {CaseFile} from '../../source/casefile/case-file.ts';
import {isPossible, replaceKey} from '../../source/domain/plans/index.ts';
import type {Investigation} from '../../source/investigation/investigate.ts';
import type {RunningScenario} from '../../source/range/scenario.ts';
import {carryOut, open, stage, until} from './incident.ts';

const folder = mkdtempSync(join(tmpdir(), 'leaktui-rotate-'));
let incident: RunningScenario;
let investigation: Investigation;

beforeAll(async () => {
	incident = await stage();
	investigation = await open(incident, {follow: true, casefile: new CaseFile(join(folder, 'case'))});
	await investigation.settled;
});
afterAll(async () => {
	await investigation.close();
	await incident.stop();
	rmSync(folder, {recursive: true});
});

it('makes a new key, tells who uses it, leaves it on when the lineage is contained, and writes its secret nowhere', async () => {
	const facts = investigation.store.get().facts.get(incident.leakedKeyId);
	const planned = facts === undefined ? null : replaceKey(facts);
	if (planned === null || !isPossible(planned)) throw new Error('no plan');
	const {execution} = await carryOut(investigation, planned);
	const {keyId = '', secret = ''} = execution?.secret ?? {};
	expect(secret).not.toBe('');

	// The application, moved to the new key, calls from where it was.
	const [region = 'us-east-1'] = investigation.store.get().credentials[0]?.regions ?? [];
	const application = new STSClient({
		region,
		endpoint: incident.range.url,
		credentials: {accessKeyId: keyId, secretAccessKey: secret},
	});
	await application.send(new GetCallerIdentityCommand({}));
	const {fresh} = await until(investigation, state => (state.fresh?.calls.length ?? 0) > 0);
	expect(fresh).toMatchObject({id: keyId, calls: [{credential: keyId, errorCode: null}]});

	investigation.controls.contain(null);
	const {proposal} = await until(investigation, state => state.proposal?.planned != null);
	const plan = proposal?.planned;
	if (plan == null || !isPossible(plan)) throw new Error('no plan');
	expect(plan.steps.map(({target}) => target)).toContain(incident.leakedKeyId);
	expect(plan.steps.map(({target}) => target)).not.toContain(keyId);
	await carryOut(investigation, plan);
	const {containment} = await until(investigation, state => (state.containment?.readBacks.length ?? 0) > 0);
	expect(containment?.alarms).toEqual([]);
	await application.send(new GetCallerIdentityCommand({}));
	application.destroy();

	for (const file of readdirSync(folder)) {
		expect(readFileSync(join(folder, file)).includes(secret), `${file} holds the secret`).toBe(false);
	}
});
