import type {QueryExecution} from '@aws-sdk/client-athena';
import {Refusal, type RefusalKind} from '../domain/refusal.ts';
import {sanitise} from '../domain/text.ts';
import {withoutTokens} from './secrets.ts';

/** What Athena says in prose where other services have codes. `say`: the line; `text` is Athena's own words, made safe. */
interface Rule {
	readonly kind: RefusalKind;
	readonly pattern: RegExp;
	readonly say: (workgroup: string, text: string) => string;
}

const rules: readonly Rule[] = [
	{
		kind: 'failed',
		pattern: /no output location|output bucket/i,
		say: workgroup =>
			`Athena has nowhere to put results: give --athena-output s3://bucket/folder/, or set one for workgroup ${workgroup}`,
	},
	{
		kind: 'not-found',
		pattern: /workgroup .*not found/i,
		say: workgroup => `there is no workgroup ${workgroup} in this region: give --workgroup`,
	},
	{
		kind: 'guard',
		pattern: /bytes scanned limit was exceeded/i,
		say: workgroup =>
			`workgroup ${workgroup} cancelled the query at its limit of bytes scanned: narrow --since, --until or --region, or raise the limit`,
	},
	{
		kind: 'denied',
		pattern: /access denied|accessdenied|insufficient permissions|not authorized/i,
		say: (_, text) => `no permission for what the query reads or where its result goes: ${text}`,
	},
	{
		kind: 'not-found',
		pattern: /^(TABLE|SCHEMA|CATALOG)_NOT_FOUND|Table .* does not exist/i,
		say: (_, text) => `Athena does not find the table: ${text}`,
	},
	{
		kind: 'failed',
		pattern: /exhausted resources/i,
		say: () => 'the query was too large for Athena: narrow --since, --until or --region',
	},
];

/** An error of StartQueryExecution: Athena says most things with one code. An abort stays what it is. */
export function refusalOfStart(error: unknown, workgroup: string): unknown {
	if (!(error instanceof Refusal) || error.kind !== 'failed') return error;
	const rule = rules.find(({pattern}) => pattern.test(error.message));
	if (rule === undefined) return error;
	return new Refusal(rule.kind, rule.say(sanitise(workgroup), error.message), error);
}

/** Why a query ended without a result. */
export function refusalOfQuery({Status: status}: QueryExecution, workgroup: string): Refusal {
	const said = status?.StateChangeReason ?? status?.AthenaError?.ErrorMessage ?? '';
	const text = sanitise(withoutTokens(said).replace(/\s+/g, ' ').trim()).slice(0, 300);
	const rule = rules.find(({pattern}) => pattern.test(text));
	if (rule !== undefined) return new Refusal(rule.kind, rule.say(sanitise(workgroup), text));
	if (status?.State === 'CANCELLED')
		return new Refusal('failed', `the query was cancelled in Athena${behind(text)}`);
	return new Refusal('failed', `the query failed in Athena${behind(text)}`);
}

function behind(text: string): string {
	return text === '' ? '' : `: ${text}`;
}
