import {everything} from '../../casefile/event-query.ts';
import type {KeyFacts} from '../../domain/key-facts.ts';
import {type Rotation, rotationOf} from '../../domain/rotation.ts';
import {respondersKeys} from '../../investigation/own-doing.ts';
import {logEnd} from '../../investigation/selectors.ts';
import type {Session} from '../../investigation/session.ts';
import type {State} from '../../investigation/state.ts';
import {selectedFacts} from '../panes/key/selected.ts';
import type {View} from './state.ts';

const minute = 60_000;

/** How long the old key must have been silent: what can be chosen, in ms. */
export const silences: readonly number[] = [5, 15, 30, 60, 240, 1440].map(minutes => minutes * minute);

/** Calls of these last ms are counted. */
export const recently = 15 * minute;

/** Calls of the old key that are looked at, the newest. */
const looked = 500;

/** The rotation of the selected key as it stands now; null while AWS has not said whose key it is. */
export function rotationNow(state: State, view: View, session: Session, silence: number): Rotation | null {
	const facts = selectedFacts(state, view);
	if (facts === null || facts.userName === null) return null;
	const old = session.events.from({...everything, credentials: [facts.id]}, null, looked);
	const fresh = freshKey(facts, state);
	const made = state.fresh?.id === fresh ? state.fresh : null;
	const ends = [logEnd(state).to, ...(made === null ? [] : [made.readTo])];
	const known = ends.filter(end => end !== null);
	return rotationOf({
		facts,
		fresh,
		calls: [...old.filter(({onBehalfOf}) => onBehalfOf === null), ...(made?.calls ?? [])],
		readTo: known.length < ends.length ? null : Math.min(...known),
		now: view.now,
		window: recently,
		silence,
	});
}

/** The key to move to: one that the responder made, else the user's other one. */
function freshKey({id, keys}: KeyFacts, state: State): string | null {
	const others = (keys.value ?? []).filter(key => key.id !== id).map(key => key.id);
	const own = respondersKeys(state.journal);
	return others.find(other => own.has(other)) ?? others[0] ?? null;
}
