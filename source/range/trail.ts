import type {Clock} from './clock.ts';

/** A CloudTrail record: the fields that the event history itself reads, and whatever else the event carries. */
export interface TrailRecord {
	readonly eventID: string;
	/** ISO, to the second. */
	readonly eventTime: string;
	readonly eventSource: string;
	readonly eventName: string;
	readonly awsRegion: string;
	readonly managementEvent?: boolean;
	/** Whose trail it is in. */
	readonly recipientAccountId?: string;
	readonly [field: string]: unknown;
}

/** A place in the order of events. */
export interface Place {
	/** Range time of the event in ms. */
	readonly time: number;
	/** Counts up: orders what happened in the same millisecond. */
	readonly sequence: number;
}

/** A record in the event history. */
export interface Entry extends Place {
	readonly record: TrailRecord;
	/** Range time in ms from which LookupEvents shows it. */
	readonly deliveredAt: number;
}

/** The values by which LookupEvents finds a record: `AccessKeyId` and the other attributes, several for resources. */
export type Attributes = readonly (readonly [attribute: string, value: string])[];

/** Told of each record with its range time in ms. */
type Listener = (record: TrailRecord, time: number) => void;

/** The account's events, region by region, in the order of their time. */
export class Trail {
	/** Range time in ms between a call and its event in the history (field guide §5). */
	deliveryDelay: number;
	readonly #clock: Clock;
	readonly #attributesOf: (record: TrailRecord) => Attributes;
	/** Region → attribute and value (or '' for all) → entries, oldest first. */
	readonly #regions = new Map<string, Map<string, Entry[]>>();
	readonly #listeners = new Set<Listener>();
	readonly #accountId: string;
	#sequence = 0;

	constructor(
		accountId: string,
		clock: Clock,
		deliveryDelay: number,
		attributesOf: (record: TrailRecord) => Attributes,
	) {
		this.#accountId = accountId;
		this.#clock = clock;
		this.deliveryDelay = deliveryDelay;
		this.#attributesOf = attributesOf;
	}

	/**
	 * Adds a record; `time` in ms orders it finer than its own text does. The event history has neither data events nor
	 * what happened in other accounts; an organization's trail has the latter.
	 */
	append(record: TrailRecord, time = Date.parse(record.eventTime)): void {
		const entry = {record, time, sequence: this.#sequence++, deliveredAt: time + this.deliveryDelay};
		if (record.managementEvent !== false && !this.isElsewhere(record)) {
			const index = this.#index(record.awsRegion);
			for (const key of new Set(['', ...this.#attributesOf(record).map(keyOf)])) insert(index, key, entry);
		}
		for (const listener of this.#listeners) listener(record, time);
	}

	/** Whether a record belongs to another account's trail. */
	isElsewhere({recipientAccountId = this.#accountId}: TrailRecord): boolean {
		return recipientAccountId !== this.#accountId;
	}

	/** Newest first: the delivered management events of a region before a place, all or those with the attribute. */
	*newestFirst(region: string, before: Place, attribute?: readonly [string, string]): Generator<Entry> {
		const entries = this.#regions.get(region)?.get(attribute ? keyOf(attribute) : '') ?? [];
		const now = this.#clock.now();
		for (let index = placeOf(entries, before) - 1; index >= 0; index--) {
			const entry = entries[index];
			if (entry && entry.deliveredAt <= now) yield entry;
		}
	}

	/** Every record as it is appended, also what the event history does not show; returns how to stop listening. */
	listen(listener: Listener): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	#index(region: string): Map<string, Entry[]> {
		let index = this.#regions.get(region);
		if (index === undefined) {
			index = new Map();
			this.#regions.set(region, index);
		}
		return index;
	}
}

const keyOf = ([attribute, value]: readonly [string, string]): string => `${attribute}\n${value}`;

/** How many of the entries, oldest first, come before a place. */
function placeOf(entries: readonly Entry[], {time, sequence}: Place): number {
	let low = 0;
	let high = entries.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		const entry = entries[middle];
		if (entry && (entry.time < time || (entry.time === time && entry.sequence < sequence))) low = middle + 1;
		else high = middle;
	}
	return low;
}

function insert(index: Map<string, Entry[]>, key: string, entry: Entry): void {
	const entries = index.get(key);
	if (entries === undefined) index.set(key, [entry]);
	else entries.splice(placeOf(entries, entry), 0, entry);
}
