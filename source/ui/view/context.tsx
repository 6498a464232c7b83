import {createContext, useCallback, useContext, useSyncExternalStore} from 'react';
import type {State} from '../../investigation/state.ts';
import {type Style, stylesFor, type Tone} from '../theme/tones.ts';
import {type Stage, shown} from './scene.ts';
import type {View} from './state.ts';

const StageContext = createContext<Stage | null>(null);

export const StageProvider = StageContext.Provider;

/** The styles of the tones; coloured unless a provider says otherwise. */
export const StylesContext = createContext<Readonly<Record<Tone, Style>>>(stylesFor(true));

export function useStage(): Stage {
	const stage = useContext(StageContext);
	if (stage === null) throw new Error('useStage outside of StageProvider');
	return stage;
}

/** A part of the view; renders again only when that part changes. */
export function useView<Part>(select: (view: View) => Part): Part {
	const {store} = useStage();
	return useSyncExternalStore(store.subscribe, () => select(store.get()));
}

/** A part of the incident's state as it is now, paused or not. The part must be stable while nothing changes. */
export function useLive<Part>(select: (state: State) => Part): Part {
	const {store} = useStage().session;
	return useSyncExternalStore(store.subscribe, () => select(store.get()));
}

/** A part of the incident's state, as of the pause if there is one. The part must be stable while nothing changes. */
export function useIncident<Part>(select: (state: State) => Part): Part {
	const {session, store} = useStage();
	const subscribe = useCallback(
		(listener: () => void) => {
			const ends = [session.store.subscribe(listener), store.subscribe(listener)];
			return () => {
				for (const end of ends) end();
			};
		},
		[session, store],
	);
	return useSyncExternalStore(subscribe, () => select(shown(store.get(), session)));
}
