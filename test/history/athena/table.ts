import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {TableMetadata} from '@aws-sdk/client-athena';
import {columns} from '../../../source/history/athena/columns.ts';

/** How a table is partitioned: by AWS's projection example and its kin, by the older example, or not at all. */
export type Partitioning = 'projected' | 'classic' | 'none';

export type Sample = readonly Readonly<Record<string, unknown>>[];

/**
 * Lays records out in folders as a trail's bucket has them, one file for each region and day, in the form in which
 * CloudTrail's SerDe hands them to Athena: lower-case names, and JSON text where the column is a string.
 */
export function layOut(records: Sample, partitioning: Partitioning, root: string): void {
	const rows = columnReaders();
	const files = Map.groupBy(records, record => join(root, folderOf(record, partitioning)));
	for (const [folder, part] of files) {
		mkdirSync(folder, {recursive: true});
		const lines = part.map(record => JSON.stringify(Object.fromEntries(rows.map(read => read(record)))));
		writeFileSync(join(folder, 'part.ndjson'), `${lines.join('\n')}\n`);
	}
}

/** The table over it, as GetTableMetadata describes it. */
export function metadataOf(
	table: string,
	partitioning: Partitioning,
	parameters: Record<string, string> = {},
): TableMetadata {
	const keys = {projected: ['region', 'timestamp'], classic: ['region', 'year', 'month', 'day'], none: []};
	const projection = {
		'projection.enabled': 'true',
		'projection.region.type': 'enum',
		'projection.region.values': 'us-east-1,eu-west-1,ap-south-1',
		'projection.timestamp.type': 'date',
		'projection.timestamp.format': 'yyyy/MM/dd',
		'projection.timestamp.range': '2020/01/01,NOW',
	};
	return {
		Name: table,
		TableType: 'EXTERNAL_TABLE',
		Columns: columns.map(([Name, Type]) => ({Name, Type})),
		PartitionKeys: keys[partitioning].map(Name => ({Name, Type: 'string'})),
		Parameters: {...(partitioning === 'projected' ? projection : {}), ...parameters},
	};
}

function folderOf(record: Sample[number], partitioning: Partitioning): string {
	const [year = '', month = '', day = ''] = String(record['eventTime']).slice(0, 10).split('-');
	const region = `region=${String(record['awsRegion'])}`;
	if (partitioning === 'none') return '.';
	if (partitioning === 'classic') return join(region, `year=${year}`, `month=${month}`, `day=${day}`);
	return join(region, `timestamp=${encodeURIComponent(`${year}/${month}/${day}`)}`);
}

type Reader = (record: Sample[number]) => [string, unknown];

function columnReaders(): readonly Reader[] {
	return columns.map(([name, type]) => record => {
		const field = Object.keys(record).find(key => key.toLowerCase() === name);
		const value = field === undefined ? null : record[field];
		if (value === null) return [name, null];
		if (type !== 'string') return [name, lowerCased(value)];
		return [name, typeof value === 'string' ? value : JSON.stringify(value)];
	});
}

/** Hive's names have no capitals, at any depth. */
function lowerCased(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(lowerCased);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, part]) => [key.toLowerCase(), lowerCased(part)]),
	);
}
