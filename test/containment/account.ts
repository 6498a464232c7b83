import {IAM} from '@aws-sdk/client-iam';
import {STS} from '@aws-sdk/client-sts';
import {type Aws, connect, execute, type Gate} from '../../source/aws/index.ts';
import {principalsOf} from '../../source/domain/containment/principals-of.ts';
import type {ContainmentState} from '../../source/domain/containment/state.ts';
import {type Event, readEvent} from '../../source/domain/event.ts';
import type {JournalEntry} from '../../source/domain/journal.ts';
import {Lineage} from '../../source/domain/lineage.ts';
import type {Plan, StepOutcome} from '../../source/domain/plan.ts';
import {type ContainOptions, contain, isPossible, type Planned} from '../../source/domain/plans/index.ts';
import {respondersGroups} from '../../source/investigation/own-doing.ts';
import {type Range, type RangeOptions, startRange} from '../../source/range/range.ts';
import {never} from '../aws/account.ts';
import {openJournal} from '../aws/journal.ts';
import {type Keys, keysOf} from '../range/harness.ts';

/** An account in which somebody may do harm, and leaktui's view of it. */
export interface Incident {
	readonly range: Range;
	readonly aws: Aws;
	/** The administrator's own client, which does not count as anybody's act. */
	readonly iam: IAM;
	iamOf(keys: Keys): IAM;
	stsOf(keys: Keys): STS;
	/** A user with a key. */
	user(name: string, ...managed: readonly string[]): Promise<Keys>;
	role(name: string, trust: string, ...managed: readonly string[]): Promise<void>;
	/** Takes a role as somebody. */
	take(keys: Keys, role: string): Promise<Keys>;
	/** What is known of the lineage of a key: its credentials and its own events. */
	trace(key: string): {readonly lineage: Lineage; readonly events: readonly Event[]};
	read(key: string): Promise<ContainmentState>;
	/** The containment plan for a key, as the console makes it. */
	plan(key: string, options?: Partial<ContainOptions>): Promise<Planned>;
	run(planned: Planned): Promise<ReadonlyMap<string, StepOutcome>>;
	/** The write gate, journaled. */
	gate(): Promise<Gate>;
	readonly journal: readonly JournalEntry[];
	close(): Promise<void>;
}

export async function openIncident(options: RangeOptions = {}): Promise<Incident> {
	const laws = {consistencyGap: 0, deliveryDelay: 0, lookupRate: Number.POSITIVE_INFINITY, ...options};
	const range = await startRange(laws);
	const {accountId} = range.world;
	const clock = () => range.world.clock.now();
	const credentials = {
		accessKeyId: range.responder.accessKeyId,
		secretAccessKey: range.responder.secretAccessKey,
	};
	const aws = await connect({
		profile: null,
		credentials,
		endpointUrl: range.url,
		version: 'test',
		regions: null,
	});
	const seen: Event[] = [];
	range.world.trail.listen(record => {
		const event = readEvent(record);
		if (event !== null) seen.push(event);
	});
	const config = (keys: Keys) => ({
		endpoint: range.url,
		region: 'us-east-1',
		credentials: keys,
		maxAttempts: 1,
	});
	const iam = new IAM(config(credentials));
	const entries: JournalEntry[] = [];
	const managed = (name: string) => `arn:aws:iam::aws:policy/${name}`;
	const trace = (key: string) => {
		const lineage = new Lineage([key]);
		for (const event of seen) lineage.add(event);
		return {lineage, events: seen.filter(event => lineage.owns(event))};
	};
	/** Who made the key: what the console learns from IAM where no call tells. */
	const owners = async (key: string) => {
		const {userArn} = await aws.facts(key, never);
		return new Map(userArn === null ? [] : [[key, userArn]]);
	};
	const incident: Incident = {
		range,
		aws,
		iam,
		iamOf: keys => new IAM(config(keys)),
		stsOf: keys => new STS(config(keys)),
		async user(UserName, ...policies) {
			await iam.createUser({UserName});
			for (const name of policies) await iam.attachUserPolicy({UserName, PolicyArn: managed(name)});
			const {AccessKey} = await iam.createAccessKey({UserName});
			return {accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? ''};
		},
		async role(RoleName, AssumeRolePolicyDocument, ...policies) {
			await iam.createRole({RoleName, AssumeRolePolicyDocument});
			for (const name of policies) await iam.attachRolePolicy({RoleName, PolicyArn: managed(name)});
		},
		async take(keys, role) {
			const RoleArn = `arn:aws:iam::${accountId}:role/${role}`;
			return keysOf(await incident.stsOf(keys).assumeRole({RoleArn, RoleSessionName: `as-${role}`}));
		},
		trace,
		async read(key) {
			const {lineage, events} = trace(key);
			const principals = principalsOf(lineage.credentials(clock()), events, await owners(key));
			return aws.containment(principals, clock(), never);
		},
		async plan(key, more = {}) {
			const {lineage} = trace(key);
			const identity = await aws.identity(never);
			return contain({
				credentials: lineage.credentials(clock()),
				state: await incident.read(key),
				responder: identity,
				account: accountId,
				now: clock(),
				owners: await owners(key),
				groups: respondersGroups(incident.journal),
				...more,
			});
		},
		async run(planned) {
			return execute(possible(planned), await incident.gate(), {signal: never, onOutcome() {}, now: clock});
		},
		async gate() {
			const journal = openJournal();
			return aws.openGate({
				mode: 'respond',
				journal: {
					append(line) {
						const entry = {...journal.append(line), sequence: entries.length + 1};
						entries.push(entry);
						return entry;
					},
				},
				identity: await aws.identity(never),
				inLineage: () => false,
				now: clock,
			});
		},
		journal: entries,
		async close() {
			aws.close();
			await range.close();
		},
	};
	return incident;
}

/** The plan; fails where there is none. */
export function possible(planned: Planned): Plan {
	if (!isPossible(planned)) throw new Error(planned.reason);
	return planned;
}
