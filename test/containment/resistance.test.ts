import {EC2} from '@aws-sdk/client-ec2';
import {afterEach, expect, test} from 'vitest';
import {type Aws, connect, execute, type Gate, hold} from '../../source/aws/index.ts';
import {principalsOf} from '../../source/domain/containment/principals-of.ts';
import {type Event, readEvent} from '../../source/domain/event.ts';
import type {Identity} from '../../source/domain/identity.ts';
import {Lineage} from '../../source/domain/lineage.ts';
import {contain, type Planned, replaceKey} from '../../source/domain/plans/index.ts';
import {type RunningScenario, startScenario} from '../../source/range/scenario.ts';
import {never} from '../aws/account.ts';
import {openJournal} from '../aws/journal.ts';
import {possible} from './account.ts';

/** IAM's consistency gap in ms: half of the real one. What is put back must be so within it, on a busy machine too. */
const gap = 2000;

let stage: RunningScenario;
let aws: Aws;

afterEach(async () => {
	aws.close();
	await stage.stop();
});

const now = () => stage.range.world.clock.now();
const pause = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms));

async function start() {
	stage = await startScenario('cryptomining', {
		consistencyGap: gap,
		deliveryDelay: 0,
		lookupRate: Number.POSITIVE_INFINITY,
		resists: true,
		pace: {attacker: 250, application: 200, colleagues: 1000},
	});
	const {accessKeyId, secretAccessKey} = stage.range.responder;
	const credentials = {accessKeyId, secretAccessKey};
	aws = await connect({
		profile: null,
		credentials,
		endpointUrl: stage.range.url,
		version: 'test',
		regions: null,
	});
	const identity = await aws.identity(never);
	const journal = openJournal();
	const gate: Gate = aws.openGate({mode: 'respond', journal, identity, inLineage: () => false, now});
	return {identity, gate, journal};
}

/** All that the log has so far, oldest first: IAM and what the attacker calls of STS are logged here. */
function history(): readonly Event[] {
	const last = {time: Infinity, sequence: Infinity};
	const records = Array.from(stage.range.world.trail.newestFirst('us-east-1', last), ({record}) => record);
	return records.toReversed().flatMap(record => readEvent(record) ?? []);
}

async function plan(identity: Identity, keep: ReadonlySet<string>): Promise<Planned> {
	const lineage = new Lineage([stage.leakedKeyId]);
	const events = history();
	for (const event of events) lineage.add(event);
	const credentials = lineage.credentials(now());
	const own = events.filter(event => lineage.owns(event));
	const state = await aws.containment(principalsOf(credentials, own), now(), never);
	return contain({credentials, state, responder: identity, account: identity.account, now: now(), keep});
}

test('what is undone within IAM’s gap is put back at once, until nothing works; the application’s new key does', {
	timeout: 180_000,
}, async () => {
	const {identity, gate, journal} = await start();
	const options = {signal: never, onOutcome() {}, now};
	const made = await execute(possible(replaceKey(await aws.facts(stage.leakedKeyId, never))), gate, options);
	const created = made.get('create');
	const {AccessKeyId = '', SecretAccessKey = ''} =
		created?.status === 'done' ? Object(created.output['AccessKey']) : {};
	const keep = new Set<string>([AccessKeyId]);

	const reviewed = possible(await plan(identity, keep));
	await execute(reviewed, gate, options);
	const replan = () => plan(identity, keep);
	const result = await hold(reviewed, gate, {
		...options,
		replan,
		pause,
		onRepeat() {},
		quiet: 2 * gap,
		limit: 120_000,
	});
	expect(result.repeated).toBeGreaterThan(0);
	expect(result.held).toBe(true);

	const since = now();
	expect(await stage.live?.attacker).toBe('gave up');
	expect([...stage.truth.successesSince(since).keys()]).toEqual([]);
	const application = {accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey};
	const ec2 = new EC2({endpoint: stage.range.url, region: 'us-east-1', credentials: application});
	await expect(ec2.describeInstances({})).resolves.toMatchObject({$metadata: {httpStatusCode: 200}});
	expect(journal.lines.every(({outcome}) => outcome === null || outcome === 'done')).toBe(true);
});

test('the same plan run once does not hold: all of it is undone within the gap', async () => {
	const {identity, gate} = await start();
	await execute(possible(await plan(identity, new Set())), gate, {signal: never, onOutcome() {}, now});
	await pause(2 * gap);
	const since = now();
	await expect.poll(() => stage.truth.successesSince(since).size, {timeout: 20_000}).toBeGreaterThan(0);
});
