import {describeCall, type Plan} from '../../domain/plan.ts';
import {sanitise} from '../../domain/text.ts';
import {type Line, line, span} from '../text/span.ts';
import {fitText, pieces, truncate, wrap} from '../text/width.ts';

/** What is said before the steps: the consequences, and of a single step the very call that will be made. */
export function introLines(plan: Plan, width: number): readonly Line[] {
	const [step, ...others] = plan.steps;
	const consequences = plan.consequences.flatMap(text => bullet(sanitise(text), width));
	if (step === undefined || others.length > 0) return [...consequences, line('')];
	return [
		...pieces(sanitise(describeCall(step.call)), width).map(part => line(part, 'accent')),
		...bullet(step.why, width),
		line(''),
		...consequences,
	];
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
	const columns = {call: 27, on: 20, region: 14};
	// Each column has a blank on either side.
	const why = Math.max(0, width - columns.call - columns.on - columns.region - 4 - 10);
	return plan.steps.map((step, index) => ({
		'#': String(index + 1).padStart(2),
		call: fitText(`${step.call.service}:${step.call.operation}`, columns.call),
		on: fitText(sanitise(step.target), columns.on),
		region: fitText(step.call.region, columns.region),
		why: truncate(sanitise(step.why), why),
	}));
}

/** All rows of the review that scroll: the intro, then the table's head and one row a step. */
export function reviewLines(plan: Plan, width: number): readonly Line[] {
	const steps = stepRows(plan, width);
	return [
		...introLines(plan, width),
		...(steps.length === 0 ? [] : [line('#'), ...steps.map(({on}) => line(on))]),
	];
}

function bullet(text: string, width: number): readonly Line[] {
	return wrap(text, width - 2).map((part, index) => [span(index === 0 ? '• ' : '  ', 'warn'), span(part)]);
}
