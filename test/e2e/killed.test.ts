import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {type RunningScenario, startScenario} from '../../source/range/scenario.ts';
import type {Report} from '../../source/report/model.ts';
import {leaktui} from '../commands/leaktui.ts';

type Events = readonly {readonly eventID: string}[];
type Told = Omit<Report, 'events' | 'inferredEvents'> & {
	readonly events: Events;
	readonly inferredEvents: Events;
};

const kills = 20;
const folder = mkdtempSync(join(tmpdir(), 'leaktui-killed-'));
let stage: RunningScenario;

beforeAll(async () => {
	stage = await startScenario('console-takeover', {
		consistencyGap: 0,
		deliveryDelay: 0,
		lookupRate: Number.POSITIVE_INFINITY,
		live: false,
	});
});
afterAll(async () => {
	await stage.stop();
	rmSync(folder, {recursive: true});
});

/** Starts the program, and kills it as soon as it has read on for a while; it cannot see it coming. */
async function killed(args: readonly string[], lookups: number): Promise<void> {
	const read = seen + lookups;
	const child = spawn(process.execPath, ['bin/leaktui.js', ...args], {
		env: {PATH: process.env['PATH'], ...nowhere, ...stage.environment},
		stdio: 'ignore',
	});
	const ended = once(child, 'exit');
	while (child.exitCode === null && seen < read) await Promise.race([sleep(5), ended]);
	child.kill('SIGKILL');
	await ended;
}

const nowhere = {
	AWS_CONFIG_FILE: '/nonexistent/config',
	AWS_SHARED_CREDENTIALS_FILE: '/nonexistent/credentials',
	AWS_EC2_METADATA_DISABLED: 'true',
};

/** LookupEvents that the range was asked. */
let seen = 0;

it('killed twenty times at any moment, and gone on with, it finds what it would have found', {
	timeout: 180_000,
}, async () => {
	const {truth, leakedKeyId, range} = stage;
	const own = truth.credentials.flatMap(({id}) => [...truth.eventsOf(id)]);
	const all = [...own, ...truth.joined.keys(), ...truth.forwarded.keys()].toSorted();
	const credentials = truth.credentials.map(({id}) => id).toSorted();
	const stopCounting = range.world.trail.listen(({eventName}) => {
		if (eventName === 'LookupEvents') seen += 1;
	});
	const file = join(folder, 'incident.leaktui');
	const until = new Date(range.world.clock.now()).toISOString();
	const args = ['report', leakedKeyId, '--case', file, '--until', until, '--format', 'json'];
	let moment = 7;
	for (let turn = 0; turn < kills; turn += 1) {
		moment = (moment * 31 + 11) % 13;
		await killed(args, moment);
	}
	const {status, stdout, stderr} = await leaktui(args, stage.environment);
	stopCounting();
	expect(stderr).not.toContain('Error');
	expect(status).toBe(1);
	const report = JSON.parse(stdout) as Told;
	const told = [...report.events, ...report.inferredEvents];
	expect(told.map(({eventID}) => eventID).toSorted()).toEqual(all);
	expect(report.credentials.map(({id}) => id).toSorted()).toEqual(credentials);
	expect(report.coverage.every(({complete}) => complete)).toBe(true);
});
