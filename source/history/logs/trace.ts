import {type Event, readEvent} from '../../domain/event.ts';
import type {Batch, Progress, TraceRequest} from '../source.ts';
import {Gathering} from './gathering.ts';
import {PaceMeter} from './pace.ts';
import {Problems, shown} from './problems.ts';
import {few, type Readers, readersFor, readersForMany} from './readers.ts';
import type {Reading, Task} from './reading.ts';
import {contentsOf, isBesideTheLogs} from './records.ts';
import {Spans} from './spans.ts';
import {byDelivery} from './trail-name.ts';
import {findFiles} from './walk.ts';

/** At most about so many progress reports in one reading, so that a folder of many files does not flood the screen. */
const reports = 200;

const nothing: Batch = {events: [], coverage: [], blindSpots: [], progress: null};

/**
 * Reads all files once, in the order of their delivery, and again only those that hold something that was learnt after
 * they were read: a credential whose hop came late, a user whom the lineage made (field guide §8), a principal for whom
 * services acted (§19).
 */
export class LogsTrace {
	readonly #request: TraceRequest;
	readonly #gathering: Gathering;
	readonly #spans = new Spans();
	readonly #problems = new Problems();
	readonly #meter = new PaceMeter();
	#paths: readonly string[] = [];
	#done = 0;
	#total = 0;

	constructor(request: TraceRequest) {
		this.#request = request;
		this.#gathering = new Gathering(request);
	}

	async *run(paths: readonly string[]): AsyncGenerator<Batch> {
		const {signal, since, until} = this.#request;
		let count = 0;
		let early: Readers | null = null;
		// Threads start while the rest is being found.
		const onFiles = (more: number): void => {
			count += more;
			if (count > few) early ??= readersForMany({since, until}, signal);
		};
		const {files, problems} = await findFiles(paths, signal, onFiles);
		for (const {path, why} of problems) this.#problems.damaged(path, why);
		this.#paths = byDelivery(files);
		const readers = early ?? readersFor(this.#paths, {since, until}, signal);
		try {
			yield* this.#read(readers, this.#paths.keys().toArray(), true);
			if (!signal.aborted) yield {...nothing, coverage: this.#coverage(false)};
			// What services were asked to make may bring in more, so this goes on until it does not.
			for (let again: readonly number[] | null = []; again !== null; again = this.#gathering.adopt()) {
				yield* this.#read(readers, again, false);
				yield* this.#follow(readers);
				if (signal.aborted) return;
			}
		} finally {
			await readers.close();
		}
		if (signal.aborted) return;
		yield {
			events: [],
			coverage: this.#coverage(true),
			blindSpots: this.#problems.blindSpots(),
			progress: this.#progress(null),
			heard: this.#gathering.heard(),
		};
	}

	/** Joins what the files hold, and what services did for it. */
	async *#follow(readers: Readers): AsyncGenerator<Batch> {
		const {signal} = this.#request;
		yield* this.#readLate(readers);
		if (!signal.aborted) yield {...nothing, events: this.#told(this.#gathering.join())};
		yield* this.#readLate(readers);
		yield* this.#read(readers, this.#gathering.postponed(), false);
		this.#gathering.settle();
		yield* this.#read(readers, this.#gathering.postponed(), false);
		this.#gathering.suspectIssued();
		yield* this.#readLate(readers);
		if (!signal.aborted) yield {...nothing, events: this.#told(this.#gathering.claim())};
	}

	/** Until no file holds anything that it was not searched for; each turn goes on where the chain came to light. */
	async *#readLate(readers: Readers): AsyncGenerator<Batch> {
		for (;;) {
			readers.learn(this.#gathering.learnt());
			const late = await readers.late();
			if (late.length === 0 || this.#request.signal.aborted) return;
			yield* this.#read(readers, late, false);
		}
	}

	async *#read(readers: Readers, files: readonly number[], first: boolean): AsyncGenerator<Batch> {
		this.#total += files.length;
		readers.learn(this.#gathering.learnt());
		const misread = yield* this.#take(
			readers,
			files.map(file => this.#task(file, false)),
			first,
		);
		this.#total = this.#done + misread.length;
		yield* this.#take(
			readers,
			misread.map(file => this.#task(file, true)),
			first,
		);
	}

	/** @returns the files of which a skim gave what is no record: they must be parsed. */
	async *#take(
		readers: Readers,
		tasks: readonly Task[],
		first: boolean,
	): AsyncGenerator<Batch, readonly number[]> {
		const misread = new Set<number>();
		const step = Math.ceil(tasks.length / reports);
		let reported = this.#done;
		for await (const readings of readers.read(tasks)) {
			const events: Event[] = [];
			for (const reading of readings) {
				const found = this.#eventsIn(reading);
				if (found === null) misread.add(reading.file);
				else events.push(...this.#gathering.take(found, reading.file));
				if (reading.end !== null && found !== null) this.#finish(reading, first);
			}
			readers.learn(this.#gathering.learnt());
			const due = this.#done - reported >= step || this.#done === this.#total;
			if (!due && events.length === 0) continue;
			if (due) reported = this.#done;
			const progress = due ? this.#progress(readings.at(-1)?.file ?? null) : null;
			yield {...nothing, events: this.#told(events), progress};
		}
		return [...misread];
	}

	/** Null: what a skim gave is no record. */
	#eventsIn({texts}: Reading): readonly Event[] | null {
		const events: Event[] = [];
		for (const text of texts) {
			const {records, malformed} = contentsOf(`[${text}]`);
			if (malformed > 0) return null;
			for (const record of records) {
				const event = isBesideTheLogs(record) ? null : readEvent(record);
				if (event !== null) events.push(event);
			}
		}
		return events;
	}

	#finish({file, end}: Reading, first: boolean): void {
		this.#done += 1;
		this.#meter.add(end?.length ?? 0);
		if (!first || end === null) return;
		const path = this.#paths[file] ?? '';
		for (const span of end.spans) this.#spans.see(span);
		if (end.verdict.state === 'damaged') this.#problems.damaged(path, end.verdict.why);
		else if (end.verdict.why !== '') this.#problems.foreign(path, end.verdict.why);
	}

	#told(events: readonly Event[]): readonly Event[] {
		for (const event of events) this.#spans.count(event);
		return events;
	}

	#task(file: number, careful: boolean): Task {
		return {file, path: this.#paths[file] ?? '', careful};
	}

	#coverage(finished: boolean) {
		return this.#spans.coverage(this.#problems.error, finished);
	}

	#progress(file: number | null): Progress {
		const path = file === null ? undefined : this.#paths[file];
		return {
			done: this.#done,
			total: this.#total,
			current: path === undefined ? null : shown(path),
			pace: this.#meter.pace(this.#total - this.#done),
		};
	}
}
