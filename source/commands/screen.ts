import type {Investigation} from '../investigation/investigate.ts';
import {doubtfulKeys} from '../investigation/selectors.ts';
import {exitStatus} from '../report/verdict.ts';
import type {Options} from './options.ts';
import type {Streams} from './streams.ts';

/**
 * Shows an investigation until the person quits, then says in a few lines how things stand, which the terminal keeps.
 *
 * @param kept The case file, to go on with; null if it is not kept.
 * @returns the exit status, as that of a report.
 */
export async function screen(
	investigation: Investigation,
	options: Options,
	streams: Streams,
	kept: string | null,
): Promise<number> {
	try {
		// Loaded late: whatever refuses to start does so without waiting for the screen's code.
		const {show} = await import('../ui/index.tsx');
		await show(investigation, {colour: options.color !== false && !process.env['NO_COLOR']});
		const verdict = investigation.verdict();
		const {state, open, unread} = verdict;
		const lines = [
			...doubtfulKeys(investigation.store.get()).map(doubt => `leaktui: ${doubt}`),
			`leaktui: ${state}${state === 'open' || open.length > 0 ? `, ${open.length} still open` : ''}${unread.length > 0 ? `, ${unread.length} not read` : ''}`,
			...(kept === null
				? []
				: [`leaktui: the case is ${kept}; \`leaktui resume\` goes on with it`, ...chainLines(investigation)]),
		];
		streams.stderr.write(`${lines.join('\n')}\n`);
		return exitStatus({verdict});
	} finally {
		await investigation.close();
	}
}

/** The end of the journal: kept in the ticket, it tells this case from an older copy of it. */
function chainLines(investigation: Investigation): readonly string[] {
	const {lines, head} = investigation.chain();
	return head === null
		? []
		: [`leaktui: its journal has ${lines} lines and ends in ${head}: note that elsewhere`];
}
