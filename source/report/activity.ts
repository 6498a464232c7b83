import {callName} from '../domain/findings.ts';
import {rank, type Severity} from '../domain/severity.ts';
import type {ReportEvent} from './model.ts';

/** Calls fold into one of the so many moments before them: a loop over two calls is two lines, not a hundred. */
const window = 4;

/** Calls alike that follow one another, as one line of the timeline. */
export interface Moment {
	readonly from: string | null;
	to: string | null;
	count: number;
	readonly call: string;
	readonly severity: Severity;
	readonly credential: string | null;
	readonly region: string;
	readonly address: string | null;
	readonly errorCode: string | null;
	readonly target: string | null;
}

export interface Address {
	readonly address: string;
	calls: number;
	readonly first: string | null;
	last: string | null;
	readonly userAgent: string | null;
}

/** What the events come to, gathered in one walk. */
export interface Activity {
	readonly total: number;
	/** Made by services on behalf of the lineage; the rest it made itself. */
	readonly serviceMade: number;
	readonly first: string | null;
	readonly last: string | null;
	readonly regions: readonly string[];
	/** The busiest first. */
	readonly addresses: readonly Address[];
	/** Critical and high events, oldest first. */
	readonly timeline: readonly Moment[];
}

/** Two lists, each oldest first, as one. */
export function* inOrder(
	calls: Iterable<ReportEvent>,
	inferred: Iterable<ReportEvent>,
): Iterable<ReportEvent> {
	const waiting = [...inferred].reverse();
	for (const call of calls) {
		for (
			let next = waiting.at(-1);
			next && (next.eventTime ?? '') < (call.eventTime ?? '');
			next = waiting.at(-1)
		) {
			yield next;
			waiting.pop();
		}
		yield call;
	}
	yield* waiting.reverse();
}

/** @param events Oldest first. */
export function activityOf(events: Iterable<ReportEvent>): Activity {
	const regions = new Set<string>();
	const addresses = new Map<string, Address>();
	const timeline: Moment[] = [];
	const times: (string | null)[] = [null, null];
	let total = 0;
	let serviceMade = 0;
	for (const event of events) {
		total += 1;
		if (event.onBehalfOf !== null && event.credential !== null) serviceMade += 1;
		else countAddress(addresses, event);
		regions.add(event.region);
		times[0] ??= event.eventTime;
		times[1] = event.eventTime ?? times[1] ?? null;
		if (event.severity !== null && rank(event.severity) <= rank('high'))
			remember(timeline, event, event.severity);
	}
	const [first = null, last = null] = times;
	return {
		total,
		serviceMade,
		first,
		last,
		regions: [...regions].sort(),
		addresses: [...addresses.values()].toSorted((one, other) => other.calls - one.calls),
		timeline,
	};
}

function countAddress(addresses: Map<string, Address>, event: ReportEvent): void {
	if (event.sourceIPAddress === null) return;
	const known = addresses.get(event.sourceIPAddress);
	if (known === undefined) {
		addresses.set(event.sourceIPAddress, {
			address: event.sourceIPAddress,
			calls: 1,
			first: event.eventTime,
			last: event.eventTime,
			userAgent: event.userAgent,
		});
	} else {
		known.calls += 1;
		known.last = event.eventTime;
	}
}

function remember(timeline: Moment[], event: ReportEvent, severity: Severity): void {
	const call = callName(event.eventSource, event.eventName);
	const credential = event.onBehalfOf ?? event.credential;
	const before = timeline
		.slice(-window)
		.find(
			moment =>
				moment.call === call &&
				moment.credential === credential &&
				moment.region === event.region &&
				moment.errorCode === event.errorCode &&
				moment.severity === severity,
		);
	if (before !== undefined) {
		before.count += 1;
		before.to = event.eventTime;
		return;
	}
	timeline.push({
		from: event.eventTime,
		to: event.eventTime,
		count: 1,
		call,
		severity,
		credential,
		region: event.region,
		address: event.sourceIPAddress,
		errorCode: event.errorCode,
		target: event.target,
	});
}
