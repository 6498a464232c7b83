import {sanitise} from '../../domain/text.ts';
import {executionLines} from '../dialogs/execution-lines.ts';
import {foresightOn} from '../dialogs/review-foresight.ts';
import {reviewLines} from '../dialogs/review-lines.ts';
import {type Line, line} from '../text/span.ts';
import {pieces} from '../text/width.ts';
import {dialogBox, layoutOf, overlayHeight} from '../view/layout.ts';
import {isDialog, type Overlay} from '../view/overlay.ts';
import {rotationNow} from '../view/rotating.ts';
import type {Scene} from '../view/scene.ts';
import type {View} from '../view/state.ts';
import {coverageLines, logLines} from './coverage.ts';
import {helpLines} from './help.ts';
import {problemLines} from './problems.ts';
import {proofLines} from './proof.ts';
import {rotationLines} from './rotation.ts';

/** What an overlay that scrolls has to show. */
export interface Content {
	readonly title: string;
	readonly lines: readonly Line[];
}

/** What an overlay is drawn from. */
type Shown = Pick<Scene, 'state' | 'view' | 'session'>;

/** All rows of a scrolling overlay, for drawing and for knowing where its end is. */
export function contentOf(overlay: Overlay, {state, view, session}: Shown): Content {
	const width = isDialog(overlay) ? dialogBox(view.size, 0).inner : layoutOf(view.size).body.width - 4;
	switch (overlay.kind) {
		case 'help':
			return {title: 'Keys', lines: helpLines(view.pane, width)};
		case 'problems':
			return {title: 'What went wrong', lines: problemLines(state, view, width)};
		case 'coverage':
			return {
				title: 'How far the log is read',
				lines: [...logLines(state, view, width), line(''), ...coverageLines(state, view, width)],
			};
		case 'rotation': {
			const rotation = rotationNow(state, view, session, overlay.silence);
			const lines = rotation === null ? [] : rotationLines(rotation, overlay.silence, view, width);
			return {title: 'Rotation', lines};
		}
		case 'proof':
			return {title: 'What is contained', lines: proofLines(state, view, width)};
		case 'value':
			return {title: overlay.title, lines: valueLines(overlay.text, width)};
		case 'confirm':
		case 'typed':
			return {
				title: overlay.plan.title,
				lines: reviewLines(overlay.plan, foresightOn(overlay.plan, session.store.get()), width, view.now),
			};
		case 'execution':
			return {title: state.execution?.plan.title ?? '', lines: executionLines(state, width)};
		default:
			return {title: '', lines: []};
	}
}

/** How many of the rows are seen at once. */
export function roomOf(overlay: Overlay, view: View, rows: number): number {
	return isDialog(overlay) ? dialogBox(view.size, rows).room : overlayHeight(view);
}

function valueLines(text: string, width: number): readonly Line[] {
	return text.split('\n').flatMap(part => pieces(sanitise(part), width).map(piece => line(piece)));
}
