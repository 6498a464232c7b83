import type {EventRow} from '../casefile/event-query.ts';
import type {Verification} from '../casefile/journal.ts';
import type {Alarm} from '../domain/alarms.ts';
import type {BlindSpot} from '../domain/coverage.ts';
import {isTemporary} from '../domain/key.ts';
import type {Gap} from '../report/gap.ts';
import type {ReportInput} from '../report/model.ts';
import {furtherRegions} from './effects/scan.ts';
import {logEnd} from './selectors.ts';
import type {State} from './state.ts';

/** What the case has and the state has not. */
export interface Kept {
	/** What checking the journal's chain found. */
	readonly verification: Verification;
	/** All of them. */
	readonly alarms: readonly Alarm[];
}

/**
 * What a report says of the investigation as it stands.
 *
 * @param events Oldest first. @param generatedAt ms since the epoch.
 */
export function reportInput(
	state: State,
	events: Iterable<EventRow>,
	generatedAt: number,
	{verification, alarms}: Kept,
): ReportInput {
	return {
		generatedAt,
		account: state.responder?.account ?? null,
		keys: state.keys,
		keyFacts: [...state.facts.values()],
		credentials: state.credentials,
		events,
		resources: [...state.resources.values()],
		provenance: state.provenance,
		coverage: state.coverage,
		blindSpots: state.blindSpots.filter(({what}) => what !== furtherRegions),
		unread: [...unreadHistory(state), ...unreadKeys(state), ...unreadResources(state)],
		logReadTo: logEnd(state).to,
		evidence: state.containment && {...state.containment, alarms},
		journal: state.journal,
		chain: chainOf(verification),
	};
}

/** What the report says of the journal's chain. */
export function chainOf({entries, head, problem}: Verification): ReportInput['chain'] {
	return {lines: entries, head, broken: problem};
}

/** Where coverage tells it, it tells it better. */
function unreadHistory({trace, problems, coverage}: State): readonly BlindSpot[] {
	const what = 'the history';
	if (trace.state === 'failed') return [{what, why: problems.at(-1)?.text ?? 'it could not be read'}];
	return trace.state === 'done' || coverage.length > 0 ? [] : [{what, why: 'not read to the end'}];
}

/** A temporary key has no state in IAM: that is no gap. */
function unreadKeys({facts}: State): readonly BlindSpot[] {
	return [...facts.values()]
		.filter(({id}) => !isTemporary(id))
		.flatMap(({id, status, keys, otherCredentials, policies}) => {
			const parts = {
				'its state': status,
				'the keys of its user': keys,
				'the other credentials of its user': otherCredentials,
				'the policies of its user': policies,
			};
			const errors = Map.groupBy(
				Object.entries(parts).filter(([, {error}]) => error !== null),
				([, {error}]) => error ?? '',
			);
			return Array.from(errors, ([why, of]) => ({
				what: `${id}: ${of.map(([part]) => part).join(', ')}`,
				why,
			}));
		});
}

function unreadResources({scans, blindSpots}: State): readonly Gap[] {
	const regions = [...scans.values()].flatMap(({kind, region, scan}) => {
		if (scan.state === 'done' || scan.state === 'not-enabled') return [];
		return [{what: kind, region, why: scan.state === 'reading' ? 'not read to the end' : scan.error}];
	});
	return [...blindSpots.filter(({what}) => what === furtherRegions), ...regions];
}
