import type {Event} from '../event.ts';
import {issuedBy} from '../hop.ts';
import {valueAt} from '../record.ts';
import {skew} from '../skew.ts';
import {textOf} from '../text.ts';

/**
 * One of the two records of a role taken across accounts: each account's trail has one, with an `eventID` of its own and
 * the same `sharedEventID` (field guide §8).
 */
export interface Copy {
	/** What both records have in common, the id that was handed out among it: nothing else can be the same call. */
	readonly call: string;
	/** Whether it is that of the role's account, in which the caller is an account and an id, without a key. */
	readonly isKeyless: boolean;
	/** ms since the epoch. */
	readonly time: number;
}

/** Null for an event that was recorded once. */
export function copyOf(event: Event): Copy | null {
	const issued = issuedBy(event);
	const shared = issued === null ? null : textOf(valueAt(event.record, 'sharedEventID'));
	if (shared === null) return null;
	const isKeyless = event.credential === null && valueAt(event.record, 'userIdentity.type') === 'AWSAccount';
	return {
		call: JSON.stringify([shared, event.source, event.name, issued]),
		isKeyless,
		time: event.time,
	};
}

/** Whether another of the records tells all that this one does, and who called besides: both are one call. */
export function isRepeated(copy: Copy | null, others: Iterable<Copy | null>): boolean {
	if (copy === null || !copy.isKeyless) return false;
	for (const other of others) {
		if (other === null || other.isKeyless || other.call !== copy.call) continue;
		if (Math.abs(other.time - copy.time) <= skew) return true;
	}
	return false;
}
