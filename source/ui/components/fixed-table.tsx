import {Text} from 'ink';
import {Table} from 'ink-table';
import {createContext, type PropsWithChildren, useContext} from 'react';
import type {Tone} from '../theme/tones.ts';
import {StylesContext} from '../view/context.tsx';

type Cells = Readonly<Record<string, string>>;

/** The tone of a cell, by its column's index and its text. */
export type CellTone = (column: number, text: string) => Tone;

// ink-table keeps the components that it first got, so what changes reaches them through a context.
const CellToneContext = createContext<CellTone>(() => 'text');

/** A small table without rules, for facts and plans: two blanks between columns. Its cells must have been cut to fit. */
export function FixedTable<Row extends Cells>({
	rows,
	columns,
	head,
	tone,
}: {
	readonly rows: readonly Row[];
	readonly columns: readonly (keyof Row & string)[];
	/** Whether the column names are shown above. */
	readonly head: boolean;
	readonly tone: CellTone;
}) {
	return (
		<CellToneContext.Provider value={tone}>
			<Table
				data={rows.map(row => ({...row}))}
				columns={[...columns]}
				cell={Cell}
				header={head ? Heading : Nothing}
				// The rules between rows would take every second row of a small terminal.
				skeleton={Nothing}
			/>
		</CellToneContext.Provider>
	);
}

function Cell({column, children}: PropsWithChildren<{readonly column: number}>) {
	const styles = useContext(StylesContext);
	const tone = useContext(CellToneContext)(column, String(children).trim());
	return (
		<Text wrap="truncate" {...styles[tone]}>
			{children}
		</Text>
	);
}

function Heading({children}: PropsWithChildren) {
	const styles = useContext(StylesContext);
	return (
		<Text wrap="truncate" {...styles.dim}>
			{children}
		</Text>
	);
}

function Nothing() {
	return null;
}
