import type {State} from './state.ts';

/** Whether every region of the history was read up to the present, or could not be. */
export function isCaughtUp({coverage}: State): boolean {
	return coverage.length > 0 && coverage.every(({complete, error}) => complete || error !== null);
}
