import {EC2} from '@aws-sdk/client-ec2';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {connect, rehearse} from '../../source/aws/index.ts';
import {contain, removeResources} from '../../source/domain/plans/index.ts';
import {type Incident, openIncident, possible} from '../containment/account.ts';
import {stateOf, userOf} from '../domain/containment.ts';
import {credentialOf, leaked, read} from '../domain/plans/facts.ts';
import {policy} from '../range/harness.ts';
import {drain, never} from './account.ts';
import {openJournal} from './journal.ts';

let incident: Incident;

beforeAll(async () => {
	incident = await openIncident();
});
afterAll(() => incident.close());

/** leaktui as somebody who may do only so much. */
async function as(name: string, document: string) {
	const credentials = await incident.user(name);
	await incident.iam.putUserPolicy({UserName: name, PolicyName: 'may', PolicyDocument: document});
	const aws = await connect({
		profile: null,
		credentials,
		endpointUrl: incident.range.url,
		version: 'test',
		regions: ['eu-west-1'],
	});
	const identity = await aws.identity(never);
	const journal = openJournal();
	const gate = aws.openGate({mode: 'respond', journal, identity, inLineage: () => false, now: Date.now});
	return {aws, identity, gate, journal};
}

describe("IAM's simulator", () => {
	test('says in advance which steps would be refused, and changes nothing', async () => {
		const key = await incident.user('app');
		const may = policy('Allow', ['iam:Get*', 'iam:Simulate*', 'iam:AttachUserPolicy']);
		const {aws, identity} = await as('some', may);
		const plan = possible(await incident.plan(key.accessKeyId));
		const said = await aws.simulate(plan, identity, never);
		aws.close();
		expect(Object.fromEntries(said)).toEqual({
			'user app deny': {verdict: 'allowed'},
			[`key ${key.accessKeyId} off`]: {
				verdict: 'refused',
				reason: 'no policy of yours allows iam:UpdateAccessKey',
			},
		});
		expect(await incident.plan(key.accessKeyId)).toMatchObject({steps: [{}, {}]});
	});

	test('that may not be asked leaves it unknown, and says why', async () => {
		const {aws, identity} = await as('none', policy('Allow', 'iam:Get*'));
		const state = stateOf([userOf('app', {keys: read([{id: leaked, status: 'Active'}])})]);
		const {account} = identity;
		const ours = state.principals.map(each => ({...each, principal: {...each.principal, account}}));
		const root = credentialOf({id: leaked, kind: 'user-key', parent: null});
		const options = {credentials: [root], state: {...state, principals: ours}, responder: identity, account};
		const said = await aws.simulate(possible(contain({...options, now: 0})), identity, never);
		aws.close();
		expect([...said.values()]).toEqual([
			{verdict: 'unknown', reason: expect.stringMatching(/^no permission for iam:SimulatePrincipalPolicy/)},
			{verdict: 'unknown', reason: expect.stringMatching(/^no permission for iam:SimulatePrincipalPolicy/)},
		]);
	});
});

test("EC2's dry run passes the gate and is journaled; nothing is terminated", async () => {
	const config = {endpoint: incident.range.url, region: 'eu-west-1', credentials: incident.range.responder};
	const ec2 = new EC2(config);
	await ec2.runInstances({ImageId: 'ami-12345678', InstanceType: 'c5.large', MinCount: 1, MaxCount: 1});
	const {aws, gate, journal} = await as('half', policy('Allow', ['ec2:Describe*', 'ec2:TerminateInstances']));
	const found = (await drain(incident.aws.scan(never))).flatMap(({resources}) => resources);
	const said = await rehearse(possible(removeResources(found.slice(-1))), gate, never);
	aws.close();
	expect([...said.values()]).toEqual([{verdict: 'allowed'}]);
	expect(journal.lines.map(({phase, call, outcome}) => [phase, call.input['DryRun'], outcome])).toEqual([
		['intent', true, null],
		['result', true, 'dry run: allowed'],
	]);
	const {Reservations = []} = await ec2.describeInstances({});
	expect(Reservations[0]?.Instances?.[0]?.State?.Name).toMatch(/pending|running/);
});
