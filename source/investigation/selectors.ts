import type {UserState} from '../domain/containment/state.ts';
import type {JournalEntry} from '../domain/journal.ts';
import type {State} from './state.ts';

/** How far the history has been read. */
export interface LogEnd {
	/** ms since the epoch up to which every region that can be read was read; null: not yet. */
	readonly to: number | null;
	/** Regions that are known, those of them that were read up to it, and those that cannot be read. */
	readonly regions: number;
	readonly read: number;
	readonly unread: number;
	/** ms since the epoch of the newest record anywhere, whoever made the call; null: there is none. */
	readonly newest: number | null;
}

/** The figure that what the log says holds up to. */
export function logEnd({coverage, events}: State): LogEnd {
	const readable = coverage.filter(({error}) => error === null);
	const ends = readable.map(({to}) => to);
	const read = ends.filter(to => to !== null);
	return {
		to: read.length === 0 || read.length < ends.length ? null : Math.min(...read),
		regions: coverage.length,
		read: readable.filter(({complete, to}) => complete && to !== null).length,
		unread: coverage.length - readable.length,
		newest: events.newest.size === 0 ? null : Math.max(...events.newest.values()),
	};
}

/** Whether the history, or what the case has of it, has not been read to its end for the first time. */
export function isReading({trace}: Pick<State, 'trace'>): boolean {
	return trace.state === 'recalling' || trace.state === 'reading';
}

/** The users that containment reaches, as they were last read. */
export function containedUsers({containment}: State): readonly UserState[] {
	const newest = containment?.readBacks.at(-1)?.state.principals ?? [];
	return newest.flatMap(each => (each.kind === 'user' ? [each] : []));
}

/** The lines of the journal on whose word something may be taken back: those that were changed from outside are not. */
export function trustedJournal({journal, distrusted}: State): readonly JournalEntry[] {
	if (distrusted === null) return journal;
	return journal.filter(({sequence}) => sequence < distrusted.from || sequence > distrusted.to);
}

/** Whether every region of the history was read up to the present, or could not be. */
export function isCaughtUp({coverage}: State): boolean {
	return coverage.length > 0 && coverage.every(({complete, error}) => complete || error !== null);
}

/**
 * Why a key may be the wrong one, in a line each: files in which it did nothing, or an account in which nobody has it
 * and where it did nothing. Then the id is most likely mistyped, and "nothing found" proves nothing.
 */
export function doubtfulKeys({keys, setting, facts, credentials}: State): readonly string[] {
	const silent = new Set(credentials.filter(({calls}) => calls === 0).map(({id}) => id));
	return keys
		.filter(key => silent.has(key))
		.flatMap(key => {
			if (setting === 'logs') return [`${key} made no call in these files: check the id`];
			if (facts.get(key)?.status.value !== 'deleted') return [];
			return [`no user of this account has ${key}, and no call of it was found: check the id`];
		});
}
