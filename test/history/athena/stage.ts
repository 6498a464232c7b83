import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {athenaReader} from '../../../source/aws/athena.ts';
import {createClients} from '../../../source/aws/clients.ts';
import type {BlindSpot, Coverage} from '../../../source/domain/coverage.ts';
import type {Event} from '../../../source/domain/event.ts';
import {type AthenaOptions, athenaSource, type Estimate} from '../../../source/history/athena/index.ts';
import type {Batch, TraceRequest} from '../../../source/history/source.ts';
import {type Range, startRange} from '../../../source/range/range.ts';
import {DuckDb} from './duckdb.ts';
import {layOut, metadataOf, type Partitioning, type Sample} from './table.ts';

/** The range's Athena on the wire, with DuckDB for an engine, and leaktui's own clients before it. */
export class Stage {
	readonly range: Range;
	readonly engine: DuckDb;
	readonly #folder = mkdtempSync(join(tmpdir(), 'leaktui-athena-'));
	readonly #clients;

	private constructor(range: Range, engine: DuckDb) {
		this.range = range;
		this.engine = engine;
		range.world.athena.engine = engine;
		range.world.athena.workgroups.set('primary', {
			name: 'primary',
			outputLocation: 's3://results-of-nobody/',
			cutoff: null,
		});
		const {accessKeyId, secretAccessKey} = range.responder;
		this.#clients = createClients({
			endpointUrl: range.url,
			profile: null,
			credentials: {accessKeyId, secretAccessKey},
			version: 'test',
		});
	}

	static async open(): Promise<Stage> {
		return new Stage(await startRange({consistencyGap: 0, deliveryDelay: 0}), await DuckDb.open());
	}

	/** A table `cloudtrail.<table>` over the records. */
	async table(
		table: string,
		partitioning: Partitioning,
		records: Sample,
		parameters: Record<string, string> = {},
	): Promise<void> {
		const root = join(this.#folder, table);
		layOut(records, partitioning, root);
		await this.engine.add('cloudtrail', table, root);
		this.range.world.athena.tables.set(`cloudtrail.${table}`, metadataOf(table, partitioning, parameters));
	}

	athena(workgroup = 'primary', outputLocation: string | null = null) {
		return athenaReader(this.#clients, {region: 'us-east-1', workgroup, outputLocation});
	}

	/** Traces from the table and gathers what comes. */
	async trace(
		table: string,
		request: Partial<TraceRequest> & Pick<TraceRequest, 'keys'>,
		options: Partial<AthenaOptions> = {},
	) {
		const asked: Estimate[] = [];
		const source = athenaSource({
			athena: this.athena(),
			table: {catalog: 'AwsDataCatalog', database: 'cloudtrail', table},
			regions: null,
			confirm: async estimate => {
				asked.push(estimate);
				return true;
			},
			now: () => Date.UTC(2026, 10, 24),
			...options,
		});
		const found = gather();
		const defaults = {since: Date.UTC(2023, 0, 1), until: null, signal: new AbortController().signal};
		for await (const batch of source.trace({...defaults, ...request})) found.add(batch);
		return {...found, asked};
	}

	async close(): Promise<void> {
		this.#clients.close();
		this.engine.close();
		await this.range.close();
		rmSync(this.#folder, {recursive: true});
	}
}

function gather() {
	const events: Event[] = [];
	const heard: Event[] = [];
	const coverage = new Map<string, Coverage>();
	const blindSpots: BlindSpot[] = [];
	const progress: string[] = [];
	return {
		events,
		heard,
		coverage,
		blindSpots,
		progress,
		add(batch: Batch) {
			events.push(...batch.events);
			heard.push(...(batch.heard ?? []));
			for (const row of batch.coverage) coverage.set(row.region, row);
			blindSpots.push(...batch.blindSpots);
			if (batch.progress?.current != null) progress.push(batch.progress.current);
		},
	};
}
