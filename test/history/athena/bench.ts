import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {type Event, readEvent} from '../../../source/domain/event.ts';
import {Lineage} from '../../../source/domain/lineage.ts';
import {Callers} from '../../../source/domain/on-behalf.ts';
import {columns} from '../../../source/history/athena/columns.ts';
import {athenaSource} from '../../../source/history/athena/index.ts';
import type {Athena} from '../../../source/history/athena/port.ts';
import type {Batch, Source, TraceRequest} from '../../../source/history/source.ts';
import {DuckDb} from './duckdb.ts';
import {layOut, metadataOf, type Partitioning, type Sample} from './table.ts';

const day = 24 * 60 * 60_000;

/** DuckDB in the place of Athena, without the wire, for many small tables. */
export class Bench {
	readonly engine: DuckDb;
	readonly #folder = mkdtempSync(join(tmpdir(), 'leaktui-bench-'));
	#tables = 0;

	private constructor(engine: DuckDb) {
		this.engine = engine;
	}

	static async open(): Promise<Bench> {
		return new Bench(await DuckDb.open());
	}

	/** The history in a table over the records. */
	async source(records: Sample, partitioning: Partitioning): Promise<Source> {
		const {until} = timeOf(records);
		this.#tables += 1;
		const table = `t${this.#tables}`;
		layOut(records, partitioning, join(this.#folder, table));
		await this.engine.add('cloudtrail', table, join(this.#folder, table), true);
		return athenaSource({
			athena: this.#athena(partitioning),
			table: {catalog: 'AwsDataCatalog', database: 'cloudtrail', table},
			regions: null,
			confirm: async () => true,
			now: () => until,
		});
	}

	/** What a trace finds: `<event> <credential behind it>`, sorted. */
	async trace(
		records: Sample,
		keys: readonly string[],
		partitioning: Partitioning,
	): Promise<readonly string[]> {
		return foundBy(await tracedBy(await this.source(records, partitioning), keys, timeOf(records)));
	}

	close(): void {
		this.engine.close();
		rmSync(this.#folder, {recursive: true, force: true});
	}

	#athena(partitioning: Partitioning): Athena {
		const {engine} = this;
		const {Parameters: parameters = {}, PartitionKeys: keys = []} = metadataOf('t', partitioning);
		return {
			describe: async () => ({
				columns: columns.map(([name, type]) => ({name, type})),
				partitions: keys.map(({Name}) => ({name: Name ?? '', type: 'string'})),
				parameters,
			}),
			workgroup: async () => ({name: 'primary', cutoff: null}),
			async *query(sql) {
				const {columns: names, rows} = await engine.answer(sql);
				yield {
					rows: rows.map(values =>
						Object.fromEntries(names.map((name, index) => [name, values[index] ?? null])),
					),
					scanned: 0,
				};
			},
		};
	}
}

/** From a day before the first record to a day behind the last. */
export function timeOf(records: Sample): {readonly since: number; readonly until: number} {
	const times = records.map(({eventTime}) => Date.parse(String(eventTime)));
	return {since: Math.min(...times) - day, until: Math.max(...times) + day};
}

/** Runs a trace to its end. */
export async function tracedBy(
	source: Source,
	keys: readonly string[],
	time: Pick<TraceRequest, 'since' | 'until'>,
): Promise<readonly Batch[]> {
	const batches: Batch[] = [];
	const request = {keys, ...time, signal: new AbortController().signal};
	for await (const batch of source.trace(request)) batches.push(batch);
	return batches;
}

/** `<event> <credential behind it>`, sorted; an event that was told twice is there twice. */
export function foundBy(batches: readonly Batch[]): readonly string[] {
	return batches.flatMap(({events}) => events.map(named)).toSorted();
}

/** Who came from whom, by all that the trace told and heard, as the console and the report have it. */
export function kinshipBy(
	batches: readonly Pick<Batch, 'events' | 'heard'>[],
	keys: readonly string[],
): unknown {
	const lineage = new Lineage(keys);
	for (const {events, heard = []} of batches) {
		for (const event of [...events, ...heard]) lineage.observe(event);
	}
	return lineage
		.credentials(0)
		.map(({id, kind, parent, hop, origin}) => ({id, kind, parent, hop, origin}))
		.toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

/** What the rules of the domain give to the lineage, with everything in sight. */
export function truthOf(records: Sample, keys: readonly string[]): readonly string[] {
	const events = records.map(readEvent).filter(event => event !== null);
	const [lineage, callers] = [new Lineage(keys), new Callers()];
	for (const event of events) {
		lineage.observe(event);
		callers.observe(event);
	}
	const told = new Map<string, Event>();
	for (;;) {
		for (const event of events.filter(({id}) => !told.has(id))) {
			const onBehalfOf = lineage.owns(event) ? null : lineage.behind(event);
			if (lineage.owns(event)) callers.add(event);
			if (lineage.owns(event) || onBehalfOf !== null) told.set(event.id, {...event, onBehalfOf});
		}
		const made = events
			.filter(({id, credential}) => !told.has(id) && !lineage.has(credential ?? ''))
			.map(event => ({...event, onBehalfOf: callers.behind(event)}))
			.filter(({onBehalfOf}) => onBehalfOf !== null);
		for (const event of made) {
			told.set(event.id, event);
			// What a service was asked to make goes on, and so does whoever comes in by it.
			lineage.observe(event);
		}
		if (made.length === 0) break;
	}
	return Array.from(told.values(), named).toSorted();
}

function named({id, onBehalfOf}: Event): string {
	return `${id} ${onBehalfOf}`;
}
