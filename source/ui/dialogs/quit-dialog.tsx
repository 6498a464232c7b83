import {Lines} from '../components/lines.tsx';
import {line, span} from '../text/span.ts';
import {useView} from '../view/context.tsx';
import {dialogBox} from '../view/layout.ts';
import {DialogFrame} from './dialog-frame.tsx';

/** Asked only while a plan runs. */
export function QuitDialog() {
	const {inner} = dialogBox(
		useView(view => view.size),
		0,
	);
	const lines = [
		line('Steps that were sent to AWS are not taken back, and those that were not are not made.'),
		line('The journal in the case file says how far it came.'),
	];
	return (
		<DialogFrame
			title="A plan is still running. Quit all the same?"
			rows={lines.length}
			danger
			question={[
				[],
				[],
				[
					span(' Stay ', 'cursor'),
					span(' esc or enter', 'dim'),
					span('      '),
					span('y', 'critical'),
					span(' quit'),
				],
			]}
		>
			<Lines lines={lines} width={inner} height={lines.length} />
		</DialogFrame>
	);
}
