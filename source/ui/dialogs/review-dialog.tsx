import {Box} from 'ink';
import {dangerOf} from '../../domain/plan.ts';
import {sanitise} from '../../domain/text.ts';
import {fieldLine} from '../components/entry-line.tsx';
import {FixedTable} from '../components/fixed-table.tsx';
import {Lines} from '../components/lines.tsx';
import {plural} from '../text/names.ts';
import {type Line, span} from '../text/span.ts';
import {useLive, useView} from '../view/context.tsx';
import {dialogBox} from '../view/layout.ts';
import type {Review} from '../view/overlay.ts';
import {DialogFrame} from './dialog-frame.tsx';
import {forecastLine, foresightOn, othersLine} from './review-foresight.ts';
import {stepColumns, stepRows, textLines} from './review-lines.ts';

/** A plan before it runs: every call, what it breaks, and the gesture that runs it. */
export function ReviewDialog({review}: {readonly review: Review}) {
	const size = useView(view => view.size);
	const {plan} = review;
	const foresight = useLive(state => foresightOn(plan, state));
	const now = useView(view => view.now);
	const {inner} = dialogBox(size, 0);
	const text = textLines(plan, foresight, inner, now);
	const steps = stepRows(plan, foresight, inner);
	// The table's head scrolls with it.
	const tabled = steps.length === 0 ? 0 : steps.length + 1;
	const rows = tabled + text.length;
	const {room} = dialogBox(size, rows);
	const top = Math.max(0, Math.min(review.top, rows - room));
	const head = tabled > 0 && top === 0;
	const table = steps.slice(Math.max(0, top - 1), Math.max(0, top + room - 1));
	const below = text.slice(Math.max(0, top - tabled), Math.max(0, top + room - tabled));
	const above = aboveQuestion(rows - top - room, forecastLine(plan, foresight));
	return (
		<DialogFrame
			title={sanitise(plan.title)}
			rows={rows}
			danger={dangerOf(plan) === 'irreversible'}
			question={
				review.kind === 'typed' ? typedQuestion(review, above) : confirmQuestion(above, othersLine(foresight))
			}
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

/** Whether there is more to read, and what AWS says in advance. */
function aboveQuestion(more: number, forecast: Line): Line {
	if (more <= 0) return forecast;
	const hint = span(`▼ ${plural(more, 'more row')} below: scroll with ↓`, 'warn');
	return forecast.length === 0 ? [hint] : [hint, span('   '), ...forecast];
}

function confirmQuestion(above: Line, others: Line): readonly Line[] {
	return [
		above,
		others,
		[
			span(' Cancel ', 'cursor'),
			span(' esc or enter', 'dim'),
			span('      '),
			span('y', 'critical'),
			span(' yes, do it'),
		],
	];
}

function typedQuestion({plan, field, mismatch}: Review, above: Line): readonly Line[] {
	const wanted = plan.confirmation ?? '';
	return [
		above,
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
