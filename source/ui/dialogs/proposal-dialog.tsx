import {sanitise} from '../../domain/text.ts';
import {Lines} from '../components/lines.tsx';
import {line} from '../text/span.ts';
import {useLive, useView} from '../view/context.tsx';
import {dialogBox} from '../view/layout.ts';
import {DialogFrame} from './dialog-frame.tsx';

/** While the account is being looked at for a plan. */
export function ProposalDialog() {
	const size = useView(view => view.size);
	const about = useLive(state => state.proposal?.about ?? '');
	const {inner} = dialogBox(size, 1);
	return (
		<DialogFrame
			title={sanitise(about)}
			rows={1}
			danger={false}
			question={[[], line('Nothing is changed by looking.', 'dim'), line('esc cancels', 'dim')]}
		>
			<Lines
				lines={[line('Reading what its users and roles look like now …', 'accent')]}
				width={inner}
				height={1}
			/>
		</DialogFrame>
	);
}
