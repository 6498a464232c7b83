import {describeCall, type Plan} from '../../domain/plan.ts';
import {sanitise} from '../../domain/text.ts';
import {type Line, line, span} from '../text/span.ts';
import {fitText, pieces, truncate, wrap} from '../text/width.ts';

/** What is said around the table: of a single step the very call that will be made; of any plan what it breaks. */
export function textLines(plan: Plan, width: number): readonly Line[] {
	const [step, ...others] = plan.steps;
	const consequences = plan.consequences.flatMap(text => bullet(sanitise(text), width));
	if (step === undefined || others.length > 0) return [line(''), ...consequences];
	const call = pieces(sanitise(describeCall(step.call)), width).map(part => line(part, 'accent'));
	return [...call, ...bullet(step.why, width), line(''), ...consequences];
}

/** One step as a row of the table. */
export interface StepRow {
	readonly [column: string]: string;
	readonly '#': string;
	readonly call: string;
	readonly on: string;
	readonly region: string;
	readonly why: string;
}

/** The table's rows, cut to fit `width`; a plan of one step has said it all above. */
export function stepRows(plan: Plan, width: number): readonly StepRow[] {
	if (plan.steps.length < 2) return [];
	const why = Math.max(0, width - stepWidths.call - stepWidths.on - stepWidths.region - 12);
	return plan.steps.map((step, index) => ({
		'#': String(index + 1).padStart(2),
		call: fitText(`${step.call.service}:${step.call.operation}`, stepWidths.call),
		on: fitText(sanitise(step.target), stepWidths.on),
		region: fitText(step.call.region, stepWidths.region),
		why: truncate(sanitise(step.why), why),
	}));
}

/** The columns that there is room for: the reasons need a wide terminal. */
export function stepColumns(width: number): readonly (keyof StepRow & string)[] {
	return width < 90 ? ['#', 'call', 'on', 'region'] : ['#', 'call', 'on', 'region', 'why'];
}

/** Cells of the columns; each has a blank on either side. */
const stepWidths = {call: 27, on: 20, region: 14};

/** All rows of the review that scroll: the table's head and one row a step, then the text. */
export function reviewLines(plan: Plan, width: number): readonly Line[] {
	const steps = stepRows(plan, width);
	return [
		...(steps.length === 0 ? [] : [line('#'), ...steps.map(({on}) => line(on))]),
		...textLines(plan, width),
	];
}

function bullet(text: string, width: number): readonly Line[] {
	return wrap(text, width - 2).map((part, index) => [span(index === 0 ? '• ' : '  ', 'warn'), span(part)]);
}
