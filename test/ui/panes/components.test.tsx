import {Box} from 'ink';
import {render} from 'ink-testing-library';
import {describe, expect, it} from 'vitest';
import {FixedTable} from '../../../source/ui/components/fixed-table.tsx';
import {Lines, Row} from '../../../source/ui/components/lines.tsx';
import {line, span} from '../../../source/ui/text/span.ts';

describe('rows', () => {
	it('are cut to their width, and never wrap', () => {
		const {lastFrame} = render(<Row spans={[span('terminate '), span('everything', 'bad')]} width={14} />);
		expect(lastFrame()).toBe('terminate eve…');
	});

	it('fill a block of exactly its height', () => {
		const {lastFrame} = render(
			<Box flexDirection="column">
				<Lines lines={['a', 'b', 'c'].map(text => line(text))} width={3} height={2} />
				<Lines lines={[line('d')]} width={3} height={2} />
				<Row spans={line('end')} width={3} />
			</Box>,
		);
		expect(
			lastFrame()
				?.split('\n')
				.map(text => text.trim()),
		).toEqual(['a', 'b', 'd', '', 'end']);
	});
});

describe('the fixed table', () => {
	const rows = [
		{label: 'user', value: 'ci'},
		{label: 'account', value: '111122223333'},
	];

	it('aligns its columns, one row each, without rules', () => {
		const {lastFrame} = render(
			<FixedTable rows={rows} columns={['label', 'value']} head={false} tone={() => 'text'} />,
		);
		expect(
			lastFrame()
				?.split('\n')
				.map(text => text.trimEnd()),
		).toEqual([' user     ci', ' account  111122223333']);
	});

	it('names its columns where wanted', () => {
		const {lastFrame} = render(
			<FixedTable rows={rows} columns={['label', 'value']} head tone={() => 'text'} />,
		);
		expect(lastFrame()?.split('\n')[0]?.trimEnd()).toBe(' label    value');
	});

	it('asks for the tone of every cell anew', () => {
		const seen: string[] = [];
		const table = (mark: string) => {
			const tone = (_: number, text: string) => {
				seen.push(mark + text);
				return 'text' as const;
			};
			return <FixedTable rows={rows} columns={['label', 'value']} head={false} tone={tone} />;
		};
		const {rerender} = render(table('1 '));
		rerender(table('2 '));
		expect(seen).toContain('2 ci');
	});
});
