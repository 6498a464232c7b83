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
