import {Box, Text} from 'ink';
import {memo, useContext} from 'react';
import {fitLine, type Line} from '../text/span.ts';
import {StylesContext} from '../view/context.tsx';

/** One row of exactly `width` cells. Adjacent rows that stay the same are not rendered again. */
export const Row = memo(
	function Row({spans, width}: {readonly spans: Line; readonly width: number}) {
		const styles = useContext(StylesContext);
		// A cell cut off by one row never wraps: the line is fitted before Ink sees it.
		return (
			<Text wrap="truncate">
				{fitLine(spans, width).map((part, index) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: parts of a row have no identity but their place
					<Text key={index} {...styles[part.tone]}>
						{part.text}
					</Text>
				))}
			</Text>
		);
	},
	(one, other) => one.width === other.width && same(one.spans, other.spans),
);

/** A block of exactly `height` rows: what is too much is cut, what is missing is blank. */
export function Lines({
	lines,
	width,
	height,
}: {
	readonly lines: readonly Line[];
	readonly width: number;
	readonly height: number;
}) {
	return (
		<Box flexDirection="column" width={width} height={height} flexShrink={0} overflow="hidden">
			{Array.from({length: height}, (_, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is its place
				<Row key={index} spans={lines[index] ?? []} width={width} />
			))}
		</Box>
	);
}

function same(one: Line, other: Line): boolean {
	return (
		one.length === other.length &&
		one.every((part, index) => part.text === other[index]?.text && part.tone === other[index]?.tone)
	);
}
