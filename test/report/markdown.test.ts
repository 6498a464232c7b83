import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {Lineage} from '../../source/domain/lineage.ts';
import {markdownReport} from '../../source/report/markdown.ts';
import {code, prose} from '../../source/report/markdown-text.ts';
import {buildReport} from '../../source/report/model.ts';
import {assumeRole, eventOf, fakeKey, record} from '../domain/records.ts';
import {emptyInput, factsOf} from './headless.ts';

const key = fakeKey('AKIA', 1);
const child = fakeKey('ASIA', 1);
const now = Date.parse('2026-11-24T06:00:00Z');

/** What a reader of CommonMark takes from a code span: the text between a fence and the next of the same length. */
function readSpan(markdown: string): string | null {
	const fence = /^`+/.exec(markdown)?.[0] ?? '';
	const rest = markdown.slice(fence.length);
	const end = [...rest.matchAll(/`+/g)].find(([run]) => run.length === fence.length);
	if (end === undefined || end.index + fence.length !== rest.length) return null;
	const body = rest.slice(0, end.index);
	return /^ .*[^ ].* $/.test(body) ? body.slice(1, -1) : body;
}

const nasty = fc.string({
	unit: fc.constantFrom('`', ' ', '|', '<', '[', ']', '(', 'a', '*', '\\', '\n', '~', '🙂'),
});

describe('foreign text in Markdown', () => {
	it('stays one code span that reads as the text, and never ends a table’s cell', () => {
		fc.assert(
			fc.property(nasty, text => {
				const span = code(text);
				expect(span).not.toMatch(/[|\n]/);
				if (text === '') expect(span).toBe('–');
				else if (text.trim() !== '')
					expect(readSpan(span)).toBe(text.replace(/\|/g, '¦').replace(/\n/g, '\ufffd'));
			}),
		);
	});

	it('is cut where it is long', () => {
		expect(code('x'.repeat(1000)).length).toBeLessThan(170);
	});

	it('is escaped in a line of prose', () => {
		expect(prose('<img src=x> [a](http://b) *c* `d` | e')).toBe(
			'\\<img src=x\\> \\[a\\]\\(http\\://b\\) \\*c\\* \\`d\\` ¦ e',
		);
		expect(prose('1. not a list')).toBe('1\\. not a list');
	});
});

describe('the Markdown report', () => {
	const events = [
		record({eventName: 'RunInstances', responseElements: {instancesSet: {items: [{instanceId: 'i-1'}]}}}),
		record({eventName: 'RunInstances', errorCode: 'Client.DryRunOperation'}),
		assumeRole(key, child),
		record({
			eventSource: 'iam.amazonaws.com',
			eventName: 'CreateUser',
			requestParameters: {userName: '`|<script>alert(1)</script>\u001b[2J'},
			userAgent: '[click](https://evil.example)',
		}),
	].map(eventOf);
	const lineage = new Lineage([key]);
	for (const event of events) lineage.add(event);
	const markdown = markdownReport(
		buildReport({
			...emptyInput,
			generatedAt: now,
			account: '123456789012',
			keys: [key],
			credentials: lineage.credentials(now),
			events: events.map(factsOf),
			coverage: [
				{
					source: 'lookup',
					region: 'eu-west-1',
					from: null,
					to: null,
					complete: false,
					events: 0,
					error: 'no | access',
				},
			],
			blindSpots: [{what: 'S3 objects', why: 'data events'}],
		}),
	);
	const section = (title: string) => markdown.split(`## ${title}\n\n`)[1]?.split('\n\n## ')[0] ?? '';

	it('says the worst first, in five lines', () => {
		expect(section('Summary').split('\n')).toEqual([
			'- **incomplete**: 2 open, 1 could not be read. As of 2026-11-24T06:00:00Z, account 123456789012.',
			`- Key: \`${key}\` unknown, \`arn:aws:iam::123456789012:user/ci\`.`,
			'- Calls: 4 by the key and what was minted from it, 0 by services on their behalf; 2026-11-20T10:00:00Z to 2026-11-20T10:00:00Z; 1 region, 1 address.',
			'- Reach: 2 credentials, up to 1 hop from the key; 1 unknown, 1 expired.',
			'- Findings: 2 critical, 2 high; resources of the attacker still there: 0.',
		]);
	});

	it('shows the credentials as a tree', () => {
		expect(section('Credentials').split('\n')).toEqual([
			expect.stringContaining(`- \`${key}\` user-key, **unknown**`),
			expect.stringContaining(`  - \`${child}\` session, **expired**`),
		]);
	});

	it('has a timeline whose rows all have the same cells, whatever the attacker wrote', () => {
		const rows = section('Timeline').split('\n');
		expect(rows).toHaveLength(6);
		expect(rows.map(row => row.split('|').length)).toEqual(Array(6).fill(rows[0]?.split('|').length));
		expect(rows[2]).toContain('`ec2:RunInstances` | `i-1` | `us-east-1`');
	});

	it('names what could not be read, and what cannot be seen', () => {
		expect(section('Could not be read')).toBe('- lookup in eu-west-1: no ¦ access');
		expect(section('Coverage')).toContain('| lookup | `eu-west-1` | – | – | no | 0 | `no ¦ access` |');
		expect(section('Blind spots')).toBe('- `S3 objects`: data events');
	});

	it('holds no control character and no live HTML', () => {
		expect(markdown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
		expect(markdown.replace(/(`+).*?\1/g, '')).not.toMatch(/(?<!\\)</);
	});
});
