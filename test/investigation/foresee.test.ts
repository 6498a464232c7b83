import {AssumeRoleCommand, STSClient} from '@aws-sdk/client-sts';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import type {Plan} from '../../source/domain/plan.ts';
import {isPossible, removeResources} from '../../source/domain/plans/index.ts';
import type {Resource} from '../../source/domain/resource.ts';
import {describeTakers} from '../../source/domain/takers.ts';
import type {Investigation} from '../../source/investigation/investigate.ts';
import type {RunningScenario} from '../../source/range/scenario.ts';
import type {TrailRecord} from '../../source/range/trail.ts';
import {record} from '../domain/records.ts';
import {client} from '../range/services/clients.ts';
import {open, stage, until} from './incident.ts';

let incident: RunningScenario;
let investigation: Investigation;
const records: TrailRecord[] = [];

beforeAll(async () => {
	incident = await stage();
	investigation = await open(incident);
	await investigation.settled;
	incident.range.world.trail.listen(record => records.push(record));
});
afterAll(async () => {
	await investigation.close();
	await incident.stop();
});

/** What is known of the plan once all was asked. */
async function foreseen(plan: Plan, of = investigation) {
	of.controls.foresee(plan);
	const {foresight} = await until(of, state => state.foresight?.plan === plan && state.foresight.settled);
	if (foresight === null) throw new Error('nothing was asked');
	return foresight;
}

/** The removal of all instances that the lineage made. */
function removal(of = investigation): {readonly plan: Plan; readonly instances: readonly Resource[]} {
	const {resources, provenance} = of.store.get();
	const instances = [...resources]
		.filter(([key, {kind, gone}]) => kind === 'ec2-instance' && !gone && provenance.has(key))
		.map(([, resource]) => resource);
	const plan = removeResources(instances);
	if (!isPossible(plan)) throw new Error(plan.reason);
	return {plan, instances};
}

const terminations = () => records.filter(({eventName}) => eventName === 'TerminateInstances');

describe('the removal of instances', () => {
	it('is rehearsed by EC2: what it would refuse is known before, and nothing is terminated', async () => {
		const {plan, instances} = removal();
		const denied = instances.find(({protections}) => protections.length === 0)?.region ?? '';
		const allow = incident.range.faults.add({
			kind: 'deny',
			service: 'ec2',
			operation: 'TerminateInstances',
			region: denied,
		});
		const {forecasts} = await foreseen(plan);
		allow();
		expect(forecasts.size).toBe(plan.steps.length);
		for (const {id, call} of plan.steps) {
			const isDenied = call.operation === 'TerminateInstances' && call.region === denied;
			expect(forecasts.get(id)?.verdict).toBe(isDenied ? 'refused' : 'allowed');
		}
		expect(new Set(terminations().map(({errorCode}) => errorCode))).toEqual(
			new Set(['Client.UnauthorizedOperation', 'Client.DryRunOperation']),
		);
		const {journal} = investigation.store.get();
		expect(journal.every(({call}) => call.input['DryRun'] === true)).toBe(true);
		const told = new Set(journal.map(({outcome}) => outcome?.split(':')[0] ?? null));
		expect(told).toEqual(new Set([null, 'dry run', 'dry run failed']));
	});

	it('is not rehearsed any further once its review is closed', async () => {
		const rehearsed = () => investigation.store.get().journal.filter(({phase}) => phase === 'intent').length;
		const before = rehearsed();
		const {plan} = removal();
		investigation.controls.foresee(plan);
		investigation.controls.withdraw();
		expect(investigation.store.get().foresight).toBeNull();
		// By the time that another plan was rehearsed the first would have been as well.
		await foreseen(removal().plan);
		const atOnce = 6;
		expect(plan.steps.length).toBeGreaterThan(atOnce);
		expect(rehearsed() - before).toBeLessThanOrEqual(plan.steps.length + atOnce);
	});

	it('is not rehearsed in read-only mode: a dry run is a write to the gate', async () => {
		const watching = await open(incident, {readOnly: true});
		await watching.settled;
		const before = terminations().length;
		const {plan} = removal(watching);
		const {forecasts} = await foreseen(plan, watching);
		expect(new Set([...forecasts.values()].map(({verdict}) => verdict))).toEqual(new Set(['refused']));
		expect(terminations().length).toBe(before);
		expect(watching.store.get().journal).toEqual([]);
		await watching.close();
	});
});

describe('containment', () => {
	const propose = async () => {
		investigation.controls.contain(null);
		const {proposal} = await until(investigation, state => state.proposal?.planned != null);
		const planned = proposal?.planned;
		if (planned == null || !isPossible(planned)) throw new Error(planned?.reason);
		return planned;
	};
	const said = (takers: Parameters<typeof describeTakers>[0] | undefined) =>
		takers === undefined ? '' : describeTakers(takers, investigation.now());

	it('says who else took the roles, and does not take the lineage for others', async () => {
		const RoleArn = `arn:aws:iam::${incident.range.world.accountId}:role/deploy-role`;
		const sts = client(STSClient, incident.range);
		for (const RoleSessionName of ['release-1', 'release-2'])
			await sts.send(new AssumeRoleCommand({RoleArn, RoleSessionName}));
		const {takers, forecasts} = await foreseen(await propose());
		const deploy = takers.find(({role}) => role === 'deploy-role');
		expect(deploy?.others.map(({who, calls}) => [who, calls])).toEqual([
			['user alice.meyer', 3],
			['user responder', 2],
		]);
		expect(said(deploy)).toMatch(
			/^deploy-role: user alice\.meyer 3 times, the last at .* \(in the last 24 h in .*us-east-1/,
		);
		expect(said(takers.find(({role}) => role === 'organization-admin'))).toMatch(
			/^organization-admin: nobody else took it in the last 24 h in /,
		);
		expect(new Set([...forecasts.values()].map(({verdict}) => verdict))).toEqual(new Set(['allowed']));
	});

	it('tells a service at work for the company from one that works for what the lineage started', async () => {
		const {trail, accountId, clock} = incident.range.world;
		const taken = (role: string, session: string, awsRegion: string) =>
			trail.append(
				record({
					eventTime: new Date(clock.now() - 60_000).toISOString().replace(/\.\d+/, ''),
					eventSource: 'sts.amazonaws.com',
					eventName: 'AssumeRole',
					awsRegion,
					userIdentity: {type: 'AWSService', invokedBy: 'lambda.amazonaws.com'},
					requestParameters: {
						roleArn: `arn:aws:iam::${accountId}:role/${role}`,
						roleSessionName: session,
					},
				}) as Parameters<typeof trail.append>[0],
				clock.now() - 60_000,
			);
		// The attacker's key changes the code of the one, which is the company's all the same, and made the other.
		taken('orders-lambda', 'orders-api', 'eu-central-1');
		taken('lambda-edge-exec', 'log-rotator', 'eu-west-1');
		const {takers} = await foreseen(await propose());
		const others = (name: string) => takers.find(({role}) => role === name)?.others.map(({who}) => who);
		expect(others('orders-lambda')).toEqual(['lambda.amazonaws.com for orders-api']);
		expect(others('lambda-edge-exec')).toEqual([]);
	});

	it('says where it could not be asked, and why, instead of "nobody"', async () => {
		const allow = incident.range.faults.add({kind: 'deny', service: 'cloudtrail', region: 'us-east-1'});
		const {takers} = await foreseen(await propose());
		allow();
		for (const each of takers) {
			expect(each.pending).toEqual([]);
			expect(said(each)).toMatch(/not known in us-east-1: no permission for cloudtrail:LookupEvents/);
		}
		expect(said(takers.find(({read}) => read.length === 0))).not.toContain('nobody');
	});
});
