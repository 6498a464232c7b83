import {useSyncExternalStore} from 'react';
import {sanitise} from '../../domain/text.ts';
import type {State} from '../../investigation/state.ts';
import {Lines} from '../components/lines.tsx';
import {plural} from '../text/names.ts';
import {type Line, line, span} from '../text/span.ts';
import {useStage, useView} from '../view/context.tsx';
import {dialogBox} from '../view/layout.ts';
import type {Overlay} from '../view/overlay.ts';
import {DialogFrame} from './dialog-frame.tsx';
import {executionLines, readBackNote, summary} from './execution-lines.ts';

type Shown = Extract<Overlay, {kind: 'execution'}>;

/** A plan as it runs, each step as it ends; paused or not, this is always live. */
export function ExecutionDialog({shown}: {readonly shown: Shown}) {
	const {session} = useStage();
	const state = useSyncExternalStore(session.store.subscribe, session.store.get);
	const size = useView(view => view.size);
	const {inner} = dialogBox(size, 0);
	const lines = executionLines(state, inner);
	const {room} = dialogBox(size, lines.length);
	const top = Math.max(0, Math.min(shown.top, lines.length - room));
	return (
		<DialogFrame
			title={sanitise(state.execution?.plan.title ?? 'No plan')}
			rows={lines.length}
			danger={false}
			question={questionOf(state, shown, lines.length - top - room)}
		>
			<Lines lines={lines.slice(top, top + room)} width={inner} height={room} />
		</DialogFrame>
	);
}

function questionOf(state: State, {copied, warned}: Shown, more: number): readonly Line[] {
	const {execution} = state;
	const scroll = more > 0 ? line(`▼ ${plural(more, 'more row')} below: scroll with ↓`, 'warn') : [];
	if (execution !== null && !execution.finished) {
		return [
			scroll,
			line(`Running … ${summary(execution)}`, 'accent'),
			line('esc leaves it running in the background', 'dim'),
		];
	}
	if (execution === null) return [scroll, [], line('esc closes', 'dim')];
	const ended = line(
		`${summary(execution)}${readBackNote(state)}`,
		[...execution.outcomes.values()].every(({status}) => status === 'done') ? 'good' : 'bad',
	);
	if (execution.secret === null) return [scroll, ended, line('esc closes', 'dim')];
	if (copied)
		return [
			scroll,
			line('The secret was sent to your clipboard.', 'good'),
			line('esc closes; then it is gone', 'dim'),
		];
	if (warned) {
		return [
			scroll,
			line('Not copied yet, and it cannot be shown again.', 'critical'),
			line('y copies it, esc once more drops it', 'warn'),
		];
	}
	return [
		scroll,
		ended,
		[span('y', 'accent'), span(' copies the secret, esc closes; then it is gone', 'dim')],
	];
}
