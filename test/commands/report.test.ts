import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {type RunningScenario, startScenario} from '../../source/range/scenario.ts';
import type {Report} from '../../source/report/model.ts';
import {makeEvent, testKey} from '../make-event.ts';
import {leaktui} from './leaktui.ts';

const folder = mkdtempSync(join(tmpdir(), 'leaktui-report-'));
afterAll(() => rmSync(folder, {recursive: true}));

const key = testKey('AKIA', 'ROOT');
const child = testKey('ASIA', 'CHILD');

type Told = Omit<Report, 'events'> & {readonly events: readonly {readonly eventID: string}[]};

function logs(
	name: string,
	events: readonly ReturnType<typeof makeEvent>[],
	extra: Record<string, string> = {},
) {
	const path = join(folder, name);
	mkdirSync(path);
	writeFileSync(join(path, 'log.json'), JSON.stringify({Records: events.map(({record}) => record)}));
	for (const [file, text] of Object.entries(extra)) writeFileSync(join(path, file), text);
	return path;
}

const chain = [
	makeEvent({
		id: 'hop',
		name: 'GetSessionToken',
		credential: key,
		response: {
			credentials: {accessKeyId: child, expiration: '2020-01-01T00:00:00Z'},
		},
	}),
	makeEvent({
		id: 'call',
		name: 'CreateUser',
		source: 'iam.amazonaws.com',
		credential: child,
		request: {userName: 'eve'},
	}),
	makeEvent({id: 'stranger', credential: testKey('AKIA', 'OTHER')}),
];

describe('a report on files', () => {
	it('is one object of JSON on standard output, and says by its status that something is open', async () => {
		const {status, stdout, stderr} = await leaktui(['report', key, '--logs', logs('open', chain)]);
		const report = JSON.parse(stdout) as Told;
		expect(report.schema).toBe('leaktui/report/1');
		expect(report.keys).toEqual([key]);
		expect(report.credentials.map(({id, parent, status}) => ({id, parent, status}))).toEqual([
			{id: key, parent: null, status: 'unknown'},
			{id: child, parent: key, status: 'expired'},
		]);
		expect(report.events.map(({eventID}) => eventID)).toEqual(['hop', 'call']);
		expect(status).toBe(1);
		expect(stderr).not.toMatch(/\u001b|\bat /);
	});

	it('is Markdown if asked for, and takes a key behind --logs as the key', async () => {
		const path = logs('markdown', chain);
		const {stdout} = await leaktui(['report', '--format', 'md', '--logs', path, key]);
		expect(stdout).toMatch(new RegExp(`^# Leaked key .${key}`));
	});

	it('doubts a key that did nothing in the files: a near twin of the right one, perhaps', async () => {
		const twin = testKey('AKIA', 'ROOF');
		const {status, stdout, stderr} = await leaktui(['report', twin, '--logs', logs('twin', chain)]);
		expect(stderr).toContain(`leaktui: ${twin} made no call in these files: check the id\n`);
		expect((JSON.parse(stdout) as Told).events).toEqual([]);
		expect(status).not.toBe(0);
	});

	it('names what is damaged, loses nothing else, and is incomplete: status 3', async () => {
		const path = logs('damaged', chain, {'torn.json': '{"Records": [{"eventName": "Cre'});
		const {status, stdout} = await leaktui(['report', key, '--logs', path]);
		const report = JSON.parse(stdout) as Told;
		expect(report.blindSpots.map(({what}) => what).join()).toContain('torn.json');
		expect(report.events).toHaveLength(2);
		expect(status).toBe(3);
	});

	it('keeps a case when asked to, reads nothing twice into it', async () => {
		const args = ['report', key, '--logs', logs('kept', chain), '--case', join(folder, 'kept.leaktui')];
		const [first, second] = [await leaktui(args), await leaktui(args)];
		const events = ({stdout}: {stdout: string}) => (JSON.parse(stdout) as Told).events;
		expect(events(second)).toEqual(events(first));
	});

	it('ends quietly when its reader has gone', async () => {
		const many = Array.from({length: 3000}, () => makeEvent({credential: key}));
		const path = logs('long', many);
		const reader = spawn(
			'sh',
			['-c', `"$0" bin/leaktui.js report ${key} --logs "${path}" | head -c 100`, process.execPath],
			{
				stdio: ['ignore', 'pipe', 'pipe'],
			},
		);
		let errors = '';
		reader.stderr.on('data', text => {
			errors += text;
		});
		await once(reader, 'close');
		expect(errors.split('\n').filter(line => !/^(leaktui: \d+ events.*)?$/.test(line))).toEqual([]);
	});
});

describe('a report on an account', () => {
	let incident: RunningScenario;
	beforeAll(async () => {
		incident = await startScenario('cryptomining', {
			live: false,
			deliveryDelay: 0,
			consistencyGap: 0,
			lookupRate: 1000,
		});
	});
	afterAll(() => incident.stop());

	it('tells what the same investigation shows on screen', async () => {
		const {status, stdout, stderr} = await leaktui(['report', incident.leakedKeyId], incident.environment);
		const report = JSON.parse(stdout) as Told;
		expect(report.account).toBe('210987654321');
		expect(report.credentials.map(({id}) => id).sort()).toEqual(
			incident.truth.credentials.map(({id}) => id).sort(),
		);
		const known = incident.truth.credentials.flatMap(({id}) => [...incident.truth.eventsOf(id)]);
		expect(
			report.events
				.filter(event => !('onBehalfOf' in event) || event.onBehalfOf === null)
				.map(({eventID}) => eventID)
				.sort(),
		).toEqual(known.sort());
		expect(report.resources.filter(({createdBy}) => createdBy !== null)).toHaveLength(
			incident.truth.resources.length,
		);
		expect(report.verdict.unread).toEqual([]);
		expect(status).toBe(1);
		expect(stderr).not.toMatch(/\u001b|warning|\bat /i);
	});

	it('of a mistyped key proves nothing, and says so', async () => {
		const mistyped = `${incident.leakedKeyId.slice(0, -1)}${incident.leakedKeyId.endsWith('A') ? 'B' : 'A'}`;
		const {status, stderr} = await leaktui(['report', mistyped], incident.environment);
		expect(stderr).toContain(
			`no user of this account has ${mistyped}, and no call of it was found: check the id`,
		);
		expect(status).toBe(3);
	});

	it('that is interrupted ends with no half of a report', async () => {
		const {AWS_ENDPOINT_URL = ''} = incident.environment;
		const env = {...process.env, ...incident.environment, AWS_ENDPOINT_URL};
		const running = spawn(process.execPath, ['bin/leaktui.js', 'report', incident.leakedKeyId], {env});
		let output = '';
		running.stdout.on('data', text => {
			output += text;
		});
		const asked = new Promise<void>(resolve => {
			const stop = incident.range.world.trail.listen(({eventName}) => {
				if (eventName !== 'LookupEvents') return;
				stop();
				resolve();
			});
		});
		await asked;
		running.kill('SIGINT');
		const [status] = await once(running, 'close');
		expect({status, output}).toEqual({status: 130, output: ''});
	});
});
