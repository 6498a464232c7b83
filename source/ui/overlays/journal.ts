import {type JournalEntry, rehearsed} from '../../domain/journal.ts';
import {undoable} from '../../domain/plans/index.ts';
import {trustedJournal} from '../../investigation/selectors.ts';
import type {State} from '../../investigation/state.ts';
import {type Line, line, row, span} from '../text/span.ts';
import {dayClock} from '../text/time.ts';
import type {Tone} from '../theme/tones.ts';
import type {View} from '../view/state.ts';

/** An entry of the journal as it is shown: in two rows where one is too narrow. */
export interface Shown {
	readonly entry: JournalEntry;
	readonly lines: readonly Line[];
}

/** The journal, newest first: intents and results as they were written; `↶` marks what can be taken back. */
export function journalEntries(state: State, view: View, width: number): readonly Shown[] {
	const {journal} = state;
	const columns = columnsFor(width);
	const open = new Set(undoable(trustedJournal(state)).map(({write}) => write));
	return journal.toReversed().map(entry => ({
		entry,
		lines: [
			[
				span(entry.outcome === 'done' && open.has(entry.write) ? '↶ ' : '  ', 'accent'),
				...cells(columns, textsOf(entry, view), toneOf(entry)),
			],
			...(columns.request > 0
				? []
				: [line(`       ${entry.account} ${entry.call.region} ${entry.requestId ?? ''}`, 'dim')]),
		],
	}));
}

export function journalHead(view: View, width: number): Line {
	const head = {
		number: '#',
		time: view.zone === 'utc' ? 'time UTC' : 'time',
		account: 'account',
		region: 'region',
		call: 'operation',
		target: 'target',
		result: 'result',
		request: 'request id',
	};
	return [span('  '), ...cells(columnsFor(width), head, 'dim')];
}

/** Everything that an entry says. */
export function entryText({sequence, hash, ...line}: JournalEntry): string {
	return JSON.stringify({sequence, ...line, hash}, null, 2);
}

type Columns = Readonly<
	Record<'number' | 'time' | 'account' | 'region' | 'call' | 'target' | 'result' | 'request', number>
>;

function columnsFor(width: number): Columns {
	const one = width >= 130;
	const fixed = {
		number: 4,
		time: 14,
		account: one ? 12 : 0,
		region: one ? 14 : 0,
		request: one ? 36 : 0,
		call: 27,
		target: 20,
	};
	const used = [1, ...Object.values(fixed)].filter(cells => cells > 0);
	return {...fixed, result: Math.max(0, width - used.reduce((sum, cells) => sum + cells + 1, 0))};
}

function textsOf(entry: JournalEntry, view: View): Readonly<Record<keyof Columns, string>> {
	return {
		number: String(entry.sequence),
		time: dayClock(entry.time, view.zone),
		account: entry.account,
		region: entry.call.region,
		call: `${entry.call.service}:${entry.call.operation}`,
		target: entry.target,
		result: entry.outcome ?? 'about to call',
		request: entry.requestId ?? '',
	};
}

function toneOf({outcome}: JournalEntry): Tone {
	if (outcome === null || outcome === rehearsed) return 'dim';
	return outcome === 'done' ? 'good' : 'bad';
}

function cells(columns: Columns, texts: Readonly<Record<keyof Columns, string>>, tone: Tone): Line {
	const order = ['number', 'time', 'account', 'region', 'call', 'target', 'result', 'request'] as const;
	return row(
		order.map(name => ({text: texts[name], width: columns[name], tone: name === 'result' ? tone : 'text'})),
	);
}
