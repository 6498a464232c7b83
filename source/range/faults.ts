import type {Random} from './random.ts';

/** What goes wrong with a call, and with which of them. */
export interface FaultRule {
	/** `throttle` says "slow down", `fail` answers 500, `drop` closes the connection before the call, `lose` after it took effect,
	 * `deny` refuses access (as a service control policy on a region does), `slow` answers late, `refuse` answers with `code`. */
	readonly kind: 'throttle' | 'fail' | 'drop' | 'lose' | 'deny' | 'slow' | 'refuse';
	/** `refuse`: AWS's error code. */
	readonly code?: string;
	/** How often it strikes before it is over; default: as long as it is there. */
	readonly times?: number;
	/** In [0, 1]; default 1. */
	readonly probability?: number;
	/** SigV4 service name; default: all. */
	readonly service?: string;
	readonly operation?: string;
	readonly region?: string;
	/** Only calls signed by this access key id. */
	readonly credential?: string;
	/** `slow`: real time in ms. */
	readonly delay?: number;
}

/** The call that a rule is held against. */
export interface Target {
	readonly service: string;
	readonly operation: string;
	readonly region: string;
	readonly credential: string;
}

/** The faults of a range: rules may come and go while it runs. */
export class Faults {
	/** How often each may still strike. */
	readonly #rules = new Map<FaultRule, number>();
	readonly #random: Random;

	constructor(random: Random) {
		this.#random = random;
	}

	/** Adds a rule; returns how to take it away. */
	add(rule: FaultRule): () => void {
		this.#rules.set(rule, rule.times ?? Number.POSITIVE_INFINITY);
		return () => this.#rules.delete(rule);
	}

	clear(): void {
		this.#rules.clear();
	}

	/** The faults that strike this call; each rule rolls its own dice. */
	strike(target: Target): FaultRule[] {
		const strikes = [...this.#rules.keys()].filter(
			rule => fits(rule, target) && this.#random.next() < (rule.probability ?? 1),
		);
		for (const rule of strikes) {
			const left = (this.#rules.get(rule) ?? 0) - 1;
			if (left > 0) this.#rules.set(rule, left);
			else this.#rules.delete(rule);
		}
		return strikes;
	}
}

function fits(rule: FaultRule, target: Target): boolean {
	return (
		(rule.service ?? target.service) === target.service &&
		(rule.operation ?? target.operation) === target.operation &&
		(rule.region ?? target.region) === target.region &&
		(rule.credential ?? target.credential) === target.credential
	);
}
