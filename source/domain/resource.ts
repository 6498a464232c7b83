/** What leaktui can find and remove; the kinds are registered in aws/kinds. */
export type ResourceKind = 'ec2-instance' | 'lambda-function' | 'lightsail-instance';

/** A resource as AWS reports it now. Every text in it is sanitised. */
export interface Resource {
	readonly kind: ResourceKind;
	/** Instance id, function name, Lightsail instance name: what its API takes. Unique with kind and region. */
	readonly id: string;
	readonly region: string;
	/** Name tag or the like; null where there is none. */
	readonly name: string | null;
	/** In AWS's words: `running`, `terminated`, `Active`. */
	readonly state: string;
	/** Whether it is gone for good: terminated, deleted. */
	readonly gone: boolean;
	/** What it is: `p3.2xlarge`, `nodejs22.x`, `nano_3_0`. */
	readonly type: string | null;
	/** ms since the epoch; null where AWS does not say. */
	readonly created: number | null;
	/** What stands in the way of removing it, as far as it was read. */
	readonly protections: readonly Protection[];
	/** Facts worth a glance: `public URL`, `instance profile x`. */
	readonly notes: readonly string[];
	/** USD a month where known; null otherwise, never a guess. */
	readonly monthlyCost: number | null;
}

/** `protection unknown`: not read yet, or not readable; a plan treats it as protected. */
export type Protection = 'termination protection' | 'stop protection' | 'protection unknown';

/** Who made a resource: the event of the lineage and the credential that signed it. */
export interface Provenance {
	readonly eventID: string;
	readonly credential: string;
	/** ms since the epoch. */
	readonly time: number;
}

/** Of two makers of one id the first, whichever was read first. The event ids decide where the times do not. */
export function firstOf(one: Provenance | undefined, other: Provenance): Provenance {
	if (one === undefined) return other;
	const isFirst = one.time < other.time || (one.time === other.time && one.eventID < other.eventID);
	return isFirst ? one : other;
}

/** Who made what, by resourceKey: of two that made the same, the first. */
export function firstMakers(
	known: ReadonlyMap<string, Provenance>,
	fresh: ReadonlyMap<string, Provenance>,
): ReadonlyMap<string, Provenance> {
	if (fresh.size === 0) return known;
	const makers = new Map(known);
	for (const [key, maker] of fresh) makers.set(key, firstOf(makers.get(key), maker));
	return makers;
}

/** The key of a resource in maps, marks and cursors. */
export function resourceKey(resource: Pick<Resource, 'kind' | 'id' | 'region'>): string {
	return `${resource.kind}/${resource.region}/${resource.id}`;
}

/** The state of one region's reading for one kind. */
export type ScanState =
	| {readonly state: 'reading'}
	| {readonly state: 'done'; readonly count: number}
	| {readonly state: 'denied'; readonly error: string}
	| {readonly state: 'not-enabled'}
	| {readonly state: 'failed'; readonly error: string};
