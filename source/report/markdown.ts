import {isoTime} from '../domain/event.ts';
import type {KeyFacts} from '../domain/key-facts.ts';
import {severities} from '../domain/severity.ts';
import {type Activity, activityOf, inOrder} from './activity.ts';
import {grouped, nameOf} from './gap.ts';
import {proofSection} from './markdown-proof.ts';
import {code, prose, table} from './markdown-text.ts';
import type {Report, ReportCredential} from './model.ts';

/** Rows of a section that a person still reads; the JSON report has them all. */
const readable = 200;

type Lines = readonly string[];

/** The report as Markdown, for the ticket and for the people who were not there. Foreign text cannot act in it. */
export function markdownReport(report: Report): string {
	const activity = activityOf(inOrder(report.events, report.inferredEvents));
	const sections: readonly (readonly [string, Lines])[] = [
		['Summary', summary(report, activity)],
		['Open', bullets(report.verdict.open)],
		['Could not be read', bullets(grouped(report.gaps))],
		['Proof', proofSection(report)],
		['Keys', keys(report)],
		['Timeline', timeline(activity)],
		['Credentials', report.credentials.map(credential)],
		['Addresses', addresses(activity)],
		['Findings', findings(report)],
		['Resources', resources(report)],
		['Coverage', coverage(report)],
		['Blind spots', blindSpots(report).map(({what, why}) => `- ${code(what)}: ${prose(why)}`)],
		['What leaktui changed', [...chain(report), ...journal(report)]],
	];
	const head = `# Leaked key ${report.keys.map(code).join(', ')}`;
	const body = sections.map(
		([title, lines]) => `## ${title}\n\n${lines.length === 0 ? 'Nothing.' : lines.join('\n')}`,
	);
	return `${[head, ...body].join('\n\n')}\n`;
}

function summary(report: Report, activity: Activity): Lines {
	const {verdict, credentials} = report;
	const counts = severities
		.map(severity => ({
			severity,
			count: report.findings.filter(finding => finding.severity === severity).length,
		}))
		.filter(({count}) => count > 0)
		.map(({severity, count}) => `${count} ${severity}`);
	const still = report.findings.filter(({outcome}) => outcome === 'present').length;
	return [
		`- **${verdict.state}**: ${verdict.open.length} open, ${verdict.unread.length} could not be read. As of ${report.generatedAt}, account ${report.account ?? 'not known'}.`,
		`- Key: ${keyStates(report)}`,
		`- Calls: ${activity.total - activity.serviceMade} by the key and what was minted from it, ${activity.serviceMade} by services on their behalf; ${activity.first ?? '–'} to ${activity.last ?? '–'}; ${counted(activity.regions.length, 'region')}, ${activity.addresses.length === 1 ? '1 address' : `${activity.addresses.length} addresses`}.`,
		`- Reach: ${counted(credentials.length, 'credential')}, up to ${counted(Math.max(0, ...credentials.map(({depth}) => depth)), 'hop')} from the key; ${statuses(credentials)}.`,
		`- Findings: ${counts.length === 0 ? 'none' : counts.join(', ')}; resources of the attacker still there: ${still}.`,
	];
}

function keyStates({credentials}: Report): string {
	const roots = credentials.filter(({hop}) => hop === null);
	return `${roots.map(({id, status, principal}) => `${code(id)} ${status}, ${code(principal)}`).join('; ')}.`;
}

function statuses(credentials: readonly ReportCredential[]): string {
	const counts = Map.groupBy(credentials, ({status}) => status);
	return [...counts].map(([status, those]) => `${those.length} ${status}`).join(', ');
}

function keys({keyFacts}: Report): Lines {
	if (keyFacts.length === 0) return ['AWS was not asked: the report is made from files.'];
	return table(
		['Key', 'State', 'User', 'Created', 'Last used', 'Quarantine'],
		keyFacts.map(facts => [
			code(facts.id),
			facts.status.error === null ? facts.status.value : `not read: ${code(facts.status.error)}`,
			code(facts.userName),
			facts.created === null ? '–' : (isoTime(facts.created) ?? '–'),
			lastUse(facts),
			code(facts.quarantine),
		]),
	);
}

function lastUse({lastUsed}: KeyFacts): string {
	if (lastUsed.error !== null) return `not read: ${code(lastUsed.error)}`;
	if (lastUsed.value === null) return 'never, as far as AWS says';
	const {time, service, region} = lastUsed.value;
	return `${isoTime(time)} ${code(`${service} ${region}`)}`;
}

function timeline({timeline: moments}: Activity): Lines {
	const rows = moments
		.slice(0, readable)
		.map(moment => [
			moment.from ?? '–',
			moment.severity,
			`${code(moment.call)}${moment.count > 1 ? ` ×${moment.count} until ${moment.to ?? '–'}` : ''}`,
			code(moment.target),
			code(moment.region),
			code(moment.credential),
			code(moment.address),
			moment.errorCode === null ? 'done' : code(moment.errorCode),
		]);
	const heads = ['Time', 'Severity', 'Call', 'On', 'Region', 'Credential', 'Address', 'Outcome'];
	return [...table(heads, rows), ...rest(moments.length)];
}

function credential({
	id,
	kind,
	depth,
	principal,
	hop,
	calls,
	denied,
	status,
	regions,
}: ReportCredential): string {
	const born = hop === null ? '' : `, by ${code(hop.eventName)} at ${hop.eventTime ?? 'an unknown time'}`;
	const seen = `${counted(calls, 'call')} (${denied} denied) in ${counted(regions.length, 'region')}`;
	return `${'  '.repeat(Math.min(depth, 20))}- ${code(id)} ${kind}, **${status}**: ${code(principal)}, ${seen}${born}`;
}

function addresses({addresses: all}: Activity): Lines {
	const rows = all
		.slice(0, readable)
		.map(({address, calls, first, last, userAgent}) => [
			code(address),
			String(calls),
			first ?? '–',
			last ?? '–',
			code(userAgent),
		]);
	return [...table(['Address', 'Calls', 'First', 'Last', 'First agent'], rows), ...rest(all.length)];
}

function findings({findings: all}: Report): Lines {
	return severities.flatMap(severity => {
		const those = all.filter(finding => finding.severity === severity);
		if (those.length === 0) return [];
		const lines = those
			.slice(0, readable)
			.map(({title, reason, category}) => `- ${code(title)} (${category}). ${prose(reason)}`);
		return [`### ${severity} (${those.length})`, '', ...lines, ...rest(those.length), ''];
	});
}

function resources({resources: all}: Report): Lines {
	const ours = all.filter(({createdBy}) => createdBy !== null);
	const rows = ours
		.slice(0, readable)
		.map(({kind, id, region, name, type, state, credential: maker, protections}) => [
			kind,
			code(id),
			code(name),
			region,
			code(type),
			code(state),
			code(maker),
			protections.join(', ') || '–',
		]);
	const heads = ['Kind', 'Id', 'Name', 'Region', 'Type', 'State', 'Made by', 'Protection'];
	const others = all.length - ours.length;
	const note = `${others} more resources were found that no event ties to the key; the JSON report lists them.`;
	return [...table(heads, rows), ...rest(ours.length), ...(others > 0 ? ['', note] : [])];
}

function coverage({coverage: rows}: Report): Lines {
	return table(
		['Source', 'Region', 'From', 'To', 'Complete', 'Events', 'Why not'],
		rows.map(({source, region, from, to, complete, events, error}) => [
			source,
			code(region),
			from ?? '–',
			to ?? '–',
			complete ? 'yes' : 'no',
			String(events),
			code(error),
		]),
	);
}

function journal({journal: entries}: Report): Lines {
	return table(
		['#', 'Time', 'Call', 'On', 'By', 'Outcome'],
		entries.map(({sequence, time, call, target, actor, outcome}) => [
			String(sequence),
			time ?? '–',
			code(`${call.service}:${call.operation} ${call.region}`),
			code(target),
			code(actor),
			outcome === null ? 'intended' : code(outcome),
		]),
	);
}

/** What no history can show; what failed to be read stands further up. */
function blindSpots({blindSpots: all, gaps}: Report): Report['blindSpots'] {
	const told = new Set(gaps.map(gap => `${nameOf(gap)}\n${gap.why}`));
	return all.filter(({what, why}) => !told.has(`${what}\n${why}`));
}

/** The end of the chain: noted elsewhere, it tells this journal from an older copy of it. */
function chain({journalChain: {lines, head, broken}}: Report): Lines {
	if (broken !== null)
		return [
			`**The journal cannot be trusted: ${prose(broken)}. Somebody changed it from outside leaktui.**`,
			'',
		];
	if (head === null) return [];
	const whole = `${counted(lines, 'line')}, chained by SHA-256; the chain is whole and ends in ${code(head)}.`;
	return [`${whole} Whoever noted that elsewhere can tell an older copy.`, ''];
}

function bullets(lines: Lines): Lines {
	return lines.map(line => `- ${prose(line)}`);
}

function counted(count: number, what: string): string {
	return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function rest(total: number): Lines {
	return total > readable ? ['', `${total - readable} more are in the JSON report.`] : [];
}
