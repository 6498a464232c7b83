import {code, prose, table} from './markdown-text.ts';
import type {Report} from './model.ts';
import type {ReportProof} from './proof.ts';

type Lines = readonly string[];

/** Answers that a section still shows; the JSON report has them all. */
const readable = 20;

const words: Readonly<Record<ReportProof['state'], string>> = {
	contained: 'contained',
	expired: 'expired',
	open: '**open**',
	unrevocable: '**works until it expires**',
	unknown: '**not known**',
};

/** What holds, since when and on whose word; what came loose; how far the log goes. For people who were not there. */
export function proofSection(report: Report): Lines {
	const {proof, alarms, readBacks} = report;
	if (readBacks.length === 0) return ['AWS was not asked what is contained.'];
	const [credentials, holders] = [
		proof.filter(({subject}) => subject === 'credential'),
		proof.filter(({subject}) => subject !== 'credential'),
	];
	return [
		...readings(report),
		'',
		...table(
			['Credential', 'State', 'Since', 'By', 'Last read', 'Last call that worked'],
			credentials.map(row => [
				code(row.id),
				words[row.state],
				row.containedSince ?? '–',
				code(row.by),
				row.lastRead ?? 'never',
				row.lastSuccess ?? 'none seen',
			]),
		),
		'',
		...table(
			['User or role', 'State', 'Since', 'By', 'Last read', 'Last call that worked'],
			holders.map(row => [
				code(row.id),
				words[row.state],
				row.containedSince ?? '–',
				code(row.by),
				row.lastRead ?? 'never',
				row.lastSuccess ?? 'none seen',
			]),
		),
		'',
		'### What came loose',
		'',
		...(alarms.length === 0
			? ['Nothing, as far as was read.']
			: alarms.map(
					({time, text, standing}) =>
						`- ${time ?? 'at an unknown time'}: ${prose(text)}${standing ? ' **No plan has run since.**' : ''}`,
				)),
		'',
		'### What AWS answered',
		'',
		...answers(readBacks),
	];
}

function readings({readBacks, proof}: Report): Lines {
	const planEnded = readBacks.at(-1)?.planEnded ?? null;
	const after = readBacks.filter(each => each.planEnded === planEnded);
	const times = after.reduce((sum, each) => sum + each.times, 0);
	const logReadTo = proof[0]?.logReadTo ?? null;
	const counted = `${times} ${times === 1 ? 'time' : 'times'}, first at ${after[0]?.from ?? '–'} and last at ${after.at(-1)?.to ?? '–'}`;
	return [
		planEnded === null
			? `- leaktui ran no plan of containment in this case. It read what holds ${counted}.`
			: `- The last plan of containment ended at ${planEnded}. What holds was read back from AWS ${counted}.`,
		`- “Last call that worked” is as far as the log is read: ${logReadTo === null ? 'it is not read everywhere yet' : `up to ${logReadTo} in every region that can be read`}. CloudTrail delivers late; a later call may not be in it.`,
	];
}

function answers(readBacks: Report['readBacks']): Lines {
	const shown = readBacks.slice(-readable);
	const left = readBacks.length - shown.length;
	return [
		...shown.flatMap(({from, to, times, principals}) => [
			`- ${from ?? '–'}${times === 1 ? '' : ` to ${to ?? '–'}, ${times} times the same`}`,
			...principals.map(({principal, answer}) => `  - ${code(principal)}: ${prose(answer.join('; '))}`),
		]),
		...(left > 0 ? ['', `${left} earlier answers are in the JSON report.`] : []),
	];
}
