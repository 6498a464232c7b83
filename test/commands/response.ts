import {EC2} from '@aws-sdk/client-ec2';
import {Lambda} from '@aws-sdk/client-lambda';
import {Lightsail} from '@aws-sdk/client-lightsail';
import {type Aws, connect, execute, type Gate, rehearse} from '../../source/aws/index.ts';
import type {PolicyDocument} from '../../source/aws/least-privilege.ts';
import {principalsOf} from '../../source/domain/containment/principals-of.ts';
import type {UserState} from '../../source/domain/containment/state.ts';
import type {JournalEntry} from '../../source/domain/journal.ts';
import type {Plan} from '../../source/domain/plan.ts';
import {
	contain,
	deleteKey,
	disableKey,
	enableKey,
	isPossible,
	type Planned,
	removePasswords,
	removeResources,
	replaceKey,
	undo,
} from '../../source/domain/plans/index.ts';
import type {Resource} from '../../source/domain/resource.ts';
import {drain, never} from '../aws/account.ts';
import {openJournal} from '../aws/journal.ts';
import {type Incident, openIncident} from '../containment/account.ts';
import {crowd} from '../containment/crowd.ts';
import {spread} from '../containment/lineage.ts';
import {policy} from '../range/harness.ts';

/** What the responder's credentials did, by IAM action. */
export interface Account {
	readonly used: ReadonlySet<string>;
	readonly refused: readonly string[];
}

export interface Response {
	/** The whole of an incident by a responder with this policy alone. */
	goThrough(document: PolicyDocument): Promise<Account>;
	takeOffQuarantine(document: PolicyDocument): Promise<Account>;
	close(): Promise<void>;
}

const region = 'eu-west-1';

export async function openResponse(): Promise<Response> {
	const open: (() => Promise<void>)[] = [];

	/** An incident of its own, and a responder in it. */
	async function begin(document: PolicyDocument) {
		const incident = await openIncident();
		const {iam, range} = incident;
		const {Policy} = await iam.createPolicy({
			PolicyName: 'leaktui',
			PolicyDocument: JSON.stringify(document),
		});
		const credentials = await incident.user('oncall');
		await iam.attachUserPolicy({UserName: 'oncall', PolicyArn: Policy?.Arn});
		const used = new Set<string>();
		const refused = new Set<string>();
		range.world.trail.listen(record => {
			const {userIdentity, eventSource, eventName, errorCode} = record;
			if (Object(userIdentity).accessKeyId !== credentials.accessKeyId) return;
			const action = `${String(eventSource).replace('.amazonaws.com', '')}:${String(eventName).replace(/20\d.*$/, '')}`;
			used.add(action);
			if (/AccessDenied|UnauthorizedOperation/.test(String(errorCode))) refused.add(action);
		});
		const aws = await connect({
			profile: null,
			credentials,
			endpointUrl: range.url,
			version: 'test',
			regions: [region, 'us-east-1'],
		});
		open.push(async () => {
			aws.close();
			await incident.close();
		});
		return {incident, aws, told: () => ({used, refused: [...refused]})};
	}

	return {
		async goThrough(document) {
			const {incident, aws, told} = await begin(document);
			await respond(incident, aws);
			return told();
		},
		async takeOffQuarantine(document) {
			const {incident, aws, told} = await begin(document);
			await incident.user('quarantined', 'AWSCompromisedKeyQuarantineV3');
			const {gate} = await gateOf(incident, aws);
			const input = {
				UserName: 'quarantined',
				PolicyArn: 'arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3',
			};
			const call = {service: 'iam', operation: 'DetachUserPolicy', region: 'us-east-1', input} as const;
			await gate.perform({id: '', call, target: '', why: '', danger: 'reversible', undo: null, after: []});
			return told();
		},
		async close() {
			for (const each of open) await each();
		},
	};
}

async function gateOf(incident: Incident, aws: Aws) {
	const journal = openJournal();
	const identity = await aws.identity(never);
	const now = () => incident.range.world.clock.now();
	const gate = aws.openGate({mode: 'respond', journal, identity, inLineage: () => false, now});
	return {gate, identity, now, entries: (): readonly JournalEntry[] => journal.lines.map(entry)};
}

function entry(line: Omit<JournalEntry, 'sequence' | 'hash'>, index: number): JournalEntry {
	return {...line, sequence: index + 1, hash: ''};
}

/** Everything that the program does on an account, once. */
async function respond(incident: Incident, aws: Aws): Promise<void> {
	const {leaked} = await prepare(incident);
	const {gate, identity, now, entries} = await gateOf(incident, aws);
	const {lineage, events} = incident.trace(leaked);
	const credentials = lineage.credentials(now());

	await aws.checkKeys([leaked], identity, never);
	await aws.facts(leaked, never);
	await aws.facts(`AKIA${'GONE'.repeat(4)}`, never);
	await aws.regions(never);
	await aws.profileRole('not-there', never);
	await aws
		.lookup(
			{
				region,
				attribute: {key: 'AccessKeyId', value: leaked},
				since: now() - 60_000,
				until: now() + 60_000,
				token: null,
			},
			never,
		)
		.catch(() => {});
	const principals = principalsOf(credentials, events);
	const state = await aws.containment(principals, now(), never);
	const {accountId} = incident.range.world;
	const common = {credentials, state, responder: identity, account: accountId, now: now()};
	const plan = contain(common);
	await act(gate, plan);
	await act(gate, undo(entries()));
	// What only falls through to when nothing else does: roles whose policies are full.
	await act(gate, denials(plan));
	await act(gate, undo(entries()));
	// A user whose policies are full and who has a key to keep: its sessions are denied by a group, which is read back.
	const crammed = state.principals.filter(
		(each): each is UserState => each.kind === 'user' && each.principal.name === 'crammed',
	);
	const keep = new Set(crammed.flatMap(({keys}) => keys.value ?? []).map(({id}) => id));
	await act(gate, contain({...common, state: {...state, principals: crammed}, keep}));
	await aws.containment(principals, now(), never);
	await act(gate, undo(entries()));
	await act(
		gate,
		removePasswords(state.principals.filter((each): each is UserState => each.kind === 'user')),
	);
	const facts = () => aws.facts(leaked, never);
	await act(gate, disableKey(await facts(), []));
	await act(gate, enableKey(await facts()));
	await act(gate, replaceKey(await facts()));
	await act(gate, deleteKey(await facts(), []));

	const resources = (await drain(aws.scan(never))).flatMap(({resources: found}) => found);
	const latest = [...new Map(resources.map((each): [string, Resource] => [each.id, each])).values()];
	const removal = removeResources(latest);
	if (!isPossible(removal)) return;
	await aws.simulate(removal, identity, never);
	await rehearse(removal, gate, never);
	await act(gate, removal);
}

/** The last resort of each step on roles, by itself. */
function denials(planned: Planned): Planned {
	if (!isPossible(planned)) return planned;
	const steps = planned.steps.flatMap(step => {
		if (!step.id.endsWith(' revoke')) return [];
		const means = [step.otherwise, step.otherwise?.otherwise].filter(each => each !== undefined);
		return means.map((each, index) => {
			const {otherwise: _, ...alone} = each;
			return {...alone, id: `${step.id} ${index}`, after: []};
		});
	});
	return {...planned, steps};
}

async function act(gate: Gate, planned: Planned): Promise<void> {
	if (!isPossible(planned)) return;
	const plan: Plan = planned;
	await execute(plan, gate, {signal: never, onOutcome() {}});
}

/** An incident with one of everything that is read or changed. */
async function prepare(incident: Incident): Promise<{readonly leaked: string}> {
	const {leaked, loot} = await spread(incident);
	const {iam, range} = incident;
	await iam.createGroup({GroupName: 'builders'});
	await iam.putGroupPolicy({
		GroupName: 'builders',
		PolicyName: 'x',
		PolicyDocument: policy('Allow', 's3:Get*'),
	});
	await iam.addUserToGroup({GroupName: 'builders', UserName: 'app'});
	await iam.putRolePolicy({RoleName: 'deploy', PolicyName: 'x', PolicyDocument: policy('Allow', 's3:Get*')});
	await iam.uploadSSHPublicKey({
		UserName: 'svc-agent',
		SSHPublicKeyBody: `ssh-rsa ${Buffer.from('not a key of anybody').toString('base64')}`,
	});
	await iam.uploadSigningCertificate({
		UserName: 'svc-agent',
		CertificateBody: '-----BEGIN CERTIFICATE-----\nbm90IGEgY2VydGlmaWNhdGU=\n-----END CERTIFICATE-----',
	});
	await crowd(incident);
	const config = {endpoint: range.url, region, credentials: range.responder};
	const [deploy] = [loot['deploy']];
	if (deploy === undefined) throw new Error('the story lacks it');
	for (const UserName of ['crowded', 'crammed']) await incident.iamOf(deploy).createAccessKey({UserName});
	await new EC2(config).runInstances({
		ImageId: 'ami-12345678',
		InstanceType: 'c5.large',
		MinCount: 1,
		MaxCount: 1,
		DisableApiTermination: true,
	});
	const trusted = {Effect: 'Allow', Principal: {Service: 'lambda.amazonaws.com'}, Action: 'sts:AssumeRole'};
	await incident.role('lambda-role', JSON.stringify({Version: '2012-10-17', Statement: [trusted]}));
	await new Lambda(config).createFunction({
		FunctionName: 'miner',
		Role: `arn:aws:iam::${range.world.accountId}:role/lambda-role`,
		Runtime: 'nodejs22.x',
		Handler: 'index.handler',
		Code: {ZipFile: Buffer.from('not a zip')},
	});
	await new Lightsail(config).createInstances({
		instanceNames: ['wordpress'],
		availabilityZone: `${region}a`,
		blueprintId: 'ubuntu_24_04',
		bundleId: 'nano_3_0',
	});
	return {leaked};
}
