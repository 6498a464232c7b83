import type {Journal, JournalLine} from '../../source/domain/journal.ts';

/** A journal in memory. */
export function openJournal(): Journal & {readonly lines: JournalLine[]} {
	const lines: JournalLine[] = [];
	return {
		lines,
		append(line) {
			lines.push(line);
			return {...line, sequence: lines.length, hash: ''};
		},
	};
}
