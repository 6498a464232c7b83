import type {Severity} from './severity.ts';

/** An event, or several alike, or a resource, that a rule flags. */
export interface Finding {
	readonly severity: Severity;
	/** Of the detection catalogue: `iam-persistence`, `compute`, `org`, … */
	readonly category: string;
	readonly title: string;
	readonly reason: string;
	readonly eventIDs: readonly string[];
	/** The id of the resource it is about; null where it is about a call. */
	readonly resource: string | null;
}
