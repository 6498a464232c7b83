import type {BlindSpot, Coverage} from '../domain/coverage.ts';
import type {Credential} from '../domain/credential.ts';
import type {Identity} from '../domain/identity.ts';
import type {JournalEntry} from '../domain/journal.ts';
import type {KeyFacts} from '../domain/key-facts.ts';
import type {Plan, StepOutcome} from '../domain/plan.ts';
import type {Planned} from '../domain/plans/index.ts';
import type {Provenance, Resource} from '../domain/resource.ts';
import type {Progress} from '../history/source.ts';
import type {Containment, Foresight, FreshKey, Holding, Problem, Scan, State} from './state.ts';

/** News of one region's reading; see ScanUpdate of the AWS layer. */
export interface ScanNews extends Scan {
	readonly resources: readonly Resource[];
}

/** Everything that can happen to an investigation. One batch of news is one action, so that it is one frame. */
export type Action =
	| {readonly type: 'responder'; readonly responder: Identity}
	| {readonly type: 'facts'; readonly facts: KeyFacts}
	| {readonly type: 'credentials'; readonly credentials: readonly Credential[]}
	| {
			readonly type: 'batch';
			readonly credentials: readonly Credential[];
			/** Events in the case, and how many of them the batch brought. */
			readonly total: number;
			readonly fresh: number;
			/** ms since the epoch. */
			readonly time: number;
			/** By region, ms since the epoch of the newest record that the batch brought, whoever made the call. */
			readonly newest: ReadonlyMap<string, number>;
			readonly coverage: readonly Coverage[];
			readonly blindSpots: readonly BlindSpot[];
			readonly provenance: ReadonlyMap<string, Provenance>;
			readonly progress: Progress | null;
	  }
	| {readonly type: 'trace'; readonly state: State['trace']['state']}
	| {readonly type: 'blind spots'; readonly blindSpots: readonly BlindSpot[]}
	| {readonly type: 'scan'; readonly news: readonly ScanNews[]}
	| {readonly type: 'proposing'; readonly generation: number; readonly about: string}
	| {readonly type: 'proposed'; readonly generation: number; readonly planned: Planned}
	| {readonly type: 'foreseeing'; readonly plan: Plan}
	| {readonly type: 'foreseen'; readonly plan: Plan; readonly news: Partial<Omit<Foresight, 'plan'>>}
	| {readonly type: 'withdrawn'}
	| {readonly type: 'fresh key'; readonly fresh: FreshKey}
	| {
			readonly type: 'contained';
			readonly containment: Containment;
			readonly credentials: readonly Credential[];
	  }
	| {readonly type: 'started'; readonly generation: number; readonly plan: Plan}
	| {
			readonly type: 'outcome';
			readonly generation: number;
			readonly step: string;
			readonly outcome: StepOutcome;
			readonly secret: {readonly keyId: string; readonly secret: string} | null;
	  }
	| {readonly type: 'finished'; readonly generation: number}
	| {readonly type: 'dismissed'}
	| {readonly type: 'journaled'; readonly entry: JournalEntry}
	| {readonly type: 'holding'; readonly holding: Holding | null}
	| {readonly type: 'journal broken'; readonly distrusted: NonNullable<State['distrusted']>}
	| {readonly type: 'problem'; readonly problem: Problem};
