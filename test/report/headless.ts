import type {BlindSpot, Coverage} from '../../source/domain/coverage.ts';
import {flag} from '../../source/domain/detection.ts';
import type {Event} from '../../source/domain/event.ts';
import {Lineage} from '../../source/domain/lineage.ts';
import {targetOf} from '../../source/domain/target.ts';
import type {Source} from '../../source/history/source.ts';
import {jsonReport} from '../../source/report/json.ts';
import {buildReport, type EventFacts, type Report, type ReportInput} from '../../source/report/model.ts';

/** The event as the case file would keep it. */
export function factsOf(event: Event): EventFacts {
	return {...event, target: targetOf(event), severity: flag(event)?.severity ?? null};
}

/** An input in which nothing is known; tests fill in what they are about. */
export const emptyInput: ReportInput = {
	generatedAt: Date.parse('2026-11-24T06:00:00Z'),
	account: null,
	keys: [],
	keyFacts: [],
	credentials: [],
	events: [],
	resources: [],
	provenance: new Map(),
	coverage: [],
	blindSpots: [],
	unread: [],
	logReadTo: null,
	evidence: null,
	journal: [],
	chain: {lines: 0, head: null, broken: null},
};

/** Traces the keys through a source, to the end, and makes the report of it. */
export async function investigate(source: Source, keys: readonly string[], now: number): Promise<Report> {
	const lineage = new Lineage(keys);
	const events: Event[] = [];
	const coverage = new Map<string, Coverage>();
	const blindSpots: BlindSpot[] = [];
	const signal = new AbortController().signal;
	for await (const batch of source.trace({keys, since: 0, until: now, signal})) {
		for (const event of batch.events) lineage.add(event);
		for (const row of batch.coverage) coverage.set(row.region, row);
		events.push(...batch.events);
		blindSpots.push(...batch.blindSpots);
	}
	return buildReport({
		...emptyInput,
		generatedAt: now,
		keys,
		credentials: lineage.credentials(now),
		events: events.toSorted((one, other) => one.time - other.time).map(factsOf),
		coverage: [...coverage.values()],
		blindSpots,
	});
}

/** What a script makes of the JSON report. */
// biome-ignore lint/suspicious/noExplicitAny: a consumer of the JSON has no types either
export function parsed(report: Report): any {
	return JSON.parse([...jsonReport(report)].join(''));
}
