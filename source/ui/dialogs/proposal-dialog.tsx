import {sanitise} from '../../domain/text.ts';
import {Lines} from '../components/lines.tsx';
import {line} from '../text/span.ts';
import {useLive, useView} from '../view/context.tsx';
import {dialogBox} from '../view/layout.ts';
import type {Overlay} from '../view/overlay.ts';
import {DialogFrame} from './dialog-frame.tsx';

/** While the account is being looked at for a plan. */
export function ProposalDialog({shown}: {readonly shown: Extract<Overlay, {kind: 'proposal'}>}) {
	const disabling = shown.wish === 'disable-key';
	const size = useView(view => view.size);
	const proposed = useLive(state => state.proposal?.about ?? '');
	const about = disabling ? 'Disable the key' : proposed;
	const waiting = disabling
		? 'Reading whose key it is: the call needs the name of its user …'
		: 'Reading what its users and roles look like now …';
	const {inner} = dialogBox(size, 1);
	return (
		<DialogFrame
			title={sanitise(about)}
			rows={1}
			danger={false}
			question={[[], line('Nothing is changed by looking.', 'dim'), line('esc cancels', 'dim')]}
		>
			<Lines lines={[line(waiting, 'accent')]} width={inner} height={1} />
		</DialogFrame>
	);
}
