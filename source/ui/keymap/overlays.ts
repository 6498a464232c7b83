import {bind} from './binding.ts';
import {hasHandover, hasSecret, hasUndo, writable} from './guards.ts';

/** Keys of dialogs, text fields and everything else that lies over the panes. */
export const overlayBindings = [
	bind('close', ['esc', 'q'], 'overlay', 'Close', 'close', {footer: true}),
	bind('open-entry', ['enter'], 'journal', 'Show all that the entry says', 'entry', {footer: true}),
	bind('undo', ['u'], 'journal', 'Take the write under the cursor back', 'undo', {
		footer: true,
		danger: 'reversible',
		when: hasUndo,
	}),
	bind('undo-all', ['U'], 'journal', 'Take back everything that can be taken back', 'undo all', {
		footer: true,
		danger: 'reversible',
		when: hasUndo,
	}),
	bind('copy-shown', ['y'], 'value', 'Copy what is shown', 'copy', {footer: true}),
	bind('cancel-confirm', ['esc', 'enter', 'q'], 'confirm', 'Cancel', 'cancel', {footer: true}),
	bind('confirm', ['y'], 'confirm', 'Yes, run the plan', 'yes', {footer: true, when: writable}),
	bind('handover', ['h'], 'confirm', 'Show what others must do, to copy and hand over', 'hand over', {
		footer: true,
		when: hasHandover,
	}),
	bind('cancel-proposal', ['esc', 'q'], 'proposal', 'Cancel', 'cancel', {footer: true}),
	bind('scroll-plan-down', ['down', 'j'], 'confirm', 'Scroll down', 'scroll'),
	bind('scroll-plan-up', ['up', 'k'], 'confirm', 'Scroll up', 'scroll'),
	bind('cancel-typed', ['esc'], 'typed', 'Cancel', 'cancel', {footer: true}),
	bind('submit-typed', ['enter'], 'typed', 'Run the plan, if the text matches', 'run', {
		footer: true,
		when: writable,
	}),
	bind('scroll-typed-down', ['down'], 'typed', 'Scroll down', 'scroll'),
	bind('scroll-typed-up', ['up'], 'typed', 'Scroll up', 'scroll'),
	bind('leave-execution', ['esc'], 'execution', 'Close, or leave it running', 'close', {footer: true}),
	bind('copy-secret', ['y'], 'execution', 'Copy the new secret', 'copy secret', {
		footer: true,
		when: hasSecret,
	}),
	bind('scroll-execution-down', ['down', 'j'], 'execution', 'Scroll down', 'scroll'),
	bind('scroll-execution-up', ['up', 'k'], 'execution', 'Scroll up', 'scroll'),
	bind('stay', ['esc', 'enter', 'n'], 'quit', 'Stay', 'stay', {footer: true}),
	bind('leave', ['y'], 'quit', 'Quit all the same', 'quit', {footer: true}),
	bind('palette-run', ['enter'], 'palette', 'Run the selected command', 'run', {footer: true}),
	bind('palette-complete', ['tab'], 'palette', 'Complete', 'complete', {footer: true}),
	bind('palette-down', ['down'], 'palette', 'Next command', 'down'),
	bind('palette-up', ['up'], 'palette', 'Previous command', 'up'),
	bind('palette-close', ['esc'], 'palette', 'Close', 'close', {footer: true}),
	bind('fold', ['enter', 'space'], 'record', 'Fold or unfold', 'fold', {footer: true}),
	bind('fold-all', ['-'], 'record', 'Fold everything', 'fold all', {footer: true}),
	bind('unfold-all', ['+', '='], 'record', 'Unfold everything', 'unfold all', {footer: true}),
	bind('search', ['/'], 'record', 'Search', 'search', {footer: true}),
	bind('next-match', ['n'], 'record', 'Next match', 'next', {footer: true}),
	bind('previous-match', ['N'], 'record', 'Previous match', 'previous'),
	bind('copy-record', ['y'], 'record', 'Copy the whole record', 'copy', {footer: true}),
	bind('entry-accept', ['enter'], 'entry', 'Keep', 'keep', {footer: true}),
	bind('entry-cancel', ['esc'], 'entry', 'Take back', 'take back', {footer: true}),
] as const;
