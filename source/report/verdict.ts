import type {Credential} from '../domain/credential.ts';
import type {Evidence} from '../domain/evidence.ts';
import type {Finding} from '../domain/finding.ts';
import {rank} from '../domain/severity.ts';
import {type Gap, nameOf} from './gap.ts';
import type {ReportInput} from './model.ts';

/** What it all comes to. */
export interface Verdict {
	readonly state: 'contained and clean' | 'open' | 'incomplete';
	/** What is open, one line each: what still works, what is still there. */
	readonly open: readonly string[];
	/** What should have been read and could not be, one line each. */
	readonly unread: readonly string[];
}

type Grounds = Pick<ReportInput, 'credentials' | 'evidence'> & {
	readonly findings: readonly Finding[];
	readonly gaps: readonly Gap[];
};

/**
 * Incomplete beats open: what could not be read may hide more. It takes something that failed to be read, though; the
 * standing blind spots are no failure. What is not known to be over counts as open: "clean" is said on evidence only.
 */
export function verdictOf({credentials, evidence, gaps, findings}: Grounds): Verdict {
	const missing = gaps.map(gap => `${nameOf(gap)}: ${gap.why}`);
	const open = [
		...credentials.filter(isUsable).map(({id, status}) => `${id} ${says[status]}`),
		...loose(evidence),
		...findings
			.filter(isLasting)
			.map(({title, outcome}) => (outcome === 'present' ? title : `${title}: not verified as undone`)),
	];
	const state = missing.length > 0 ? 'incomplete' : open.length > 0 ? 'open' : 'contained and clean';
	return {state, open, unread: missing};
}

/** 0 contained and clean · 1 something is open · 3 incomplete. (2, "could not run", has no report.) */
export function exitStatus({verdict}: {readonly verdict: Verdict}): 0 | 1 | 3 {
	return ({'contained and clean': 0, open: 1, incomplete: 3} as const)[verdict.state];
}

const says: Readonly<Record<Credential['status'], string>> = {
	alive: 'still works',
	unknown: 'may still work: its state is not known',
	unrevocable: 'works until it expires, and cannot be revoked',
	inactive: 'is disabled',
	revoked: 'is revoked',
	expired: 'has expired',
};

/** What a plan was to contain and is not: a password, say, works without any credential that the log knows. */
function loose(evidence: Evidence | null): readonly string[] {
	if (evidence === null || evidence.since === null) return [];
	return evidence.principals
		.filter(({state}) => state === 'open')
		.map(({principal: {kind, name}}) => `${kind} ${name} is not contained`)
		.toSorted();
}

function isUsable({status}: Credential): boolean {
	return status === 'alive' || status === 'unknown' || status === 'unrevocable';
}

/** Ways back in that the credentials do not show: users, passwords, policies, accounts. Keys stand among the credentials. */
function isLasting({category, outcome, severity, title}: Finding): boolean {
	if (outcome === 'present') return true;
	const wayIn = category === 'iam-persistence' || category === 'privesc' || category === 'org';
	return (
		wayIn &&
		outcome === 'succeeded' &&
		rank(severity) <= rank('high') &&
		!/^iam:CreateAccessKey\b/.test(title)
	);
}
