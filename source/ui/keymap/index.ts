import {isDialog} from '../view/overlay.ts';
import type {View} from '../view/state.ts';
import type {Binding, Scope} from './binding.ts';
import {globalBindings} from './global.ts';
import {overlayBindings} from './overlays.ts';
import {listBindings, paneBindings} from './panes.ts';

const table = [...globalBindings, ...listBindings, ...paneBindings, ...overlayBindings] as const;

export type BindingId = (typeof table)[number]['id'];

/** Every key of the program. */
export const bindings: readonly (Binding & {readonly id: BindingId})[] = table;

/** The scopes that listen, the nearest first. Text fields come first, then what lies on top, then the pane. */
export function scopesOf(view: View): readonly Scope[] {
	if (view.entry !== null) return ['entry', 'always'];
	const overlay = view.overlay;
	if (overlay === null) return [view.pane, 'list', 'global', 'always'];
	if (isDialog(overlay) || overlay.kind === 'palette') return [overlay.kind as Scope, 'always'];
	if (overlay.kind === 'record') return ['record', 'overlay', 'list', 'always'];
	// The verbs of the key work in its cockpit too.
	if (overlay.kind === 'rotation') return ['rotation', 'overlay', 'list', 'always'];
	if (overlay.kind === 'value' || overlay.kind === 'journal' || overlay.kind === 'proof')
		return [overlay.kind, 'overlay', 'list', 'always'];
	return ['overlay', 'list', 'always'];
}

/** What the key does now; undefined if nothing. */
export function bindingFor(key: string, view: View): (Binding & {readonly id: BindingId}) | undefined {
	for (const scope of scopesOf(view)) {
		const found = bindings.find(binding => binding.scope === scope && binding.keys.includes(key));
		if (found !== undefined) return found;
	}
	return undefined;
}

/** Whether keys type text now. */
export function isTyping({entry, overlay}: View): boolean {
	return entry !== null || overlay?.kind === 'palette' || overlay?.kind === 'typed';
}
