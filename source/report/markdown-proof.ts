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
	const {proof, readBacks} = report;
	if (readBacks.length === 0) return ['AWS was not asked what is contained.'];
	const [credentials, holders] = [
		proof.filter(({subject}) => subject === 'credential'),
		proof.filter(({subject}) => subject !== 'credential'),
	];
	return [
		...readings(report),
		'',
		...states('Credential', credentials),
		'',
		...states('User or role', holders),
		'',
		'### What came loose',
		'',
		...alarmLines(report),
		'',
		'### What AWS answered',
		'',
		...answers(readBacks),
	];
}

/** Alike alarms, told in a row, as one: an attacker who fights on raises them by the hundred. */
function alarmLines({alarms}: Report): Lines {
	if (alarms.length === 0) return ['Nothing, as far as was read.'];
	const folded = Map.groupBy(alarms, ({kind, principal, standing}) =>
		JSON.stringify([kind, principal, standing]),
	);
	return Array.from(folded.values(), those => {
		const [first, ...others] = those;
		const last = others.at(-1);
		const like =
			last === undefined ? '' : ` ${those.length} like it, the last at ${last.time ?? 'an unknown time'}.`;
		const open = first?.standing === true ? ' **No plan has run since.**' : '';
		return `- ${first?.time ?? 'at an unknown time'}: ${prose(first?.text ?? '')}.${like}${open}`;
	});
}

function states(subject: string, rows: Report['proof']): Lines {
	return table(
		[subject, 'State', 'Since', 'By', 'Last read', 'Last call that worked'],
		rows.map(row => [
			code(row.id),
			words[row.state],
			row.containedSince ?? '–',
			code(row.by),
			row.lastRead ?? 'never',
			row.lastSuccess ?? 'none seen',
		]),
	);
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
