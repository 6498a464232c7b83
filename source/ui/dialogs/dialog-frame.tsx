import {Box} from 'ink';
import type {ReactNode} from 'react';
import {Lines, Row} from '../components/lines.tsx';
import {type Line, line} from '../text/span.ts';
import {useView} from '../view/context.tsx';
import {dialogBox} from '../view/layout.ts';

/** A frame over the panes: a title, something that scrolls, and the question in three rows. */
export function DialogFrame({
	title,
	rows,
	danger,
	question,
	children,
}: {
	readonly title: string;
	/** Rows that the content has in all; what does not fit scrolls. */
	readonly rows: number;
	readonly danger: boolean;
	readonly question: readonly Line[];
	readonly children: ReactNode;
}) {
	const size = useView(view => view.size);
	const {width, height, left, top, inner, room} = dialogBox(size, rows);
	const blank = <Lines lines={[]} width={width} height={height} />;
	return (
		<>
			<Box position="absolute" left={left} top={top}>
				{blank}
			</Box>
			<Box
				position="absolute"
				left={left}
				top={top}
				width={width}
				height={height}
				borderStyle="round"
				borderDimColor={!danger}
				paddingX={1}
				flexDirection="column"
				overflow="hidden"
			>
				<Row spans={line(title, danger ? 'critical' : 'strong')} width={inner} />
				<Row spans={[]} width={inner} />
				<Box width={inner} height={room} flexDirection="column" flexShrink={0} overflow="hidden">
					{children}
				</Box>
				<Lines lines={question} width={inner} height={3} />
			</Box>
		</>
	);
}
