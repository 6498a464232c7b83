import type {Step, StepOutcome} from '../../domain/plan.ts';
import {sanitise} from '../../domain/text.ts';
import type {Execution, State} from '../../investigation/state.ts';
import {type Line, line, span} from '../text/span.ts';
import {wrap} from '../text/width.ts';
import type {Tone} from '../theme/tones.ts';
import {nowLines} from './now-lines.ts';

const looks: Readonly<Record<StepOutcome['status'], {readonly glyph: string; readonly tone: Tone}>> = {
	done: {glyph: '✓ done   ', tone: 'good'},
	refused: {glyph: '✗ refused', tone: 'bad'},
	failed: {glyph: '✗ failed ', tone: 'bad'},
	skipped: {glyph: '- skipped', tone: 'warn'},
};

/** Step by step what became of a plan, then what AWS says now. */
export function executionLines(state: State, width: number): readonly Line[] {
	const execution = state.execution;
	if (execution === null) return [line('No plan has run.', 'dim')];
	const steps = execution.plan.steps.flatMap(step => stepLines(step, execution, width));
	const after = execution.finished
		? [line(''), line(summary(execution), 'strong'), ...nowLines(state, execution)]
		: [];
	return [...secretLines(execution), ...steps, ...after];
}

/** The secret of a new key; it is in the state only until the dialog closes. */
function secretLines({secret}: Execution): readonly Line[] {
	if (secret === null) return [];
	return [
		[span('key id  ', 'dim'), span(secret.keyId, 'accent')],
		[span('secret  ', 'dim'), span(secret.secret, 'strong')],
		line('Shown once, kept nowhere. Put it where the application reads it.', 'warn'),
		line(''),
	];
}

function stepLines(step: Step, {outcomes}: Execution, width: number): readonly Line[] {
	const outcome = outcomes.get(step.id);
	const look = outcome === undefined ? {glyph: '  …      ', tone: 'dim' as const} : looks[outcome.status];
	const head = [
		span(`${look.glyph}  `, look.tone),
		span(`${step.call.service}:${step.call.operation} `),
		span(`${sanitise(step.target)} `, 'accent'),
		span(step.call.region, 'dim'),
	];
	if (outcome === undefined || outcome.status === 'done') return [head];
	return [
		head,
		...wrap(sanitise(outcome.reason), width - 13).map(part => line(`             ${part}`, look.tone)),
	];
}

function summary({plan, outcomes}: Execution): string {
	const count = (status: StepOutcome['status']) =>
		[...outcomes.values()].filter(outcome => outcome.status === status).length;
	const rest = (['failed', 'refused', 'skipped'] as const).flatMap(status =>
		count(status) > 0 ? [`${count(status)} ${status}`] : [],
	);
	return [`${count('done')} of ${plan.steps.length} done`, ...rest].join(', ');
}
