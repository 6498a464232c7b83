import {type Detection, detectionOf} from './detection.ts';
import {dryRun, type Event, isDenied, isoTime, plainName} from './event.ts';
import type {Finding, FindingOutcome} from './finding.ts';
import {type Provenance, type Resource, resourceKey} from './resource.ts';
import {rank, type Severity} from './severity.ts';

/** What is needed of an event to judge it; rows of the case file have it all. */
export interface JudgedEvent
	extends Pick<
		Event,
		'id' | 'time' | 'region' | 'source' | 'name' | 'credential' | 'onBehalfOf' | 'errorCode'
	> {
	readonly target: string | null;
	/** As `flag` says; null: nothing flags it. */
	readonly severity: Severity | null;
}

/** Calls that one detection flags, by one credential, with one outcome. */
interface Group {
	readonly detection: Detection;
	readonly credential: string;
	readonly outcome: FindingOutcome;
	severity: Severity;
	first: number;
	last: number;
	readonly eventIDs: string[];
	readonly regions: Set<string>;
	readonly targets: Set<string>;
}

/**
 * What the catalogue flags among the events, alike calls folded into one finding that names them all, the worst first
 * and of equals the oldest first.
 */
export function findingsOf(events: Iterable<JudgedEvent>): readonly Finding[] {
	const groups = new Map<string, Group>();
	for (const event of events) {
		const detection = event.severity === null ? null : detectionOf(event.source, event.name);
		if (event.severity === null || detection === null) continue;
		const outcome = outcomeOf(event);
		const credential = event.onBehalfOf ?? event.credential ?? 'no credential';
		const key = `${detection.source} ${detection.name} ${credential} ${outcome}`;
		let group = groups.get(key);
		if (group === undefined) {
			group = {
				detection,
				credential,
				outcome,
				severity: event.severity,
				first: event.time,
				last: event.time,
				eventIDs: [],
				regions: new Set(),
				targets: new Set(),
			};
			groups.set(key, group);
		}
		addTo(group, event, event.severity);
	}
	return [...groups.values()]
		.toSorted((one, other) => rank(one.severity) - rank(other.severity) || one.first - other.first)
		.map(findingOf);
}

/** The resources that the lineage made and that are still there: each goes on costing or serving the attacker. */
export function lingering(
	resources: Iterable<Resource>,
	provenance: ReadonlyMap<string, Provenance>,
): readonly Finding[] {
	return Array.from(resources).flatMap(resource => {
		const maker = provenance.get(resourceKey(resource));
		if (maker === undefined || resource.gone) return [];
		const guarded = resource.protections.length === 0 ? '' : `; behind ${resource.protections.join(', ')}`;
		return {
			severity: 'critical',
			category: 'compute',
			outcome: 'present',
			title: `${resource.kind} ${resource.id} in ${resource.region} is still there`,
			reason: `made by ${maker.credential}; it is ${resource.state}${guarded}`,
			eventIDs: [maker.eventID],
			resource: resource.id,
		} satisfies Finding;
	});
}

/** `iam:CreateUser`: a call as people name it, from its source and event name. */
export function callName(source: string, name: string): string {
	return `${source.replace(/\.amazonaws\.com$/, '')}:${plainName(name)}`;
}

function addTo(group: Group, event: JudgedEvent, severity: Severity): void {
	if (rank(severity) < rank(group.severity)) group.severity = severity;
	group.first = Math.min(group.first, event.time);
	group.last = Math.max(group.last, event.time);
	group.eventIDs.push(event.id);
	group.regions.add(event.region);
	if (event.target !== null) group.targets.add(event.target);
}

function outcomeOf(event: JudgedEvent): FindingOutcome {
	if (event.errorCode === null) return 'succeeded';
	if (event.errorCode === dryRun) return 'dry run';
	return isDenied(event) ? 'denied' : 'failed';
}

function findingOf(group: Group): Finding {
	const {detection, outcome, eventIDs} = group;
	const times = eventIDs.length === 1 ? '' : ` ×${eventIDs.length}`;
	const ended = outcome === 'succeeded' ? '' : ` (${outcome})`;
	const targets = group.targets.size === 0 ? '' : `: ${listed(group.targets)}`;
	return {
		severity: group.severity,
		category: detection.category,
		outcome,
		title: `${callName(detection.source, detection.name)}${times}${ended}${targets}`,
		reason: `${detection.why}. By ${group.credential} in ${listed(group.regions)}, ${span(group)}`,
		eventIDs,
		resource: null,
	};
}

/** The first three of a set, and how many more. */
function listed(texts: ReadonlySet<string>): string {
	const shown = [...texts].slice(0, 3).join(', ');
	return texts.size > 3 ? `${shown} and ${texts.size - 3} more` : shown;
}

function span({first, last}: Group): string {
	const from = isoTime(first) ?? 'at an unknown time';
	return first === last ? from : `${from} to ${isoTime(last)}`;
}
