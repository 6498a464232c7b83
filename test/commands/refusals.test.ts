import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {type Range, startRange} from '../../source/range/range.ts';
import {testKey} from '../make-event.ts';
import {type Ended, leaktui} from './leaktui.ts';

const folder = mkdtempSync(join(tmpdir(), 'leaktui-refusals-'));
const key = testKey('AKIA', 'GONE');
let range: Range;

beforeAll(async () => {
	range = await startRange();
	writeFileSync(join(folder, 'notes.txt'), 'no case of ours\n'.repeat(100));
	writeFileSync(join(folder, 'log.json'), '{"Records": []}');
});
afterAll(async () => {
	await range.close();
	rmSync(folder, {recursive: true});
});

/** One line that says what and what to do, no stack trace, nothing on standard output, status 2. */
function refusal({status, stdout, stderr}: Ended): string {
	expect({status, stdout}, stderr).toEqual({status: 2, stdout: ''});
	expect(stderr).toMatch(/^leaktui( range)?: [^\n]+\n$/);
	expect(stderr).not.toMatch(/\n\s+at |file:\/\/|\.js:\d/);
	return stderr.replace(/^leaktui( range)?: /, '').trimEnd();
}

describe('what cannot run says so in one line, with status 2:', () => {
	const lines: readonly (readonly [string, readonly string[], RegExp])[] = [
		['no key', [], /^which key\? Give its id/],
		['no key id', ['AKIAsmall'], /^AKIAsmall is no access key id: that is AKIA or ASIA and 16/],
		['a key id with an escape sequence', ['AKIA\u001b[2J'], /^AKIA\ufffd\[2J is no access key id/],
		['a command that is none', ['repotr'], /^repotr is no access key id/],
		['an option that is none', ['--fast'], /unknown option '--fast': see `leaktui --help`/],
		[
			'a time that no history reaches',
			['report', key, '--until', '2020-06-01', '--endpoint-url', 'http://127.0.0.1:9'],
			/^--until is more than 90 days ago, and LookupEvents keeps no more: read the files/,
		],
		['not a terminal', [key], /^not a terminal: .* `leaktui report AKIA/],
		['a demo without a terminal', ['demo'], /^not a terminal/],
		['files without a terminal', ['logs', '.', '--key', key], /^not a terminal/],
		['files without a key', ['logs', '.'], /^which key\? Add --key/],
		['files that are not there', ['report', key, '--logs', '/nonexistent'], /^\/nonexistent does not exist/],
		['a time that is none', ['report', key, '--since', 'yesterday'], /Give 36h, 7d, 2026-11-20/],
		['a day that is none', ['report', key, '--since', '2026-02-31'], /Give 36h, 7d, 2026-11-20/],
		[
			'a window turned round',
			['report', key, '--since', '1d', '--until', '2d'],
			/^--until is not after --since/,
		],
		['a region that is none', ['report', key, '--region', 'mars'], /mars is no region/],
		['an endpoint that is none', ['report', key, '--endpoint-url', 'moto'], /Give a URL/],
		['a format that is none', ['report', key, '--format', 'pdf'], /Allowed choices are json, md/],
		[
			'a case that is none',
			['report', key, '--logs', '.', '--case', join(folder, 'notes.txt')],
			/is not a case of leaktui/,
		],
		['no case to go on with', ['resume'], /^there is no case yet: start one/],
		['a case that is not there', ['resume', '/nonexistent'], /^\/nonexistent does not exist/],
		['a scenario that is none', ['range', 'peace'], /peace/],
	];

	it.concurrent.each(lines)('%s', async (_name, args, line) => {
		expect(refusal(await leaktui(args, {XDG_STATE_HOME: folder}))).toMatch(line);
	});

	it('no credentials', async () => {
		expect(refusal(await leaktui(['report', key]))).toMatch(/^no AWS credentials: set AWS_PROFILE/);
	});

	it('a profile that is not there', async () => {
		expect(refusal(await leaktui(['report', key, '--profile', 'nobody']))).toMatch(/nobody/);
	});

	it('credentials that AWS does not know', async () => {
		const environment = {...range.environment(), AWS_ACCESS_KEY_ID: testKey('AKIA', 'NONE')};
		expect(refusal(await leaktui(['report', key], environment))).toMatch(/AWS does not know the access key/);
	});

	it('a secret that does not fit', async () => {
		const environment = {...range.environment(), AWS_SECRET_ACCESS_KEY: 'not-the-secret'};
		expect(refusal(await leaktui(['report', key], environment))).toMatch(/secret access key does not belong/);
	});

	it('no network', async () => {
		const environment = {...range.environment(), AWS_ENDPOINT_URL: 'http://127.0.0.1:9'};
		expect(refusal(await leaktui(['report', key], environment))).toMatch(/127\.0\.0\.1:9|connection/i);
	});

	it('the key of another account', async () => {
		// Account 111122223333, encoded in the id as AWS does.
		const foreign = 'AKIARTXPHH3GWAAAAAAA';
		expect(refusal(await leaktui(['report', foreign], {...range.environment()}))).toMatch(
			/belongs to account \d{12}, and you are in 210987654321/,
		);
	});

	it('a case that is damaged inside', async () => {
		const file = join(folder, 'torn.leaktui');
		const args = ['report', key, '--logs', join(folder, 'log.json'), '--case', file];
		await leaktui(args);
		const bytes = readFileSync(file);
		writeFileSync(file, bytes.fill('X', 6000, 11_000));
		expect(refusal(await leaktui(args))).toMatch(
			/^the case cannot be used \(.*malformed\): give another file with --case/,
		);
	});

	it('a case of another key', async () => {
		const file = join(folder, 'one.leaktui');
		const logs = join(folder, 'log.json');
		await leaktui(['report', testKey('AKIA', 'OTHER'), '--logs', logs, '--case', file]);
		expect(refusal(await leaktui(['report', key, '--logs', logs, '--case', file]))).toMatch(
			/is the case of AKIA.*OTHER/,
		);
	});
});

it('prints its version and its help to standard output', async () => {
	expect(await leaktui(['--version'])).toEqual({
		status: 0,
		stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
		stderr: '',
	});
	const help = await leaktui(['--help']);
	expect(help.status).toBe(0);
	for (const word of ['logs', 'demo', 'range', 'report', 'resume', '--read-only', 'Exit status']) {
		expect(help.stdout).toContain(word);
	}
});
