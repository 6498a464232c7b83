import {Box} from 'ink';
import {FixedTable} from '../../components/fixed-table.tsx';
import {Lines, Row} from '../../components/lines.tsx';
import {paneTitle} from '../../components/pane-title.ts';
import {type Line, line, span} from '../../text/span.ts';
import {useIncident, useView} from '../../view/context.tsx';
import {layoutOf} from '../../view/layout.ts';
import {keyBanner, keyContent, keyRoom} from './content.ts';

/** The key under investigation: its state, what AWS says of it, what outlives it. */
export function KeyPane() {
	const view = useView(whole => whole);
	const state = useIncident(whole => whole);
	const {width} = layoutOf(view.size, view.files).panes.key;
	const banner = keyBanner(state, view);
	const room = keyRoom(state, view);
	const {facts, after} = keyContent(state, view);
	const total = facts.length + after.length;
	const top = Math.max(0, Math.min(view.key.top, total - room));
	const table = facts.slice(top, top + room);
	const below = after.slice(Math.max(0, top - facts.length), Math.max(0, top + room - facts.length));
	const tones = new Map(facts.map(({value, tone}) => [value, tone]));
	const more = total > top + room ? ` ▼ ${total - top - room} more` : '';
	const title = paneTitle(
		{
			number: 1,
			name: 'Key',
			detail: '',
			right: rightOf(state.keys.length, view.key.index, more),
			focused: view.pane === 'key',
		},
		width,
	);
	return (
		<Box flexDirection="column" width={width}>
			<Row spans={title} width={width} />
			<Lines lines={banner} width={width} height={banner.length} />
			{table.length === 0 ? null : (
				<Box height={table.length} width={width} paddingLeft={1} flexShrink={0} overflow="hidden">
					<FixedTable
						rows={table.map(({label, value}) => ({label: label.padEnd(10), value}))}
						columns={['label', 'value']}
						head={false}
						tone={(column, text) => (column === 0 ? 'dim' : (tones.get(text) ?? 'text'))}
					/>
				</Box>
			)}
			<Lines
				lines={total === 0 ? waiting(state.setting === 'logs') : below}
				width={width}
				height={Math.max(0, room - table.length)}
			/>
		</Box>
	);
}

function rightOf(keys: number, index: number, more: string): Line {
	const which = keys < 2 ? '' : `${Math.min(index, keys - 1) + 1} of ${keys} ← →`;
	return [span(which, 'accent'), span(more, 'dim')].filter(({text}) => text !== '');
}

function waiting(files: boolean): readonly Line[] {
	return files
		? [
				line(''),
				line('  The log does not say what state the key is in now.', 'dim'),
				line('  2 shows what was minted from it, 3 what it did.', 'dim'),
			]
		: [line(''), line('  Reading the key, its user and what else the user has …', 'dim')];
}
