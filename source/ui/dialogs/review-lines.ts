import type {Forecast} from '../../domain/forecast.ts';
import {type AwsCall, describeCall, type Plan, type Step} from '../../domain/plan.ts';
import {sanitise} from '../../domain/text.ts';
import type {Foresight} from '../../investigation/state.ts';
import {plural} from '../text/names.ts';
import {type Line, line, span} from '../text/span.ts';
import {fitText, pieces, truncate, wrap} from '../text/width.ts';
import type {Tone} from '../theme/tones.ts';
import {bullet} from './bullet.ts';
import {takerLines} from './review-foresight.ts';

/** What is said around the table: what the plan breaks, what others must do, and each step as the very call that it is. */
export function textLines(
	plan: Plan,
	foresight: Foresight | null,
	width: number,
	now: number,
): readonly Line[] {
	const forecasts = foresight?.forecasts;
	const takers = takerLines(foresight, width, now);
	const consequences = plan.consequences.flatMap(text => bullet(text, width));
	const handover = plan.handover ?? [];
	const others =
		handover.length === 0
			? []
			: [
					line(''),
					line(`Only others can do (h shows the ${plural(handover.length, 'text')} to hand over)`, 'strong'),
					...handover.flatMap(({what}) => bullet(what, width)),
				];
	const [only, ...more] = plan.steps;
	if (only !== undefined && more.length === 0) {
		return [...detail(only, forecasts, width), line(''), ...consequences, ...takers, ...others];
	}
	return [
		line(''),
		...consequences,
		...takers,
		...others,
		...(only === undefined ? [] : [line(''), line('Step by step', 'strong')]),
		...plan.steps.flatMap((step, index) => [
			line(`${index + 1} ${sanitise(step.target)}`, 'strong'),
			...detail(step, forecasts, width - 2).map(row => [span('  '), ...row]),
		]),
	];
}

/** One step in full: the call, why, what breaks, what is tried if AWS refuses it, and how it is taken back. */
function detail(step: Step, forecasts: Foresight['forecasts'] | undefined, width: number): readonly Line[] {
	const forecast = forecasts?.get(step.id);
	return [
		...callLines('', step.call, width, 'accent'),
		...texts(step.why, width),
		...(step.because === undefined || step.because.length === 0
			? []
			: texts(`held by the lineage: ${step.because.join(', ')}`, width)),
		...(step.breaks ?? []).flatMap(text => texts(`breaks: ${text}`, width, 'warn')),
		...(forecast === undefined || forecast.verdict === 'allowed'
			? []
			: texts(
					`${forecast.verdict === 'refused' ? 'would be refused' : 'not known in advance'}: ${forecast.reason}`,
					width,
					forecast.verdict === 'refused' ? 'bad' : 'dim',
				)),
		...(step.otherwise === undefined ? [] : texts(`if refused: ${means(step.otherwise)}`, width, 'dim')),
		...undoLines(step, width),
	];
}

function undoLines({undo, undoes}: Step, width: number): readonly Line[] {
	if (undo !== null) return callLines('undo: ', undo, width, 'dim');
	return undoes === undefined ? texts('cannot be taken back by a call known now', width, 'dim') : [];
}

/** `PutUserPolicy, then CreateGroup + PutGroupPolicy + AddUserToGroup` */
function means({first = [], call, otherwise}: Step): string {
	const calls = [...first.map(each => each.call), call].map(({operation}) => operation).join(' + ');
	return otherwise === undefined ? calls : `${calls}, then ${means(otherwise)}`;
}

/** One step as a row of the table. */
export interface StepRow {
	readonly [column: string]: string;
	readonly '#': string;
	readonly call: string;
	readonly on: string;
	readonly region: string;
	/** IAM is everywhere; of its steps it counts which of them wait, and for what. */
	readonly order: string;
	readonly why: string;
}

/** The table's rows, cut to fit `width`; a plan of one step has said it all above. */
export function stepRows(plan: Plan, foresight: Foresight | null, width: number): readonly StepRow[] {
	if (plan.steps.length < 2) return [];
	const why = Math.max(0, width - stepWidths.call - stepWidths.on - stepWidths.region - 12);
	const places = new Map(plan.steps.map(({id}, index) => [id, index + 1]));
	return plan.steps.map((step, index) => ({
		'#': `${mark(foresight?.forecasts.get(step.id))}${String(index + 1).padStart(2)}`,
		call: fitText(`${step.call.service}:${step.call.operation}`, stepWidths.call),
		on: fitText(sanitise(step.target), stepWidths.on),
		region: fitText(step.call.region, stepWidths.region),
		order: fitText(orderOf(step, places), stepWidths.region),
		why: truncate(sanitise(step.why), why),
	}));
}

function orderOf({after}: Step, places: ReadonlyMap<string, number>): string {
	const waits = after.map(id => places.get(id) ?? 0).toSorted((one, other) => one - other);
	return waits.length === 0 ? 'at once' : `after ${waits.join(',')}`;
}

function mark(forecast: Forecast | undefined): string {
	if (forecast === undefined) return '';
	return {allowed: '✓', refused: '✗', unknown: '?'}[forecast.verdict];
}

/** The columns that there is room for: the reasons need a wide terminal. */
export function stepColumns({steps}: Plan, width: number): readonly (keyof StepRow & string)[] {
	const place = steps.every(({call}) => call.service === 'iam') ? 'order' : 'region';
	return width < 90 ? ['#', 'call', 'on', place] : ['#', 'call', 'on', place, 'why'];
}

/** Cells of the columns; each has a blank on either side. */
const stepWidths = {call: 27, on: 20, region: 14};

/** All rows of the review that scroll: the table's head and one row a step, then the text. */
export function reviewLines(
	plan: Plan,
	foresight: Foresight | null,
	width: number,
	now: number,
): readonly Line[] {
	const steps = stepRows(plan, foresight, width);
	return [
		...(steps.length === 0 ? [] : [line('#'), ...steps.map(({on}) => line(on))]),
		...textLines(plan, foresight, width, now),
	];
}

/** Broken at commas, not at words: a call is one piece. */
function callLines(label: string, call: AwsCall, width: number, tone: Tone): readonly Line[] {
	return pieces(sanitise(label + describeCall(call)), width).map(part => line(part, tone));
}

function texts(text: string, width: number, tone: Tone = 'text'): readonly Line[] {
	return wrap(sanitise(text), width).map(part => line(part, tone));
}
