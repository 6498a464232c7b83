import {edit, emptyField, fieldOf} from '../input/line-editor.ts';
import type {Press} from '../input/press.ts';
import {type BindingId, bindings} from '../keymap/index.ts';
import type {Scene} from '../view/scene.ts';
import type {Handlers} from './handler.ts';

/** The commands that hold every word of the query, those that begin with it first. */
export function candidates(
	query: string,
): readonly {readonly id: BindingId; readonly title: string; readonly keys: readonly string[]}[] {
	const words = query
		.toLowerCase()
		.split(/[\s-]+/)
		.filter(word => word !== '');
	const offered = bindings.filter(({palette}) => palette);
	const found = offered.filter(({id, title}) =>
		words.every(word => `${id} ${title}`.toLowerCase().includes(word)),
	);
	const starts = ({title, id}: {title: string; id: string}) =>
		[title, id].some(text => text.toLowerCase().startsWith(query.toLowerCase())) ? 0 : 1;
	return found.toSorted((one, other) => starts(one) - starts(other));
}

/** Types into the palette; the selection starts over. */
export function typeInPalette({view, dispatch}: Scene, press: Press): void {
	if (view.overlay?.kind !== 'palette') return;
	const field = edit(view.overlay.field, press);
	dispatch({type: 'overlay/update', overlay: {...view.overlay, field, cursor: 0}});
}

/** The command that the palette's cursor is on; null if nothing matches. */
export function chosenCommand({view}: Scene): BindingId | null {
	if (view.overlay?.kind !== 'palette') return null;
	return candidates(view.overlay.field.text)[view.overlay.cursor]?.id ?? null;
}

function step({view, dispatch}: Scene, by: number): void {
	if (view.overlay?.kind !== 'palette') return;
	const count = candidates(view.overlay.field.text).length;
	const cursor = Math.max(0, Math.min(view.overlay.cursor + by, count - 1));
	dispatch({type: 'overlay/update', overlay: {...view.overlay, cursor}});
}

export const paletteHandlers = {
	palette: ({dispatch, ticks}) =>
		dispatch({
			type: 'overlay/open',
			overlay: {kind: 'palette', field: emptyField, cursor: 0},
			ticks: ticks(),
		}),
	'palette-complete'({view, dispatch}) {
		if (view.overlay?.kind !== 'palette') return;
		const chosen = candidates(view.overlay.field.text)[view.overlay.cursor];
		if (chosen === undefined) return;
		dispatch({type: 'overlay/update', overlay: {...view.overlay, field: fieldOf(chosen.title), cursor: 0}});
	},
	'palette-down': scene => step(scene, 1),
	'palette-up': scene => step(scene, -1),
	'palette-close': ({dispatch}) => dispatch({type: 'overlay/close'}),
} as const satisfies Handlers;
