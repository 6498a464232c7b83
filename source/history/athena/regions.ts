import type {Coverage} from '../../domain/coverage.ts';
import type {Event} from '../../domain/event.ts';
import type {Layout} from './layout.ts';
import type {Window} from './window.ts';

/** What the one row is called where nobody knows which regions the table holds. */
const everywhere = 'all regions';

/** How far the table was read, region by region, as far as it is known which ones it has. */
export class Regions {
	readonly #claim: Window;
	readonly #chosen: readonly string[] | null;
	readonly #events = new Map<string, number>();
	#names: readonly string[];
	#missing: readonly string[] = [];
	#from: number;
	#read = false;

	/** @param claim The time that may be called read once everything is. @param chosen The regions asked for; null: all. */
	constructor(claim: Window, chosen: readonly string[] | null) {
		this.#claim = claim;
		this.#chosen = chosen;
		this.#names = chosen ?? [everywhere];
		this.#from = claim.from;
	}

	/** Takes in what the table says of itself: regions and days outside of its projection are not in it. */
	expect({regions, since}: Layout): void {
		this.#from = Math.max(this.#from, since ?? this.#from);
		if (regions === null) return;
		this.#names = this.#chosen?.filter(region => regions.includes(region)) ?? regions;
		this.#missing = this.#chosen?.filter(region => !regions.includes(region)) ?? [];
	}

	/** Counts events of the lineage, each given once. */
	count(events: readonly Event[]): void {
		for (const {region} of events) {
			const name = this.#names.includes(region) ? region : everywhere;
			this.#events.set(name, (this.#events.get(name) ?? 0) + 1);
		}
	}

	/** The calls of the keys themselves were read in full. */
	onceRead(): void {
		this.#read = true;
	}

	reading(): readonly Coverage[] {
		return this.#rows(false, null);
	}

	complete(): readonly Coverage[] {
		this.#read = true;
		return this.#rows(true, null);
	}

	/** @param error Why it ended before everything was read, in one line. */
	broken(error: string): readonly Coverage[] {
		return this.#rows(false, error);
	}

	#rows(complete: boolean, error: string | null): readonly Coverage[] {
		const {to} = this.#claim;
		const claimed = this.#read && to > this.#from;
		const row = {
			source: 'athena',
			complete,
			error,
			from: claimed ? this.#from : null,
			to: claimed ? to : null,
		} as const;
		const names =
			this.#names.includes(everywhere) || !this.#events.has(everywhere)
				? this.#names
				: [...this.#names, everywhere];
		return [
			...names.map(region => ({...row, region, events: this.#events.get(region) ?? 0})),
			...this.#missing.map(region => ({
				...row,
				region,
				events: 0,
				from: null,
				to: null,
				complete: false,
				error: 'not among the regions of the table',
			})),
		];
	}
}
