import type {JournalEntry} from '../domain/journal.ts';

/**
 * Keys that the responder made in this case, now or in an earlier run, and did not delete: the application's new ones.
 * They are left on when the lineage is contained, and are no alarm.
 */
export function respondersKeys(journal: readonly JournalEntry[]): ReadonlySet<string> {
	const keys = new Set<string>();
	for (const {outcome, call, undo} of journal) {
		if (outcome !== 'done') continue;
		const made = call.operation === 'CreateAccessKey' ? undo?.input['AccessKeyId'] : undefined;
		if (typeof made === 'string') keys.add(made);
		if (call.operation === 'DeleteAccessKey') keys.delete(String(call.input['AccessKeyId']));
	}
	return keys;
}

/** Groups that the responder made in this case, now or in an earlier run, and did not delete. */
export function respondersGroups(journal: readonly JournalEntry[]): ReadonlySet<string> {
	const groups = new Set<string>();
	for (const {outcome, call} of journal) {
		if (outcome !== 'done') continue;
		const name = String(call.input['GroupName']);
		if (call.operation === 'CreateGroup') groups.add(name);
		if (call.operation === 'DeleteGroup') groups.delete(name);
	}
	return groups;
}

/** What the responder has opened again, by the names and ids that writes act on. @param since ms since the epoch. */
export function openedSince(journal: readonly JournalEntry[], since: number): ReadonlySet<string> {
	const opening = journal.filter(
		({time, undoes, call}) => time >= since && (undoes !== undefined || call.input['Status'] === 'Active'),
	);
	return new Set(opening.map(({target}) => target));
}
