import type {Forecast} from '../forecast.ts';
import type {Plan, Step} from '../plan.ts';
import {describeTakers, type Takers} from '../takers.ts';
import {sanitise} from '../text.ts';
import {cliCommand} from './cli.ts';

/** What was asked about a plan before it is shown. */
export interface Foreseen {
	/** By step id. */
	readonly forecasts: ReadonlyMap<string, Forecast>;
	readonly takers: readonly Takers[];
	/** ms since the epoch. */
	readonly now: number;
}

/**
 * The plan as text for a person, a ticket or a pipe: the very calls that would run, as commands. Every line is safe to
 * print.
 *
 * @param foreseen Null where nobody asked.
 */
export function describePlan(plan: Plan, foreseen: Foreseen | null = null): string {
	const {forecasts = new Map(), takers = [], now = 0} = foreseen ?? {};
	const lines = [
		plan.title,
		...plan.steps.flatMap((step, index) => [
			'',
			...describeStep(step, index + 1, plan, forecasts.get(step.id)),
		]),
		...section('What it means', plan.consequences),
		...section(
			'Who else takes these roles, and stops',
			takers.map(each => describeTakers(each, now)),
		),
		...section(
			'Left out',
			(plan.leftOut ?? []).map(({what, why}) => `${what}: ${why}`),
		),
		...(plan.handover ?? []).flatMap(({what, text}) => ['', `To hand over, ${what}:`, ...text.split('\n')]),
	];
	return `${lines.map(sanitise).join('\n')}\n`;
}

function describeStep(
	step: Step,
	number: number,
	{steps}: Plan,
	forecast: Forecast | undefined,
): readonly string[] {
	const waits = step.after.map(id => steps.findIndex(other => other.id === id) + 1);
	return [
		`${number}. ${step.target}: ${step.why}`,
		`   ${cliCommand(step.call)}`,
		...(waits.length === 0
			? []
			: [`   after ${waits.join(', ')}${step.regardless ? ', whatever came of them' : ''}`]),
		...(step.because === undefined || step.because.length === 0
			? []
			: [`   held by the lineage: ${step.because.join(', ')}`]),
		...(step.breaks ?? []).map(line => `   breaks: ${line}`),
		...others(step).flatMap(({first = [], call}) =>
			[...first.map(each => each.call), call].map(
				(each, index) => `   ${index === 0 ? 'if that is refused' : 'and with it'}: ${cliCommand(each)}`,
			),
		),
		`   undo: ${step.undo === null ? 'nothing takes it back' : cliCommand(step.undo)}`,
		...(forecast === undefined || forecast.verdict === 'allowed'
			? []
			: [
					`   ${forecast.verdict === 'refused' ? 'would be refused' : 'not known in advance'}: ${forecast.reason}`,
				]),
	];
}

/** The means that a step falls through to, in order. */
function others({otherwise}: Step): readonly Step[] {
	return otherwise === undefined ? [] : [otherwise, ...others(otherwise)];
}

function section(title: string, lines: readonly string[]): readonly string[] {
	return lines.length === 0 ? [] : ['', `${title}:`, ...lines.map(line => `- ${line}`)];
}
