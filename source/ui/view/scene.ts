import type {Session} from '../../investigation/session.ts';
import type {State} from '../../investigation/state.ts';
import type {Store} from '../../investigation/store.ts';
import type {Terminal} from '../terminal.ts';
import type {ViewAction} from './actions.ts';
import type {View} from './state.ts';

/** Everything that a key's guard and its handler look at and act on. */
export interface Scene {
	readonly view: View;
	/** What the panes show: as of now, or as of the pause. */
	readonly state: State;
	readonly session: Session;
	readonly terminal: Terminal;
	/** ms on a monotonic clock. */
	readonly ticks: () => number;
	readonly dispatch: (action: ViewAction) => void;
	/** The scene as it is after what was dispatched. */
	readonly fresh: () => Scene;
}

export type ViewStore = Store<View, ViewAction>;

/** What stays the same as long as the program runs. */
export interface Stage {
	readonly session: Session;
	readonly store: ViewStore;
	readonly terminal: Terminal;
	readonly ticks: () => number;
}

/** What the panes show: frozen while paused. */
export function shown(view: View, session: Session): State {
	return view.frozen ?? session.store.get();
}

export function sceneOf(stage: Stage): Scene {
	const {session, store, terminal, ticks} = stage;
	const view = store.get();
	const fresh = () => sceneOf(stage);
	return {view, state: shown(view, session), session, terminal, ticks, dispatch: store.dispatch, fresh};
}

/** Says something in the bottom line for a few seconds. */
export function say(scene: Scene, text: string, tone: 'warn' | 'good' | 'bad' | 'text' = 'text'): void {
	scene.dispatch({type: 'flash', text, tone, ticks: scene.ticks()});
}
