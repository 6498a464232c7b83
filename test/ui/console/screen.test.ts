import {describe, expect, it} from 'vitest';
import {makeEvent, testKey} from '../../make-event.ts';
import {factsWith, ok, resourcesThere} from '../fixtures/facts.ts';
import {leaked, present} from '../fixtures/history.ts';
import {stageIncident} from '../fixtures/incident.ts';
import {openScreen, type Screen, type ScreenOptions} from '../screen.ts';
import {openBench} from '../stage.ts';

const esc = '\u001b';
function open(incident = stageIncident(), options: ScreenOptions = {}): Screen {
	return openScreen(incident, options);
}

describe('the screen', () => {
	it('shows one pane at a time on 80×24, all four on 160×50', async () => {
		const narrow = open();
		await narrow.sees('1 Key   2 Sessions   3 Events   4 Resources');
		await narrow.press('\t', '\t');
		await narrow.sees('3 Events whole lineage');
		expect(narrow.text()).not.toContain('by lineage');
		await narrow.press('q');
		await narrow.ended;
		const wide = open(stageIncident(), {columns: 160, rows: 50});
		for (const title of ['1 Key', '2 Sessions', '3 Events', '4 Resources']) await wide.sees(title);
	});

	it('follows the terminal as it is resized, down to nothing and back', async () => {
		const at = open(stageIncident(), {columns: 160, rows: 50});
		await at.sees('4 Resources');
		await at.resize(60, 20);
		await at.sees('leaktui needs 80×24');
		await at.sees('this is 60×20');
		await at.resize(5, 2);
		await at.resize(80, 24);
		await at.sees('1 Key   2 Sessions   3 Events   4 Resources');
		await at.resize(160, 50);
		await at.sees('2 Sessions 5 credentials');
		expect(at.rows().filter(row => row.includes('leaktui')).length).toBe(1);
	});

	it('does nothing that cannot be seen: too small a terminal hears no key but ctrl-c', async () => {
		const incident = stageIncident();
		const at = open(incident, {columns: 60, rows: 20});
		await at.sees('leaktui needs 80×24');
		await at.press('d');
		at.wait(300);
		await at.press('y');
		expect(incident.runs).toEqual([]);
		await at.press('\u0003');
		await at.ended;
	});

	it('turns from one key under investigation to the next', async () => {
		const other = testKey('AKIA', 'OTHR');
		const at = open(stageIncident({keys: [leaked, other]}));
		await at.sees('1 of 2 ← →');
		await at.press(`${esc}[C`);
		await at.sees(`READING   ${other}`);
		await at.press('h');
		await at.sees(`ACTIVE   ${leaked}`);
	});

	it('keeps every frame within the terminal', async () => {
		const incident = stageIncident();
		const many = Array.from({length: 40}, (_, index) => ({
			name: `policy-${index}`,
			arn: null,
			via: 'inline' as const,
		}));
		incident.facts(factsWith('Active', {policies: ok(many)}));
		const at = open(incident);
		await at.sees('▼');
		expect(at.rows()[0]).toContain('leaktui');
		expect(at.rows()[23]).toContain('? help');
		await at.press('G');
		await at.sees('the password of ci-deploy stays');
		expect(at.rows()[0]).toContain('leaktui');
	});

	it('uses no colour when told so, and still shows cursor, marks and state', async () => {
		const at = open(stageIncident(), {colour: false});
		await at.sees('ACTIVE');
		await at.press('4', ' ');
		await at.sees('1 marked');
		await at.sees('▸');
		// Foreground and background colours are SGR 30–38, 40–48, 90–107; weight and inversion stay.
		expect(at.written()).not.toMatch(/\u001b\[(?:\d+;)*(?:3[0-8]|4[0-8]|9\d|10[0-7])[;m]/);
		expect(at.written()).toContain('\u001b[7m');
	});

	it('lets nothing through that a terminal would obey, whoever chose the text', async () => {
		const hostile = `web\u001b]52;c;ZXZpbA==\u0007\u001b[2J\r\n\u202eevil`;
		const incident = stageIncident();
		const [first] = resourcesThere();
		if (first !== undefined) incident.resources([{...first, name: 'x\ufffdy', id: 'i-0000000000000000e'}]);
		incident.add([
			makeEvent({
				id: 'e9000000-0000-4000-8000-000000000000',
				time: present + 1000,
				credential: leaked,
				name: hostile,
				request: {[hostile]: hostile},
			}),
		]);
		const at = open(incident, {columns: 160, rows: 50});
		await at.sees('4 Resources');
		await at.press('3', '\r');
		await at.sees(/eventName: "web\ufffd/);
		expect(at.written()).not.toContain(']52;c;ZXZpbA==\u0007');
		expect(at.written()).not.toContain('\u202e');
		expect(at.rows()[0]).toContain('leaktui');
	});

	it('takes no rest of a torn arrow key for a key', async () => {
		const incident = stageIncident();
		const at = open(incident);
		await at.sees('ACTIVE');
		await at.press('4');
		await at.sees('4 Resources by');
		await at.press(`${esc}[`);
		await new Promise(resolve => setTimeout(resolve, 30));
		await at.press('B');
		await at.press('j');
		await at.sees(/▸.*i-00000000000000002/);
	});

	it('pauses: what is seen stands still until it is resumed', async () => {
		const incident = stageIncident();
		const at = open(incident);
		await at.sees('ACTIVE');
		await at.press('p');
		await at.sees('PAUSED');
		incident.facts(factsWith('Inactive'));
		incident.add([
			makeEvent({
				id: 'e9000000-0000-4000-8000-000000000001',
				time: present + 1000,
				credential: leaked,
				name: 'CreateUser',
			}),
		]);
		await at.press('2', '1');
		await at.sees('  ACTIVE');
		await at.press('3', '\r');
		await at.sees('eventName: "GetBucketTagging"');
		await at.press(esc);
		await at.sees('3 Events whole lineage');
		await at.press('p');
		await at.sees(/▸.*CreateUser/);
		await at.press('1');
		await at.sees('INACTIVE');
	});

	it('asks before it is left while a plan runs', async () => {
		const incident = stageIncident();
		const at = open(incident);
		await at.sees('ACTIVE');
		await at.press('d');
		await at.sees('UpdateAccessKey');
		at.wait(300);
		await at.press('y');
		incident.start();
		await at.sees('Running …');
		at.wait(300);
		await at.press(esc);
		await at.sees('goes on in the background');
		await at.press('q');
		await at.sees('Quit all the same?');
		at.wait(300);
		await at.press('\r');
		await at.loses('Quit all the same?');
		await at.press('w');
		await at.sees('Running …');
	});

	it('says how far the log is read in each region, and which of them AWS slows down', async () => {
		const incident = stageIncident();
		const at = open(incident, {columns: 120, rows: 30});
		const area = (region: string, to: number | null, error: string | null = null) => ({
			source: 'lookup' as const,
			region,
			from: to === null ? null : present - 86_400_000,
			to,
			complete: error === null,
			events: 3,
			error,
		});
		incident.add([]);
		incident.dispatch({
			type: 'batch',
			...{credentials: incident.session.store.get().credentials, total: 112, fresh: 0, time: present},
			newest: new Map([['ca-central-1', present - 720_000]]),
			coverage: [
				area('eu-west-1', present - 300_000),
				area('us-east-1', present - 60_000),
				area('me-south-1', null, 'not allowed'),
			],
			blindSpots: [],
			provenance: new Map(),
			progress: {done: 1, total: 2, current: null, slowed: new Map([['eu-west-1', 3000]])},
		});
		await at.sees('● live to 14:25:00, 1 region not eu-west-1 throttled, every 3 s');
		await at.press('L');
		await at.sees('The log is read up to 14:25:00 UTC, 5 min ago');
		await at.sees('The newest record in it is of 14:29:59 UTC, 1 s ago.');
		await at.sees(/eu-west-1 +2026-11-23 14:25:00 +5 min +1 s ago +3 complete/);
		await at.sees('AWS throttles it: asked every 3 s');
		await at.sees(/us-east-1 +2026-11-23 14:29:00 +1 min +2 s ago +3 complete/);
		await at.sees(/me-south-1 +nothing +none +3 BLIND/);
		await at.sees(/^ +not allowed *$/);
		await at.press(esc);
		await at.sees('log read to 14:25:00 UTC, 2/3 regions (1 blind: L), newest record 1 s old');
	});

	it('says while files are read how many there are, how fast they are read and how long it will take', async () => {
		const incident = stageIncident({setting: 'logs', known: 'empty'});
		const at = open(incident);
		await at.sees('nothing of the log is read yet');
		incident.read({done: 12, total: 57, current: null, pace: {megabytesPerSecond: 411.6, secondsLeft: 95}});
		await at.sees('◌ reading 12/57 files, 412 MB/s, 1 min left');
		incident.read({done: 13, total: 57, current: null, pace: {megabytesPerSecond: 0.42, secondsLeft: 8}});
		await at.sees('◌ reading 13/57 files, 0.4 MB/s, 8 s left');
	});

	it('calls what was read to its end all read, unless a part of it could not be', async () => {
		const incident = stageIncident({setting: 'logs'});
		const at = open(incident, {columns: 160, rows: 50});
		const read = (region: string, error: string | null) =>
			incident.dispatch({
				type: 'batch',
				...{credentials: incident.session.store.get().credentials, total: 112, fresh: 0, time: present},
				...{newest: new Map(), blindSpots: [], provenance: new Map(), progress: null},
				coverage: [
					{
						...{source: 'logs', region, from: present - 86_400_000, to: present},
						...{complete: error === null, events: 3, error},
					},
				],
			});
		read('eu-west-1', null);
		await at.sees('■ all read');
		read('us-east-1', 'not all could be read: one.json.gz (the gzip ends early)');
		await at.sees('■ ended, not all read: L');
		expect(at.text()).not.toContain('not read everywhere yet');
	});

	it('gives the terminal back to the shell on ctrl-z, but not while a plan runs', async () => {
		const incident = stageIncident();
		const bench = openBench(incident);
		bench.press('ctrl-z');
		expect(bench.suspensions()).toBe(1);
		bench.press('d', 'y');
		incident.start();
		bench.press('ctrl-z');
		expect(bench.suspensions()).toBe(1);
		expect(bench.view().flash?.text).toContain('A plan is running');
		await incident.session.close();
	});

	it('gives the terminal back', async () => {
		const at = open();
		await at.sees('ACTIVE');
		expect(at.written()).toContain('\u001b[?1049h');
		await at.press('q');
		await at.ended;
		expect(at.written()).toContain('\u001b[?1049l');
		expect(at.written()).toContain('\u001b[?25h');
	});
});
