import type {Plan} from '../plan.ts';

/** Why there is no plan, in one line, with what to do instead where there is something. */
export interface Impossible {
	readonly reason: string;
}

export type Planned = Plan | Impossible;

export function isPossible(planned: Planned): planned is Plan {
	return !('reason' in planned);
}
