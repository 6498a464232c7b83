import type {Severity} from './severity.ts';

/** How the flagged calls ended; `present`: a resource that is still there. */
export type FindingOutcome = 'succeeded' | 'denied' | 'failed' | 'dry run' | 'present';

/** An event, or several alike, or a resource, that a rule flags. */
export interface Finding {
	readonly severity: Severity;
	/** Of the detection catalogue: `iam-persistence`, `compute`, `org`, … */
	readonly category: string;
	readonly outcome: FindingOutcome;
	readonly title: string;
	readonly reason: string;
	readonly eventIDs: readonly string[];
	/** The id of the resource it is about; null where it is about a call. */
	readonly resource: string | null;
}
