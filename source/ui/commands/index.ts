import type {Press} from '../input/press.ts';
import {type BindingId, bindings} from '../keymap/index.ts';
import {type Scene, say} from '../view/scene.ts';
import {actionHandlers} from './actions.ts';
import {containHandlers} from './contain.ts';
import {dialogHandlers} from './dialogs.ts';
import {entryHandlers} from './entry.ts';
import {eventHandlers} from './events.ts';
import type {Handler} from './handler.ts';
import {journalHandlers} from './journal.ts';
import {moveHandlers} from './move.ts';
import {chosenCommand, paletteHandlers} from './palette.ts';
import {paneHandlers} from './panes.ts';
import {recordHandlers} from './record.ts';
import {resourceHandlers} from './resources.ts';
import {rotationHandlers} from './rotation.ts';

/** One handler for every binding; the type says so. */
const handlers: Readonly<Record<BindingId, Handler>> = {
	...moveHandlers,
	...paneHandlers,
	...eventHandlers,
	...resourceHandlers,
	...recordHandlers,
	...entryHandlers,
	...paletteHandlers,
	...dialogHandlers,
	...actionHandlers,
	...containHandlers,
	...journalHandlers,
	...rotationHandlers,
	'palette-run'(scene, press) {
		const id = chosenCommand(scene);
		scene.dispatch({type: 'overlay/close'});
		if (id === null) say(scene, 'No such command; : lists them.', 'warn');
		else perform(scene.fresh(), id, press);
	},
};

/** Does what a binding says, if it may; otherwise says why not. */
export function perform(scene: Scene, id: BindingId, press: Press) {
	const binding = bindings.find(candidate => candidate.id === id);
	if (binding === undefined) return;
	const may = binding.when(scene);
	if (may !== true) return say(scene, may, 'warn');
	if (binding.danger !== 'none' && !press.fresh) return;
	handlers[id](scene, press);
}
