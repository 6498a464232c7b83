import type {JournalEntry} from '../../domain/journal.ts';
import {isPossible, type Planned, undo, undoable} from '../../domain/plans/index.ts';
import {trustedJournal} from '../../investigation/selectors.ts';
import {entryText} from '../overlays/journal.ts';
import {type Scene, say} from '../view/scene.ts';
import {review} from './dialogs.ts';
import type {Handlers} from './handler.ts';

/** The entry under the cursor; the journal shows the newest first. */
function selectedEntry({view, state}: Scene): JournalEntry | null {
	if (view.overlay?.kind !== 'journal') return null;
	return state.journal.toReversed()[view.overlay.cursor] ?? null;
}

function propose(scene: Scene, planned: Planned): void {
	if (isPossible(planned)) review(scene, planned);
	else say(scene, `Not possible: ${planned.reason}`, 'warn');
}

export const journalHandlers = {
	journal: ({dispatch, ticks}) =>
		dispatch({type: 'overlay/open', overlay: {kind: 'journal', cursor: 0}, ticks: ticks()}),
	undo(scene) {
		const entry = selectedEntry(scene);
		// As of now, paused or not.
		const now = scene.session.store.get();
		const journal = trustedJournal(now);
		if (entry === null) say(scene, 'Nothing has been changed: there is nothing to take back.', 'warn');
		else if (!journal.some(({sequence}) => sequence === entry.sequence))
			say(scene, `Not on the word of this line: ${now.distrusted?.problem}.`, 'bad');
		else if (!undoable(journal).some(({write}) => write === entry.write))
			say(scene, 'Cannot be taken back: it did not happen, was taken back already, or has no undo.', 'warn');
		else propose(scene, undo(journal, [entry.write]));
	},
	'undo-all': scene => propose(scene, undo(trustedJournal(scene.session.store.get()))),
	'open-entry'(scene) {
		const entry = selectedEntry(scene);
		if (entry === null) return;
		const overlay = {
			kind: 'value',
			title: `Entry ${entry.sequence} of the journal`,
			text: entryText(entry),
			top: 0,
			back: scene.view.overlay,
		} as const;
		scene.dispatch({type: 'overlay/open', overlay, ticks: scene.ticks()});
	},
} as const satisfies Handlers;
