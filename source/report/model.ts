import type {BlindSpot, Coverage} from '../domain/coverage.ts';
import type {Credential, Hop} from '../domain/credential.ts';
import {type Event, isoTime} from '../domain/event.ts';
import type {Evidence} from '../domain/evidence.ts';
import type {Finding} from '../domain/finding.ts';
import {findingsOf, type JudgedEvent, lingering} from '../domain/findings.ts';
import type {JournalEntry} from '../domain/journal.ts';
import type {KeyFacts} from '../domain/key-facts.ts';
import {type Provenance, type Resource, resourceKey} from '../domain/resource.ts';
import type {Severity} from '../domain/severity.ts';
import {type Gap, nameOf} from './gap.ts';
import {inOrder} from './order.ts';
import {
	alarmRows,
	proofRows,
	type ReportAlarm,
	type ReportProof,
	type ReportReadBack,
	readBackRows,
} from './proof.ts';
import {type Verdict, verdictOf} from './verdict.ts';

/** An event as the case file keeps it: its rows fit. */
export interface EventFacts
	extends JudgedEvent,
		Pick<Event, 'principal' | 'sourceIp' | 'userAgent' | 'readOnly'> {}

/** All that a report is made of. */
export interface ReportInput {
	/** ms since the epoch. */
	readonly generatedAt: number;
	/** Null: on files, where nobody was asked. */
	readonly account: string | null;
	readonly keys: readonly string[];
	/** What AWS says of the keys; empty on files. */
	readonly keyFacts: readonly KeyFacts[];
	/** Roots first, each parent before its children. */
	readonly credentials: readonly Credential[];
	/** Every event of the lineage once, oldest first. It is walked several times, and never held as a whole. */
	readonly events: Iterable<EventFacts>;
	readonly resources: readonly Resource[];
	/** By resourceKey; what the lineage made. */
	readonly provenance: ReadonlyMap<string, Provenance>;
	readonly coverage: readonly Coverage[];
	readonly blindSpots: readonly BlindSpot[];
	/** What should have been read and could not be, apart from the history: a region's instances, the key's state. */
	readonly unread: readonly Gap[];
	/** Up to when every region of the log that can be read was read, ms since the epoch; null: not yet. */
	readonly logReadTo: number | null;
	/** Null where nobody looked what is contained. */
	readonly evidence: Evidence | null;
	readonly journal: readonly JournalEntry[];
	/** What checking the journal's chain found. */
	readonly chain: Chain;
}

/** The chain of the journal's hashes: whoever keeps its end elsewhere can tell an older copy from this one. */
export interface Chain {
	readonly lines: number;
	/** Hash of the last line, SHA-256, hex; null: the journal is empty. */
	readonly head: string | null;
	/** What does not fit, in one line; null: all of it does. */
	readonly broken: string | null;
}

export interface ReportEvent {
	readonly eventID: string;
	readonly eventTime: string | null;
	readonly region: string;
	readonly eventSource: string;
	readonly eventName: string;
	/** The access key id as recorded. */
	readonly credential: string | null;
	readonly principal: string | null;
	readonly sourceIPAddress: string | null;
	readonly userAgent: string | null;
	readonly errorCode: string | null;
	readonly readOnly: boolean | null;
	readonly severity: Severity | null;
	/** The credential of the lineage behind a service-made call (field guide §19), or behind an inferred event. */
	readonly onBehalfOf: string | null;
	readonly target: string | null;
}

/** `leaktui/report/1`: new fields may be added, none renamed or removed. All times are ISO 8601 in UTC, or null. */
export interface Report {
	readonly schema: 'leaktui/report/1';
	readonly generatedAt: string | null;
	readonly account: string | null;
	readonly keys: readonly string[];
	readonly verdict: Verdict;
	readonly keyFacts: readonly KeyFacts[];
	readonly coverage: readonly ReportCoverage[];
	readonly credentials: readonly ReportCredential[];
	/** The calls, each signed by a key. */
	readonly events: Iterable<ReportEvent>;
	/** What carries no key id and is the lineage's by inference: console sign-ins, calls by bearer token (field guide §8). */
	readonly inferredEvents: Iterable<ReportEvent>;
	readonly findings: readonly Finding[];
	readonly resources: readonly ReportResource[];
	/** What shows that something is contained: credentials first, each above what came from it; then users and roles. */
	readonly proof: readonly ReportProof[];
	/** What came loose after it was contained, in the order in which it was told. */
	readonly alarms: readonly ReportAlarm[];
	/** AWS's answers when it was read back, oldest first. */
	readonly readBacks: readonly ReportReadBack[];
	readonly blindSpots: readonly BlindSpot[];
	/** What should have been read and could not be; `blindSpots` has it too. */
	readonly gaps: readonly Gap[];
	readonly journal: readonly ReportJournalEntry[];
	readonly journalChain: Chain;
}

export type ReportCoverage = ReturnType<typeof coverageRow>;
export type ReportCredential = ReturnType<typeof credentialRow>;
export type ReportResource = ReturnType<typeof resourceRow>;
export type ReportJournalEntry = ReturnType<typeof journalRow>;

/**
 * Makes the report. Pure; the events stay an iterable over the input's. The same case gives the same report, whatever
 * order threads and regions answered in.
 */
export function buildReport(given: ReportInput): Report {
	const input = inOrder(given);
	const gaps = gapsOf(input);
	const findings = [...lingering(input.resources, input.provenance), ...findingsOf(input.events)];
	return {
		schema: 'leaktui/report/1',
		generatedAt: isoTime(input.generatedAt),
		account: input.account,
		keys: input.keys,
		verdict: verdictOf({...input, gaps, findings}),
		keyFacts: input.keyFacts,
		coverage: input.coverage.map(coverageRow),
		credentials: input.credentials.map(credentialRow),
		events: rows(input.events, event => !isKeyless(event)),
		inferredEvents: rows(input.events, isKeyless),
		findings,
		resources: input.resources.map(resource => resourceRow(resource, input.provenance)),
		proof: proofRows(input.evidence, input.logReadTo),
		alarms: alarmRows(input.evidence),
		readBacks: readBackRows(input.evidence),
		blindSpots: [...input.unread.map(gap => ({what: nameOf(gap), why: gap.why})), ...input.blindSpots],
		gaps,
		journal: input.journal.map(journalRow),
		journalChain: input.chain,
	};
}

function gapsOf({coverage, unread}: Pick<ReportInput, 'coverage' | 'unread'>): readonly Gap[] {
	const history = coverage
		.filter(({complete}) => !complete)
		.map(({source, region, error}) => ({what: source, region, why: error ?? 'not read to the end'}));
	return [...history, ...unread];
}

/** Walks the input's events anew each time. */
function rows(events: Iterable<EventFacts>, belongs: (event: EventFacts) => boolean): Iterable<ReportEvent> {
	return {
		*[Symbol.iterator]() {
			for (const event of events) if (belongs(event)) yield eventRow(event);
		},
	};
}

function isKeyless({credential, onBehalfOf}: EventFacts): boolean {
	return credential === null && onBehalfOf !== null;
}

function coverageRow({source, region, from, to, complete, events, error}: Coverage) {
	return {source, region, from: time(from), to: time(to), complete, events, error};
}

function credentialRow(credential: Credential) {
	const {hop} = credential;
	return {
		id: credential.id,
		kind: credential.kind,
		parent: credential.parent,
		hop: hop === null ? null : hopRow(hop),
		inferred: hop?.inferred ?? false,
		origin: credential.origin.map(({hop, sourceIp, ...ancestor}) => ({
			...ancestor,
			sourceIPAddress: sourceIp,
			hop: hopRow(hop),
		})),
		depth: credential.depth,
		principal: credential.principal,
		firstSeen: time(credential.firstSeen),
		lastSeen: time(credential.lastSeen),
		calls: credential.calls,
		denied: credential.denied,
		status: credential.status,
		regions: credential.regions,
		expires: time(credential.expires),
	};
}

function hopRow({time: at, ...hop}: Hop) {
	return {...hop, eventTime: time(at)};
}

function eventRow(event: EventFacts): ReportEvent {
	return {
		eventID: event.id,
		eventTime: time(event.time),
		region: event.region,
		eventSource: event.source,
		eventName: event.name,
		credential: event.credential,
		principal: event.principal,
		sourceIPAddress: event.sourceIp,
		userAgent: event.userAgent,
		errorCode: event.errorCode,
		readOnly: event.readOnly,
		severity: event.severity,
		onBehalfOf: event.onBehalfOf,
		target: event.target,
	};
}

function resourceRow(resource: Resource, provenance: ReadonlyMap<string, Provenance>) {
	const maker = provenance.get(resourceKey(resource));
	return {
		kind: resource.kind,
		id: resource.id,
		region: resource.region,
		createdBy: maker?.eventID ?? null,
		credential: maker?.credential ?? null,
		state: resource.state,
		monthlyCost: resource.monthlyCost,
		name: resource.name,
		type: resource.type,
		gone: resource.gone,
		created: time(resource.created),
		protections: resource.protections,
	};
}

function journalRow(entry: JournalEntry) {
	return {...entry, time: time(entry.time)};
}

function time(ms: number | null): string | null {
	return ms === null ? null : isoTime(ms);
}
