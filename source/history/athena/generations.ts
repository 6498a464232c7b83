import type {Lineage} from '../../domain/lineage.ts';
import {leadsThatFit, principalsThatFit} from './fitting.ts';
import {grace, type Lead, leadsOf, longestLife} from './leads.ts';
import type {Principal, Question} from './question.ts';
import {covers, hull, type Window} from './window.ts';

const hour = 60 * 60_000;

/** What to ask next, by what is known of the lineage: nothing twice. */
export class Generations {
	readonly #span: Window;
	readonly #lineage: Lineage;
	/** Lead → the times for which it was followed. */
	readonly #asked = new Map<string, Window[]>();
	/** ARN → the times of its own calls around which services' were asked for. */
	readonly #served = new Map<string, Window>();
	#number = -1;

	/** @param span The time that the trace is about. */
	constructor(lineage: Lineage, span: Window) {
		this.#lineage = lineage;
		this.#span = span;
	}

	/** Of the questions given out last; 0 for the keys themselves. */
	get number(): number {
		return this.#number;
	}

	/** Whatever came to light since this was asked last, in as few questions as hold it. */
	next(): readonly Question[] {
		this.#number += 1;
		return leadsThatFit(this.#fresh()).map(leads => ({
			kind: 'leads',
			leads,
			window: hull(leads.map(({window}) => window)),
		}));
	}

	/** The calls that services made for those who acted (field guide §19), in as few questions as hold them. */
	services(all: readonly Principal[]): readonly Question[] {
		const fresh = all.filter(({arn, seen}) => {
			const asked = this.#served.get(arn);
			return asked === undefined || !covers(asked, seen);
		});
		for (const {arn, seen} of fresh) this.#served.set(arn, seen);
		return principalsThatFit(fresh).map(principals => {
			const {from, to} = hull(principals.map(({seen}) => seen));
			const window = {from: from - hour, to: Math.min(this.#span.to, to + longestLife + grace)};
			return {kind: 'services', principals, window};
		});
	}

	#fresh(): readonly Lead[] {
		const byName = Map.groupBy(leadsOf(this.#lineage, this.#span), ({by, value}) => `${by} ${value}`);
		return [...byName].flatMap(([name, leads]) => {
			const asked = this.#asked.get(name) ?? [];
			const windows = leads
				.map(({window}) => window)
				.filter(window => !asked.some(done => covers(done, window)));
			const [lead] = leads;
			if (lead === undefined || windows.length === 0) return [];
			const window = hull(windows);
			this.#asked.set(name, [...asked, window]);
			return [{...lead, window}];
		});
	}
}
