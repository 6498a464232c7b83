import type {Truth} from '../actors/truth.ts';
import type {Keys} from '../actors/wire.ts';
import type {Range} from '../range.ts';

/** What a scenario needs to know of its stage. */
export interface Staging {
	readonly range: Range;
	/** The present, ms since the epoch: the past is played up to here. */
	readonly now: number;
	/** Real time in ms between two actions of the attacker and of the application, once the scenario is live. */
	readonly pace: Pace;
	/** Whether the attacker fights containment once the scenario is live, instead of only going on. */
	readonly resists: boolean;
}

export interface Pace {
	readonly attacker: number;
	readonly application: number;
	readonly colleagues: number;
}

/** An incident whose past has been played. */
export interface Incident {
	/** The key that leaked, as whoever found it has it. */
	readonly leaked: Keys;
	readonly truth: Truth;
	/** Sets the attacker and everybody else going, in real time. */
	goLive(): Live;
	/** Ends the actors and their connections. */
	close(): void;
}

/** An incident that goes on. */
export interface Live {
	/** Resolves when nothing works for the attacker any more, or when it was stopped. */
	readonly attacker: Promise<'gave up' | 'stopped'>;
	stop(): void;
}

/** A scenario of the range: the data of one incident. */
export interface Scenario {
	readonly name: string;
	readonly title: string;
	/** One or two sentences for whoever chooses. */
	readonly summary: string;
	/** How old the account is, ms: so long before the present the range's clock starts. */
	readonly age: number;
	/** Plays the past, from the range's clock up to the present. */
	stage(staging: Staging): Promise<Incident>;
}
