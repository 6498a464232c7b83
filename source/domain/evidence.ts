import type {Alarm} from './alarms.ts';
import type {PrincipalProof, Proof} from './proof.ts';
import type {ReadBack} from './read-back.ts';

/** What containment came to, as AWS's own answers show it: what may leave the house as proof. */
export interface Evidence {
	/** ms since the epoch at which the last plan of it ended; null: no plan of ours, it was only looked at. */
	readonly since: number | null;
	/** Oldest first. */
	readonly readBacks: readonly ReadBack[];
	/** Of every credential of the lineage, each parent before its children. */
	readonly proofs: readonly Proof[];
	/** Of every user and role that the lineage holds. */
	readonly principals: readonly PrincipalProof[];
	/** Everything that came loose, the newest last. */
	readonly alarms: readonly Alarm[];
}

/** What came loose and no plan has answered yet. */
export function standingAlarms({alarms, since}: Pick<Evidence, 'alarms' | 'since'>): readonly Alarm[] {
	return alarms.filter(({time}) => time > (since ?? 0));
}

/** Alarms of one kind about one principal, as one. */
export interface FoldedAlarm {
	readonly newest: Alarm;
	readonly count: number;
	/** ms since the epoch of the oldest of them. */
	readonly first: number;
	readonly stands: boolean;
}

/** Alarms as a person reads them: those that stand first, the newest first; a hundred sessions minted alike are one line. */
export function foldedAlarms(evidence: Pick<Evidence, 'alarms' | 'since'>): readonly FoldedAlarm[] {
	const standing = new Set(standingAlarms(evidence));
	const about = (alarm: Alarm) =>
		JSON.stringify([standing.has(alarm), alarm.kind, alarm.principal, manyOf.has(alarm.kind) || alarm.text]);
	return [...Map.groupBy(evidence.alarms, about).values()]
		.flatMap(those => {
			const [first, ...others] = those.toSorted((one, other) => one.time - other.time);
			if (first === undefined) return [];
			const newest = others.at(-1) ?? first;
			return [{newest, count: those.length, first: first.time, stands: standing.has(newest)}];
		})
		.toSorted(
			(one, other) => Number(other.stands) - Number(one.stands) || other.newest.time - one.newest.time,
		);
}

/** What an attacker can do a hundred times a minute. */
const manyOf: ReadonlySet<Alarm['kind']> = new Set(['new credential', 'new session', 'works']);
