import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {EC2} from '@aws-sdk/client-ec2';
import {STS} from '@aws-sdk/client-sts';
import {afterAll, afterEach, beforeAll, describe, expect, it} from 'vitest';
import {CaseFile} from '../../source/casefile/case-file.ts';
import {everything} from '../../source/casefile/event-query.ts';
import {disableKey, removeResources, replaceKey} from '../../source/domain/plans/index.ts';
import {resourceKey} from '../../source/domain/resource.ts';
import type {Investigation} from '../../source/investigation/investigate.ts';
import type {State} from '../../source/investigation/state.ts';
import type {RunningScenario} from '../../source/range/scenario.ts';
import {exitStatus} from '../../source/report/verdict.ts';
import {carryOut, open as openOn, type Settings, stage, until} from './incident.ts';

let incident: RunningScenario;
let opened: Investigation[] = [];
const folder = mkdtempSync(join(tmpdir(), 'leaktui-investigate-'));

beforeAll(async () => {
	incident = await stage();
});
afterEach(async () => {
	await Promise.all(opened.map(investigation => investigation.close()));
	opened = [];
	incident.range.faults.clear();
});
afterAll(async () => {
	await incident.stop();
	rmSync(folder, {recursive: true});
});

const open = async (settings: Settings = {}) => {
	const investigation = await openOn(incident, settings);
	opened.push(investigation);
	return investigation;
};

const factsOf = (state: State) => {
	const facts = state.facts.get(incident.leakedKeyId);
	if (facts === undefined) throw new Error('the key was not read');
	return facts;
};

const statusOf = (state: State, id: string) =>
	state.credentials.find(credential => credential.id === id)?.status;

describe('an investigation', () => {
	it('finds exactly what really happened', async () => {
		const investigation = await open();
		await investigation.settled;
		const {credentials, provenance, problems} = investigation.store.get();
		const {truth} = incident;

		const edges = ({id, parent}: {id: string; parent: string | null}) => `${parent} > ${id}`;
		expect(credentials.map(edges).sort()).toEqual(truth.credentials.map(edges).sort());
		for (const {id} of truth.credentials) {
			const rows = investigation.events.from({...everything, credentials: [id]}, null, 1000);
			const own = rows.filter(({onBehalfOf}) => onBehalfOf === null);
			expect(new Set(own.map(row => row.id))).toEqual(truth.eventsOf(id));
		}
		const made = truth.resources.map(resource => `${resourceKey(resource)} ${resource.credential}`);
		expect(Array.from(provenance, ([key, {credential}]) => `${key} ${credential}`).sort()).toEqual(
			made.sort(),
		);
		expect(problems).toEqual([]);
	});

	it('goes on with its case: nothing twice, nothing lost', async () => {
		const path = join(folder, 'resumed.leaktui');
		const first = await open({casefile: new CaseFile(path)});
		await first.settled;
		const before = first.store.get();
		await first.close();

		const second = await open({casefile: new CaseFile(path)});
		const recalled = second.store.get();
		expect(recalled.events.total).toBe(before.events.total);
		expect(recalled.provenance).toEqual(before.provenance);
		const calls = ({credentials}: State) => credentials.map(({id, calls}) => `${id} ${calls}`);
		expect(calls(recalled)).toEqual(calls(before));
		await second.settled;
		expect(second.store.get().events.total).toBe(before.events.total);
		expect(calls(second.store.get())).toEqual(calls(before));
	});

	it('follows the present', async () => {
		const investigation = await open({follow: true});
		await investigation.settled;
		const {trace, events} = investigation.store.get();
		expect(trace.state).toBe('following');
		const {accessKeyId, secretAccessKey} = incident.leaked;
		const credentials = {accessKeyId, secretAccessKey};
		await new STS({endpoint: incident.range.url, region: 'us-east-1', credentials}).getCallerIdentity({});
		const state = await until(investigation, ({events: {total}}) => total > events.total);
		expect(state.events.version).toBeGreaterThan(events.version);
		const [newest] = investigation.events.from(everything, null, 1);
		expect(newest?.name).toBe('GetCallerIdentity');
	});

	it('sees what the attacker starts while it looks on', async () => {
		const investigation = await open({follow: true});
		await investigation.settled;
		const {accessKeyId, secretAccessKey} = incident.leaked;
		const config = {endpoint: incident.range.url, region: 'eu-west-1'};
		const {Credentials: session} = await new STS({
			...config,
			credentials: {accessKeyId, secretAccessKey},
		}).assumeRole({RoleArn: 'arn:aws:iam::210987654321:role/deploy-role', RoleSessionName: 'once-more'});
		const credentials = {
			accessKeyId: session?.AccessKeyId ?? '',
			secretAccessKey: session?.SecretAccessKey ?? '',
			sessionToken: session?.SessionToken ?? '',
		};
		const {Instances: [instance] = []} = await new EC2({...config, credentials}).runInstances({
			ImageId: 'ami-0123456789abcdef0',
			InstanceType: 't3.micro',
			MinCount: 1,
			MaxCount: 1,
		});
		const id = instance?.InstanceId ?? '';
		const key = resourceKey({kind: 'ec2-instance', region: 'eu-west-1', id});
		const state = await until(investigation, ({resources}) => resources.has(key));
		expect(state.provenance.get(key)?.credential).toBe(credentials.accessKeyId);
	});

	it('says what could not be read, and is incomplete then', async () => {
		incident.range.faults.add({
			kind: 'deny',
			service: 'ec2',
			operation: 'DescribeInstances',
			region: 'eu-west-1',
		});
		const investigation = await open();
		await investigation.settled;
		const report = investigation.report();
		expect(report.verdict.unread.join('\n')).toMatch(
			/ec2-instance in eu-west-1: no permission for ec2:DescribeInstances/,
		);
		expect(exitStatus(report)).toBe(3);
	});
});

describe('a plan', () => {
	it('that is read-only never leaves the machine', async () => {
		const investigation = await open({readOnly: true});
		await investigation.settled;
		const calls: string[] = [];
		const stop = incident.range.world.trail.listen(({eventName}) => calls.push(String(eventName)));
		const state = await carryOut(investigation, disableKey(factsOf(investigation.store.get()), []));
		expect([...(state.execution?.outcomes.values() ?? [])]).toEqual([
			{status: 'refused', reason: expect.stringContaining('read-only')},
		]);
		expect(state.journal).toEqual([]);
		stop();
		expect(calls.filter(name => !/^(Get|List|Describe|Lookup)/.test(name))).toEqual([]);
	});

	it('is refused to whoever is signed in with the leaked key, and they are told at once', async () => {
		const investigation = await open({credentials: incident.leaked});
		expect(investigation.store.get().problems[0]?.text).toContain(
			`you are signed in with ${incident.leakedKeyId}, which is the leaked key or comes from it`,
		);
	});

	it('that makes a replacement shows the secret once, and never writes it down', async () => {
		const path = join(folder, 'secret.leaktui');
		const investigation = await open({casefile: new CaseFile(path)});
		await investigation.settled;
		const state = await carryOut(investigation, replaceKey(factsOf(investigation.store.get())));
		const {keyId = '', secret = ''} = state.execution?.secret ?? {};
		expect(secret).toHaveLength(40);
		expect(JSON.stringify([...(state.execution?.outcomes.values() ?? [])])).not.toContain(secret);
		await until(
			investigation,
			({facts}) => facts.get(incident.leakedKeyId)?.keys.value?.some(({id}) => id === keyId) === true,
		);
		investigation.controls.dismiss();
		expect(investigation.store.get().execution).toBeNull();
		await investigation.close();
		for (const name of readdirSync(folder)) {
			expect(readFileSync(join(folder, name)).includes(secret), name).toBe(false);
		}
	});

	it('that disables the key is read back, while its sessions still live', async () => {
		const investigation = await open();
		await investigation.settled;
		const before = investigation.store.get();
		expect(factsOf(before).status.value).toBe('Active');
		await carryOut(investigation, disableKey(factsOf(before), before.credentials));
		const state = await until(investigation, now => statusOf(now, incident.leakedKeyId) === 'inactive');
		expect(factsOf(state).status.value).toBe('Inactive');
		expect(state.credentials.filter(({status}) => status === 'alive').length).toBeGreaterThan(0);
		expect(state.journal.map(({phase, outcome}) => [phase, outcome])).toEqual([
			['intent', null],
			['result', 'done'],
		]);
	});

	it('that terminates a protected instance lifts the protection first, and the instance is seen to go', async () => {
		const investigation = await open();
		await investigation.settled;
		const target = [...investigation.store.get().resources.values()].find(({protections}) =>
			protections.includes('termination protection'),
		);
		if (target === undefined) throw new Error('no protected instance');
		const state = await carryOut(investigation, removeResources([target]));
		expect([...(state.execution?.outcomes.values() ?? [])].map(({status}) => status)).toEqual([
			'done',
			'done',
		]);
		const seen = await until(
			investigation,
			({resources}) => resources.get(resourceKey(target))?.state !== 'running',
		);
		expect(seen.resources.get(resourceKey(target))?.state).toMatch(/shutting-down|terminated/);
	});

	it('waits for the one before it', async () => {
		const investigation = await open();
		await investigation.settled;
		const lightsail = [...investigation.store.get().resources.values()].filter(
			({kind}) => kind === 'lightsail-instance',
		);
		const [one, other] = lightsail.map(resource => removeResources([resource]));
		if (one === undefined || other === undefined || 'reason' in one || 'reason' in other)
			throw new Error('no plan');
		investigation.controls.run(one);
		investigation.controls.run(other);
		const {execution, problems} = investigation.store.get();
		expect(execution?.plan).toBe(one);
		expect(problems.at(-1)?.text).toContain('did not start: another plan is still running');
	});
});
