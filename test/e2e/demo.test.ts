import {afterEach, describe, expect, test} from 'vitest';
import {openTerminal, type Terminal} from './terminal.ts';

let terminal: Terminal;
afterEach(() => terminal.kill('SIGKILL'));

/** Types a verb and its confirmation: the dialog ignores what comes at once, so its text is awaited first. */
async function confirm(verb: string, dialog: RegExp, gesture: string): Promise<void> {
	terminal.type(verb);
	await terminal.sees(dialog);
	await new Promise(resolve => setTimeout(resolve, 400));
	terminal.type(gesture);
}

/** Closes what is open, once it listens: a dialog ignores what comes within its first moments. */
async function close(): Promise<void> {
	await new Promise(resolve => setTimeout(resolve, 400));
	terminal.type('\u001b');
	await terminal.loses('esc closes');
}

describe.each([
	{columns: 80, rows: 24},
	{columns: 160, rows: 50},
])('leaktui demo in a terminal of $columns×$rows', ({columns, rows}) => {
	test('a newcomer disables the key, terminates two marked instances, and has the terminal back', async () => {
		terminal = openTerminal({args: ['demo'], columns, rows});

		expect(await terminal.sees(/Key is ACTIVE/, 30_000)).toContain('Press d to disable it');
		await confirm('d', /iam:UpdateAccessKey us-east-1/, 'y');
		await terminal.sees(/✓ done[\s\S]*Inactive/);
		await close();
		expect(terminal.screen()).toContain('INACTIVE');

		terminal.type('4');
		await terminal.sees('▸ 4 Resources');
		await terminal.sees(/EC2 +i-[0-9a-f]+.*running/, 60_000);
		terminal.type(' ');
		await terminal.sees(/●\s+EC2/);
		terminal.type('j');
		terminal.type(' ');
		await terminal.sees(/2 resources marked/);
		await confirm('x', /Type terminate 2/, 'terminate 2');
		await terminal.sees('enter runs it');
		terminal.type('\r');
		await terminal.sees(/✓ done +ec2:TerminateInstances/, 60_000);
		await terminal.loses('Running …', 60_000);
		await close();
		await terminal.sees(/EC2 +i-[0-9a-f]+.*(shutting|terminated)/, 60_000);

		terminal.resize(columns + 20, rows + 6);
		await terminal.sees(/Resources/);
		terminal.resize(60, 15);
		await terminal.sees(/80/);
		terminal.resize(columns, rows);
		await terminal.sees(/EC2/);

		// Quitting before everything was read once would end with 3, incomplete.
		await terminal.sees('● live', 60_000);
		terminal.type('q');
		expect(await terminal.exited).toBe(1);
		expect(terminal.onMainScreen()).toBe(true);
		expect(terminal.screen()).toMatch(/still open/);
		expect(terminal.written()).not.toMatch(/\(node:\d+\)|Warning:|^\s+at /m);
	}, 180_000);
});

test.each(['SIGTERM', 'SIGHUP', 'SIGINT'])('%s gives the terminal back', async signal => {
	terminal = openTerminal({args: ['demo']});
	await terminal.sees(/Key is ACTIVE/, 30_000);
	terminal.kill(signal);
	await terminal.exited;
	expect(terminal.onMainScreen()).toBe(true);
	// The cursor is shown again, and raw mode is the terminal driver's: a shell would read lines.
	expect(terminal.written()).toMatch(/\u001b\[\?25h/);
}, 60_000);

test('with --read-only nothing can be changed, and the screen says why', async () => {
	terminal = openTerminal({args: ['demo', '--read-only']});
	await terminal.sees(/ACTIVE/, 30_000);
	terminal.type('d');
	await terminal.sees(/read-only/i);
	expect(terminal.screen()).not.toContain('UpdateAccessKey');
}, 60_000);

test('NO_COLOR leaves a screen without colours that says the same', async () => {
	terminal = openTerminal({args: ['demo'], env: {NO_COLOR: '1'}});
	await terminal.sees(/Key is ACTIVE/, 30_000);
	expect(terminal.written()).not.toMatch(/\u001b\[(3[0-7]|38|9[0-7]|4[0-7]|48)[;m]/);
}, 60_000);
