import {answerOf} from '../domain/answer.ts';
import {type Principal, principalKey} from '../domain/containment/principal.ts';
import {isoTime} from '../domain/event.ts';
import type {Evidence} from '../domain/evidence.ts';
import {standingAlarms} from '../domain/evidence.ts';
import type {Proof} from '../domain/proof.ts';
import type {ReadBack} from '../domain/read-back.ts';

/** What shows that something is contained, or that it is not. Times are ISO 8601 in UTC; null where nobody knows. */
export interface ReportProof {
	readonly subject: 'credential' | 'user' | 'role';
	/** Access key id of a credential, ARN of a user or role. */
	readonly id: string;
	/** ARN of the user or role whose rights it has. */
	readonly principal: string | null;
	readonly state: Proof['state'];
	readonly by: string | null;
	readonly containedSince: string | null;
	/** When AWS last said so. */
	readonly lastRead: string | null;
	/** The last call of it that AWS carried out, as far as the log is read. */
	readonly lastSuccess: string | null;
	/** Up to when every region of the log that can be read was read. */
	readonly logReadTo: string | null;
}

export interface ReportAlarm {
	readonly time: string | null;
	readonly kind: string;
	readonly principal: string | null;
	readonly credential: string | null;
	readonly text: string;
	/** Whether no plan has run since. */
	readonly standing: boolean;
}

/** One answer of AWS, from the first reading that gave it to the last, and how often it gave it. */
export interface ReportReadBack {
	/** When the plan ended that it reads back; null: no plan ran before. */
	readonly planEnded: string | null;
	readonly from: string | null;
	readonly to: string | null;
	readonly times: number;
	readonly principals: readonly {readonly principal: string; readonly answer: readonly string[]}[];
}

/** @param logReadTo ms since the epoch; null: it is not read everywhere yet. */
export function proofRows(evidence: Evidence | null, logReadTo: number | null): readonly ReportProof[] {
	if (evidence === null) return [];
	const {proofs, principals} = evidence;
	const arns = new Map(
		principals.map(({principal}) => [principalKey(principal), arnOf(principal, evidence)]),
	);
	const credentials = proofs.map(proof => ({
		subject: 'credential' as const,
		id: proof.credential,
		principal: arns.get(proof.holder ?? '') ?? null,
		...shown(proof, proof.lastSuccess, logReadTo),
	}));
	const holders = principals.map(proof => {
		const key = principalKey(proof.principal);
		const arn = arnOf(proof.principal, evidence);
		const successes = proofs.flatMap(({holder, lastSuccess}) => (holder === key ? (lastSuccess ?? []) : []));
		const last = successes.length === 0 ? null : Math.max(...successes);
		return {subject: proof.principal.kind, id: arn, principal: arn, ...shown(proof, last, logReadTo)};
	});
	return [...credentials, ...holders.toSorted((one, other) => (one.id < other.id ? -1 : 1))];
}

export function alarmRows(evidence: Evidence | null): readonly ReportAlarm[] {
	if (evidence === null) return [];
	const standing = new Set(standingAlarms(evidence));
	return evidence.alarms.map(alarm => ({...alarm, time: isoTime(alarm.time), standing: standing.has(alarm)}));
}

export function readBackRows(evidence: Evidence | null): readonly ReportReadBack[] {
	return (evidence?.readBacks ?? []).map(({since, last, times, state}) => ({
		planEnded: since === null ? null : isoTime(since),
		from: isoTime(state.time),
		to: isoTime(last),
		times,
		principals: state.principals
			.map(each => ({principal: each.arn ?? each.principal.arn, answer: answerOf(each)}))
			.toSorted((one, other) => (one.principal < other.principal ? -1 : 1)),
	}));
}

function shown(
	{state, by, since, read}: Pick<Proof, 'state' | 'by' | 'since' | 'read'>,
	lastSuccess: number | null,
	logReadTo: number | null,
) {
	const time = (ms: number | null) => (ms === null ? null : isoTime(ms));
	return {
		state,
		by,
		containedSince: time(since),
		lastRead: time(read),
		lastSuccess: time(lastSuccess),
		logReadTo: time(logReadTo),
	};
}

/** As AWS names it where it did: that of a session has no path. */
function arnOf(principal: Principal, {readBacks}: {readonly readBacks: readonly ReadBack[]}): string {
	const key = principalKey(principal);
	const state = readBacks.at(-1)?.state.principals.find(each => principalKey(each.principal) === key);
	return state?.arn ?? principal.arn;
}
