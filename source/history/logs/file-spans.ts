import {type Event, timeOf} from '../../domain/event.ts';
import {firstRecord, lastRecord} from './plain.ts';
import type {FileSpan, Scope} from './reading.ts';
import type {TrailFile} from './trail-name.ts';

/** A trail delivers an event within a quarter of an hour, as a rule; a day is generous, and a minute for its rounding. */
const latest = 86_400_000;
const rounding = 60_000;

const timeNeedle = Buffer.from('"eventTime":"');
const timeLength = '2026-11-24T05:27:25Z'.length;

/** From when to when one file holds events of each region, whoever made them. */
export class FileSpans {
	readonly #scope: Scope;
	readonly #regions = new Map<string, {from: number | null; to: number | null}>();

	constructor(scope: Scope) {
		this.#scope = scope;
	}

	/** Events outside of the window say nothing. */
	see({region, time}: Pick<Event, 'region' | 'time'>): void {
		if (!isInWindow(time, this.#scope)) return;
		let span = this.#regions.get(region);
		if (span === undefined) {
			span = {from: null, to: null};
			this.#regions.set(region, span);
		}
		if (time === 0) return;
		span.from = Math.min(span.from ?? time, time);
		span.to = Math.max(span.to ?? time, time);
	}

	all(): readonly FileSpan[] {
		return Array.from(this.#regions, ([region, span]) => ({region, ...span}));
	}

	/**
	 * Of a plain file: the times of its first and its last record, in the region that its name says. That claims at most
	 * what was read. Null if they do not fit the name.
	 */
	static ofPlain(bytes: Buffer, {region, delivered}: TrailFile, scope: Scope): readonly FileSpan[] | null {
		const spans = new FileSpans(scope);
		for (const start of [firstRecord, lastRecord(bytes)]) {
			const at = bytes.indexOf(timeNeedle, start) + timeNeedle.length;
			const time = timeOf(bytes.toString('latin1', at, at + timeLength));
			if (time > delivered + rounding || time < delivered - latest) return null;
			spans.see({region, time});
		}
		return spans.all();
	}
}

/** An event without a time may be of any: it is let through. */
export function isInWindow(time: number, {since, until}: Scope): boolean {
	return time === 0 || (time >= since && (until === null || time <= until));
}
