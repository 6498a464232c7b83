import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {afterEach} from 'vitest';
import type {BlindSpot, Coverage} from '../../../source/domain/coverage.ts';
import type {Event} from '../../../source/domain/event.ts';
import {logsSource} from '../../../source/history/logs/source.ts';
import type {Batch, Source, TraceRequest} from '../../../source/history/source.ts';

const made: string[] = [];

afterEach(() => {
	for (const folder of made.splice(0)) rmSync(folder, {recursive: true, force: true});
});

/** A folder with these files, removed after the test. */
export function folderOf(files: Readonly<Record<string, string | Buffer>>): string {
	const folder = mkdtempSync(join(tmpdir(), 'leaktui-logs-'));
	made.push(folder);
	for (const [name, content] of Object.entries(files)) {
		mkdirSync(dirname(join(folder, name)), {recursive: true});
		writeFileSync(join(folder, name), content);
	}
	return folder;
}

export interface Traced {
	readonly events: readonly Event[];
	readonly coverage: readonly Coverage[];
	readonly blindSpots: readonly BlindSpot[];
	readonly batches: readonly Batch[];
}

/** Runs a trace to its end. */
export async function traced(source: Source, request: Partial<TraceRequest>): Promise<Traced> {
	const batches: Batch[] = [];
	const signal = new AbortController().signal;
	for await (const batch of source.trace({keys: [], since: 0, until: null, signal, ...request}))
		batches.push(batch);
	const coverage = new Map<string, Coverage>();
	for (const row of batches.flatMap(batch => batch.coverage)) coverage.set(row.region, row);
	return {
		events: batches.flatMap(batch => batch.events),
		coverage: [...coverage.values()],
		blindSpots: batches.flatMap(batch => batch.blindSpots),
		batches,
	};
}

/** Reads files for a key. */
export function read(
	paths: readonly string[],
	key: string,
	request: Partial<TraceRequest> = {},
): Promise<Traced> {
	return traced(logsSource(paths), {keys: [key], ...request});
}
