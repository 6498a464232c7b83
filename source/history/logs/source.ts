import type {Event} from '../../domain/event.ts';
import {issuedBy} from '../../domain/hop.ts';
import type {Batch, Progress, Source, TraceRequest} from '../source.ts';
import {LogFile} from './file.ts';
import {FileIndex} from './index-of-files.ts';
import {Problems, shown} from './problems.ts';
import {Spans} from './spans.ts';
import {type Found, findFiles, requireReadable} from './walk.ts';

/**
 * The history in CloudTrail files: folders, `.json`, `.json.gz`, NDJSON, bare arrays, LookupEvents' output, a trail's
 * bucket. Files have no end to follow: a trace ends when they are read, whatever `until` says.
 * @throws Refusal for a path that is not there or cannot be read; what is wrong inside a folder is a blind spot.
 */
export function logsSource(paths: readonly string[]): Source {
	for (const path of paths) requireReadable(path);
	return {name: 'logs', trace: request => new LogsTrace(request).run(paths)};
}

/** At most about so many progress reports in one reading, so that a folder of many files does not flood the screen. */
const reports = 200;

const nothing: Batch = {events: [], coverage: [], blindSpots: [], progress: null};

/**
 * Reads up to three times, to hold little in memory: all files for who minted whom; the lineage's files for its calls;
 * the files in which a service acted for its principals for those calls (field guide §19).
 */
class LogsTrace {
	readonly #request: TraceRequest;
	readonly #index: FileIndex;
	readonly #spans = new Spans();
	readonly #problems = new Problems();
	readonly #emitted = new Set<string>();
	#done = 0;
	#total = 0;

	constructor(request: TraceRequest) {
		this.#request = request;
		this.#index = new FileIndex(request.keys);
	}

	async *run(paths: readonly string[]): AsyncGenerator<Batch> {
		const found = await findFiles(paths, this.#request.signal);
		yield* this.#survey(found);
		const {lineage, callers} = this.#index;
		const signed = textsWith(lineage.ids());
		yield* this.#stage(this.#index.filesOfLineage(), event => this.#own(event), signed);
		const serving = this.#index.filesServing(callers.principals());
		yield* this.#stage(serving, event => this.#serviceMade(event), textsWith(['invokedBy']));
		if (this.#request.signal.aborted) return;
		yield {
			events: [],
			coverage: this.#spans.coverage(this.#problems.error, true),
			blindSpots: this.#problems.blindSpots(),
			progress: {done: this.#done, total: this.#total, current: null},
		};
	}

	async *#survey({files, problems}: Found): AsyncGenerator<Batch> {
		for (const {path, why} of problems) this.#problems.damaged(path, why);
		yield* this.#stage(files, (event, file) => {
			this.#index.add(file, event);
			if (this.#inWindow(event)) this.#spans.see(event);
			return null;
		});
		if (this.#request.signal.aborted) return;
		yield {...nothing, coverage: this.#spans.coverage(this.#problems.error, false)};
	}

	/** Reads files and gives what `pick` makes of their events. @param worth See LogFile. */
	async *#stage(
		files: readonly string[],
		pick: (event: Event, file: string) => Event | null,
		worth?: RegExp,
	): AsyncGenerator<Batch> {
		this.#total += files.length;
		const step = Math.ceil(files.length / reports);
		for (const path of files) {
			const file = new LogFile(path, this.#request.signal, worth);
			for await (const chunk of file.events()) {
				const events = chunk.map(event => pick(event, path)).filter(event => event !== null);
				if (events.length > 0) yield {...nothing, events};
			}
			if (this.#request.signal.aborted) return;
			this.#judge(file);
			this.#done += 1;
			if (this.#done % step === 0 || this.#done === this.#total) {
				yield {...nothing, progress: this.#progress(path)};
			}
		}
	}

	#own(event: Event): Event | null {
		const {lineage, callers} = this.#index;
		if (!lineage.owns(event)) return null;
		callers.add(event);
		// A hop from before the window is told all the same: without it, what it minted would come from nowhere.
		const issued = issuedBy(event);
		if (!this.#inWindow(event) && (issued === null || !lineage.has(issued))) return null;
		return this.#once(event);
	}

	#serviceMade(event: Event): Event | null {
		if (!this.#inWindow(event) || event.credential === null) return null;
		if (this.#index.lineage.has(event.credential)) return null;
		const onBehalfOf = this.#index.callers.behind(event);
		return onBehalfOf === null ? null : this.#once({...event, onBehalfOf});
	}

	/** The same event lies in several files where trails overlap or copies were made. */
	#once(event: Event): Event | null {
		if (this.#emitted.has(event.id)) return null;
		this.#emitted.add(event.id);
		this.#spans.count(event);
		return event;
	}

	/** An event without a time may be of any: it is let through. */
	#inWindow({time}: Event): boolean {
		const {since, until} = this.#request;
		return time === 0 || (time >= since && (until === null || time <= until));
	}

	#judge({path, verdict}: LogFile): void {
		if (verdict.state === 'damaged') this.#problems.damaged(path, verdict.why);
		else if (verdict.why !== '') this.#problems.foreign(path, verdict.why);
	}

	#progress(path: string): Progress {
		return {done: this.#done, total: this.#total, current: shown(path)};
	}
}

/** Matches the text of a record that holds one of the words, or may hold it in JSON's escapes. */
function textsWith(words: readonly string[]): RegExp {
	return new RegExp([...words.map(word => word.replace(/\W/g, '\\$&')), '\\\\u'].join('|'));
}
