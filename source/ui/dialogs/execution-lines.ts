import type {Step, StepOutcome} from '../../domain/plan.ts';
import {readBackAt} from '../../domain/proof.ts';
import {readBacksMade} from '../../domain/read-back.ts';
import {sanitise} from '../../domain/text.ts';
import type {Execution, State} from '../../investigation/state.ts';
import {type Line, line, span} from '../text/span.ts';
import {wrap} from '../text/width.ts';
import type {Tone} from '../theme/tones.ts';
import {sameMatter, stateNow} from './state-now.ts';

const looks: Readonly<Record<StepOutcome['status'], {readonly glyph: string; readonly tone: Tone}>> = {
	done: {glyph: '✓ done   ', tone: 'good'},
	refused: {glyph: '✗ refused', tone: 'bad'},
	failed: {glyph: '✗ failed ', tone: 'bad'},
	skipped: {glyph: '- skipped', tone: 'warn'},
};

/** Step by step what became of a plan, and what AWS says now of what it acted on. What went wrong comes first. */
export function executionLines(state: State, width: number): readonly Line[] {
	const execution = state.execution;
	if (execution === null) return [line('No plan has run.', 'dim')];
	const {plan, finished} = execution;
	const steps = finished
		? plan.steps.toSorted((one, other) => place(one, execution) - place(other, execution))
		: plan.steps;
	return [...secretLines(execution), ...steps.flatMap(step => stepLines(step, state, execution, width))];
}

/** `12 of 21 done, 1 failed` */
export function summary({plan, outcomes}: Execution): string {
	const count = (status: StepOutcome['status']) =>
		[...outcomes.values()].filter(outcome => outcome.status === status).length;
	const rest = (['failed', 'refused', 'skipped'] as const).flatMap(status =>
		count(status) > 0 ? [`${count(status)} ${status}`] : [],
	);
	return [`${count('done')} of ${plan.steps.length} done`, ...rest].join(', ');
}

/** How often the state was read back after a plan of containment: at once, after 5, 15 and 60 seconds. */
export function readBackNote({execution, containment, journal}: State): string {
	if (execution?.finished !== true || containment === null || containment.since === null) return '';
	const {since, readBacks} = containment;
	const writes = execution.plan.steps.flatMap(
		({target}) => journal.findLast(entry => entry.phase === 'result' && entry.target === target)?.time ?? [],
	);
	// Whether it is this plan that was read back: what is put back while IAM does not obey comes later.
	if (writes.length === 0 || Math.min(...writes) > since) return '';
	return `; read back ${readBacksMade(readBacks, since, readBackAt)} of ${readBackAt.length} times`;
}

function place(step: Step, {outcomes}: Execution): number {
	return ['failed', 'refused', 'skipped', 'done'].indexOf(outcomes.get(step.id)?.status ?? 'done');
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

function stepLines(
	step: Step,
	state: State,
	{outcomes, finished, plan}: Execution,
	width: number,
): readonly Line[] {
	const outcome = outcomes.get(step.id);
	const look = outcome === undefined ? {glyph: '  …      ', tone: 'dim' as const} : looks[outcome.status];
	const last = plan.steps.findLast(other => sameMatter(step, other));
	const said = finished && last === step ? stateNow(state, step) : null;
	const head = [
		span(`${look.glyph}  `, look.tone),
		span(`${step.call.service}:${step.call.operation} `),
		span(`${sanitise(step.target)} `, 'accent'),
		span(step.call.region, 'dim'),
	];
	const now = said === null ? [] : [[span('           AWS says now: ', 'dim'), span(said, 'strong')]];
	const instead = outcome?.status === 'done' ? outcome.instead : undefined;
	if (instead !== undefined) {
		const why = `AWS refused ${step.call.operation}: done by ${instead.call.operation} instead`;
		return [head, line(`           ${why}`, 'warn'), ...now];
	}
	if (outcome === undefined || outcome.status === 'done') {
		// Beside the call where there is room for it.
		const wide = now.length > 0 && width >= 90;
		return wide ? [[...head, span('  AWS says now: ', 'dim'), span(said ?? '', 'strong')]] : [head, ...now];
	}
	const reason = wrap(sanitise(outcome.reason), width - 11).map(part =>
		line(`           ${part}`, look.tone),
	);
	return [head, ...reason, ...now];
}
