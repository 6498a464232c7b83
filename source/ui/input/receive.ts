import {typeInReview} from '../commands/dialogs.ts';
import {applyEntry} from '../commands/entry.ts';
import {perform} from '../commands/index.ts';
import {typeInPalette} from '../commands/palette.ts';
import {bindingFor, isTyping} from '../keymap/index.ts';
import {layoutOf} from '../view/layout.ts';
import {isDialog} from '../view/overlay.ts';
import {type Scene, say} from '../view/scene.ts';
import {edit} from './line-editor.ts';
import type {Press} from './press.ts';

/** ms for which a dialog that just opened hears nothing: keys on the way were not meant for it (terminal guide §1.2). */
const settling = 200;

/** Routes one key: text field, dialog, pane, global. The first that knows it takes it. */
export function receive(scene: Scene, press: Press) {
	const {view, ticks} = scene;
	// Nothing may happen that the reader cannot see.
	if (layoutOf(view.size).tooSmall && press.key !== 'ctrl-c') return;
	const dialog = isDialog(view.overlay);
	if (dialog && press.key !== 'ctrl-c' && ticks() - view.opened < settling) return;
	const binding = bindingFor(press.key, view);
	if (binding === undefined) {
		if (isTyping(view)) type(scene, press);
		return;
	}
	// In a burst nothing answers a dialog, not even an enter behind the right text; a held arrow scrolls.
	if (dialog && !press.fresh && !binding.id.startsWith('scroll-')) return;
	perform(scene, binding.id, press);
}

/** A paste goes into the text field that is open; anywhere else it is no key (terminal guide §3.5). */
export function receivePaste(scene: Scene, text: string) {
	if (isTyping(scene.view)) type(scene, {key: 'paste', text, fresh: false});
	else say(scene, 'Pasted text was ignored: no text field is open.', 'warn');
}

function type(scene: Scene, press: Press) {
	const {entry, overlay} = scene.view;
	if (entry !== null) return applyEntry(scene, edit(entry.field, press));
	if (overlay?.kind === 'palette') return typeInPalette(scene, press);
	typeInReview(scene, press);
}
