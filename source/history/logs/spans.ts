import type {Coverage} from '../../domain/coverage.ts';
import type {Event} from '../../domain/event.ts';
import type {FileSpan} from './reading.ts';

interface Span {
	from: number | null;
	to: number | null;
	events: number;
}

/** From when to when the files hold events of each region, and how many of those are the lineage's. */
export class Spans {
	readonly #regions = new Map<string, Span>();

	/** A file holds events of a region between these moments. */
	see({region, from, to}: FileSpan): void {
		const span = this.#spanOf(region);
		if (from !== null) span.from = Math.min(span.from ?? from, from);
		if (to !== null) span.to = Math.max(span.to ?? to, to);
	}

	/** An event of the lineage. */
	count(event: Event): void {
		this.#spanOf(event.region).events += 1;
	}

	/** @param error Why not all was read; null: all was. @param finished Whether the lineage's events are all counted. */
	coverage(error: string | null, finished: boolean): readonly Coverage[] {
		const regions = [...this.#regions].toSorted(([one], [other]) => (one < other ? -1 : 1));
		if (regions.length === 0) {
			const nothing = error ?? 'no CloudTrail records were found';
			return [
				{source: 'logs', region: 'unknown', from: null, to: null, complete: false, events: 0, error: nothing},
			];
		}
		return regions.map(([region, span]) => ({
			source: 'logs',
			region,
			...span,
			complete: finished && error === null,
			error,
		}));
	}

	#spanOf(region: string): Span {
		let span = this.#regions.get(region);
		if (span === undefined) {
			span = {from: null, to: null, events: 0};
			this.#regions.set(region, span);
		}
		return span;
	}
}
