import {Box} from 'ink';
import {dangerOf} from '../../domain/plan.ts';
import {sanitise} from '../../domain/text.ts';
import {fieldLine} from '../components/entry-line.tsx';
import {FixedTable} from '../components/fixed-table.tsx';
import {Lines} from '../components/lines.tsx';
import {plural} from '../text/names.ts';
import {type Line, line, span} from '../text/span.ts';
import {useLive, useView} from '../view/context.tsx';
import {dialogBox} from '../view/layout.ts';
import type {Review} from '../view/overlay.ts';
import {DialogFrame} from './dialog-frame.tsx';
import {forecastsFor, stepColumns, stepRows, textLines} from './review-lines.ts';

/** A plan before it runs: every call, what it breaks, and the gesture that runs it. */
export function ReviewDialog({review}: {readonly review: Review}) {
	const size = useView(view => view.size);
	const {plan} = review;
	const proposal = useLive(state => state.proposal);
	const forecasts = forecastsFor(plan, proposal);
	const {inner} = dialogBox(size, 0);
	const text = textLines(plan, forecasts, inner);
	const steps = stepRows(plan, forecasts, inner);
	// The table's head scrolls with it.
	const tabled = steps.length === 0 ? 0 : steps.length + 1;
	const rows = tabled + text.length;
	const {room} = dialogBox(size, rows);
	const top = Math.max(0, Math.min(review.top, rows - room));
	const head = tabled > 0 && top === 0;
	const table = steps.slice(Math.max(0, top - 1), Math.max(0, top + room - 1));
	const below = text.slice(Math.max(0, top - tabled), Math.max(0, top + room - tabled));
	const more = rows - top - room;
	return (
		<DialogFrame
			title={sanitise(plan.title)}
			rows={rows}
			danger={dangerOf(plan) === 'irreversible'}
			question={review.kind === 'typed' ? typedQuestion(review, more) : confirmQuestion(more)}
		>
			{table.length === 0 ? null : (
				<Box height={table.length + (head ? 1 : 0)} flexShrink={0} overflow="hidden">
					<FixedTable
						// ink-table keeps the heading that it first got.
						key={String(head)}
						rows={table}
						columns={stepColumns(plan, inner)}
						head={head}
						tone={column => (column === 1 ? 'accent' : column === 0 || column === 4 ? 'dim' : 'text')}
					/>
				</Box>
			)}
			<Lines lines={below} width={inner} height={below.length} />
		</DialogFrame>
	);
}

function scrollHint(more: number): Line {
	return more > 0 ? line(`▼ ${plural(more, 'more row')} below: scroll with ↓`, 'warn') : [];
}

function confirmQuestion(more: number): readonly Line[] {
	return [
		scrollHint(more),
		[],
		[
			span(' Cancel ', 'cursor'),
			span(' esc or enter', 'dim'),
			span('      '),
			span('y', 'critical'),
			span(' yes, do it'),
		],
	];
}

function typedQuestion({plan, field, mismatch}: Review, more: number): readonly Line[] {
	const wanted = plan.confirmation ?? '';
	return [
		scrollHint(more),
		[span('Type '), span(wanted, 'critical'), span(' and press enter to run it; esc cancels.')],
		[
			span('› ', 'accent'),
			...fieldLine(field),
			mismatch
				? span(`   must be exactly ${wanted}`, 'bad')
				: span(field.text.trim() === wanted ? '   enter runs it' : '', 'critical'),
		],
	];
}
