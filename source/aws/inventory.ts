import {Refusal} from '../domain/refusal.ts';
import {type Resource, type ResourceKind, resourceKey, type ScanState} from '../domain/resource.ts';
import {sanitise} from '../domain/text.ts';
import type {Clients} from './clients.ts';
import {isAbort} from './errors.ts';
import type {KindReader} from './kinds/kind.ts';
import {merge} from './parallel.ts';
import type {Regions} from './regions.ts';

/** News of one region's reading for one kind. */
export interface ScanUpdate {
	readonly kind: ResourceKind;
	readonly region: string;
	readonly scan: ScanState;
	/**
	 * While `reading`: a batch of what was found, to be shown beside the rest. When `done`: everything that is there, so
	 * that what was seen before and is not in it is gone. Otherwise empty.
	 */
	readonly resources: readonly Resource[];
}

/** Readings under way at a time: three kinds in 34 regions are 102, each waiting for its own region's answer. */
const concurrency = 48;

/**
 * Reads all kinds in all their regions side by side. A region that is denied or broken is said so and stops nothing: a
 * denied region is not an empty one (field guide §11). Ends early, without a throw, when the signal aborts.
 */
export async function* scanAll(
	clients: Clients,
	kinds: readonly KindReader[],
	regions: Regions,
	signal: AbortSignal,
): AsyncIterable<ScanUpdate> {
	const readings = kinds.flatMap(kind => kind.regions(regions).map(region => ({kind, region})));
	for (const {kind, region} of readings.filter(({region}) => regions.disabled.includes(region))) {
		yield {kind: kind.kind, region, scan: {state: 'not-enabled'}, resources: []};
	}
	const open = readings.filter(({region}) => regions.enabled.includes(region));
	const scans = open.map(
		({kind, region}) =>
			() =>
				scanOne(clients, kind, region, signal),
	);
	try {
		yield* merge(scans, concurrency);
	} catch (error) {
		if (!signal.aborted) throw error;
	}
}

async function* scanOne(
	clients: Clients,
	{kind, list}: KindReader,
	region: string,
	signal: AbortSignal,
): AsyncIterable<ScanUpdate> {
	const found = new Map<string, Resource>();
	yield {kind, region, scan: {state: 'reading'}, resources: []};
	try {
		for await (const resources of list(clients, region, signal)) {
			for (const resource of resources) found.set(resourceKey(resource), resource);
			if (resources.length > 0) yield {kind, region, scan: {state: 'reading'}, resources};
		}
		yield {kind, region, scan: {state: 'done', count: found.size}, resources: [...found.values()]};
	} catch (error) {
		if (isAbort(error) || signal.aborted) throw error;
		yield {kind, region, scan: stateOf(error), resources: []};
	}
}

function stateOf(error: unknown): ScanState {
	const text = sanitise(error instanceof Error ? error.message : String(error));
	if (!(error instanceof Refusal)) return {state: 'failed', error: text};
	if (error.kind === 'denied') return {state: 'denied', error: text};
	return error.kind === 'not-enabled' ? {state: 'not-enabled'} : {state: 'failed', error: text};
}
