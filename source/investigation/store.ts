/** Holds a state outside React; `subscribe` and `get` fit `useSyncExternalStore`. */
export interface Store<State, Action> {
	get(): State;
	dispatch(action: Action): void;
	/** @returns a function that ends the subscription. */
	subscribe(listener: () => void): () => void;
}

/** @param reduce Pure: the same state object back means that nothing changed, and nobody is told. */
export function createStore<State, Action>(
	initial: State,
	reduce: (state: State, action: Action) => State,
): Store<State, Action> {
	let state = initial;
	const listeners = new Set<() => void>();
	return {
		get: () => state,
		dispatch(action) {
			const next = reduce(state, action);
			if (next === state) return;
			state = next;
			for (const listener of listeners) listener();
		},
		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
}
