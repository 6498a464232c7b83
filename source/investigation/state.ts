import type {BlindSpot, Coverage} from '../domain/coverage.ts';
import type {Credential} from '../domain/credential.ts';
import type {Evidence} from '../domain/evidence.ts';
import type {Forecast} from '../domain/forecast.ts';
import type {Identity} from '../domain/identity.ts';
import type {JournalEntry} from '../domain/journal.ts';
import type {KeyFacts} from '../domain/key-facts.ts';
import type {Handover, Plan, StepOutcome} from '../domain/plan.ts';
import type {Planned} from '../domain/plans/index.ts';
import type {Provenance, Resource, ResourceKind, ScanState} from '../domain/resource.ts';
import type {Takers} from '../domain/takers.ts';
import type {Call} from '../domain/uses.ts';
import type {Progress} from '../history/source.ts';

/** One of a region's readings of one kind of resource. */
export interface Scan {
	readonly kind: ResourceKind;
	readonly region: string;
	readonly scan: ScanState;
}

/** Something that went wrong, kept readable after its flash is gone. */
export interface Problem {
	/** ms since the epoch. */
	readonly time: number;
	/** One line: what, and what to do. */
	readonly text: string;
}

/** A plan in execution, or executed. */
export interface Execution {
	/** Counts up; a late result of an older execution is dropped. */
	readonly generation: number;
	readonly plan: Plan;
	/** By step id; a step that is not there has not ended. */
	readonly outcomes: ReadonlyMap<string, StepOutcome>;
	readonly finished: boolean;
	/** The secret of a key that the plan made: shown once, never on disk, dropped when the dialog closes. */
	readonly secret: {readonly keyId: string; readonly secret: string} | null;
}

/** A plan that needs a look at the account before it can be made. */
export interface Proposal {
	/** Counts up; what comes late for an older one is dropped. */
	readonly generation: number;
	/** What it will be, in a few words. */
	readonly about: string;
	/** The plan, or why there is none; null while the account is being read. */
	readonly planned: Planned | null;
}

/** What is asked about a plan under review: nobody waits for it, and it fills in as the answers come. */
export interface Foresight {
	readonly plan: Plan;
	/** What AWS says in advance, by step id. */
	readonly forecasts: ReadonlyMap<string, Forecast>;
	/** Who else takes the roles that the plan ends, in its order. */
	readonly takers: readonly Takers[];
	/** Whether all that could be asked was. */
	readonly settled: boolean;
}

/** What containment came to, and how it goes on. */
export interface Containment extends Evidence {
	/** How many alarms there were; `alarms` holds the newest. */
	readonly raised: number;
	/** ms since the epoch of the next reading. */
	readonly next: number;
	/** Why the newest reading failed as a whole, and when; null: it did not. */
	readonly failed: Problem | null;
	/** Steps that a plan made now would have: what is open. */
	readonly open: number;
	/** What only others can do, whether or not anything is open. */
	readonly handover: readonly Handover[];
}

/** How the plan is held while IAM does not obey yet (field guide §3). */
export interface Holding {
	/** How often steps were put back. */
	readonly repeated: number;
	/** Whether it was given up: then only a service control policy ends it. */
	readonly lost: boolean;
}

/** The key that an application is to move to: the responder's own, so not of the lineage. */
export interface FreshKey {
	readonly id: string;
	/** The newest, newest first. */
	readonly calls: readonly (Call & {readonly id: string})[];
	/** ms since the epoch up to which its log was read. */
	readonly readTo: number;
}

/** Everything that the screen shows of an incident, apart from the events, which live in the case file. */
export interface State {
	readonly keys: readonly string[];
	/** Where the investigation runs: on an account, on the embedded range, or on files (then nothing can be changed). */
	readonly setting: 'account' | 'demo' | 'logs';
	readonly readOnly: boolean;
	readonly responder: Identity | null;
	/** By key id; a key that is not there is still being read. */
	readonly facts: ReadonlyMap<string, KeyFacts>;
	/** Roots first, each parent before its children. */
	readonly credentials: readonly Credential[];
	readonly events: {
		/** Changes whenever the case file has more: pages must be read again. */
		readonly version: number;
		readonly total: number;
		/** ms since the epoch at which the newest batch came in; null before the first. */
		readonly updated: number | null;
		/** By region, ms since the epoch of the newest record that was read there, whoever made the call. */
		readonly newest: ReadonlyMap<string, number>;
	};
	readonly trace: {
		/** `recalling`: a large case is taken in again; its events can be paged through, the rest fills in. */
		readonly state: 'recalling' | 'reading' | 'following' | 'done' | 'failed';
		/** Of events, while recalling. */
		readonly progress: Progress | null;
	};
	readonly coverage: readonly Coverage[];
	readonly blindSpots: readonly BlindSpot[];
	/** By resourceKey. */
	readonly resources: ReadonlyMap<string, Resource>;
	/** By resourceKey; only what the lineage made. */
	readonly provenance: ReadonlyMap<string, Provenance>;
	/** By `kind/region`. */
	readonly scans: ReadonlyMap<string, Scan>;
	readonly proposal: Proposal | null;
	/** About the plan that was looked at last; null: none is under review. */
	readonly foresight: Foresight | null;
	readonly execution: Execution | null;
	/** Null until something was contained. */
	readonly containment: Containment | null;
	/** What is undone of the last plan is put back at once; null: it holds, or none runs. */
	readonly holding: Holding | null;
	/** Null until a new key was made and looked for. */
	readonly fresh: FreshKey | null;
	readonly journal: readonly JournalEntry[];
	/** Lines of the journal that do not fit its chain, and what is wrong with them; null: all fit. */
	readonly distrusted: {readonly from: number; readonly to: number; readonly problem: string} | null;
	readonly problems: readonly Problem[];
}
