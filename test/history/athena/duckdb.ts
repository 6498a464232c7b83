import {readdirSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {type DuckDBConnection, DuckDBInstance} from '@duckdb/node-api';
import {columns} from '../../../source/history/athena/columns.ts';
import type {SqlEngine} from '../../../source/range/services/athena/state.ts';

/**
 * All differences between Trino's dialect and DuckDB's that the statements touch. `strpos`, `split_part`,
 * `regexp_extract` (of what does not match, Trino gives NULL and DuckDB an empty text: neither is in any list),
 * `coalesce`, `||`, `from_hex`, quoting, LIKE, BETWEEN, casts of structures to JSON and the paths into structures are the
 * same in both.
 */
const dialect = [
	// Trino: JSON to text, and UTF-8 bytes to text.
	'CREATE MACRO json_format(json) AS CAST(json AS VARCHAR)',
	'CREATE MACRO from_utf8(bytes) AS decode(bytes)',
	// Trino: the text at a path of a JSON text; NULL where there is none, or the text is no JSON.
	'CREATE MACRO json_extract_scalar(text, path) AS CASE WHEN json_valid(text) THEN json_extract_string(text, path) END',
];

/** An Athena engine that is DuckDB. It reads the files of a table, and skips those that the partition keys rule out. */
export class DuckDb implements SqlEngine {
	readonly statements: string[] = [];
	readonly #connection: DuckDBConnection;
	readonly #roots = new Map<string, string>();

	private constructor(connection: DuckDBConnection) {
		this.#connection = connection;
	}

	static async open(): Promise<DuckDb> {
		const connection = await (await DuckDBInstance.create(':memory:')).connect();
		// The tables are small: threads would only wait for each other.
		await connection.run('SET threads = 1');
		for (const statement of dialect) await connection.run(statement);
		return new DuckDb(connection);
	}

	/** Makes `database.table` over the files in a folder (table.ts). @param kept Reads them once, and not at each query. */
	async add(database: string, table: string, root: string, kept = false): Promise<void> {
		const types = columns.map(([name, type]) => `'${name}': '${duckType(type).replaceAll("'", "''")}'`);
		await this.#connection.run(`CREATE SCHEMA IF NOT EXISTS "${database}"`);
		await this.#connection.run(
			`CREATE ${kept ? 'TABLE' : 'VIEW'} "${database}"."${table}" AS SELECT * FROM read_json('${root}/**/*.ndjson',
				format = 'newline_delimited', hive_partitioning = true, hive_types_autocast = false,
				columns = {${types.join(', ')}})`,
		);
		this.#roots.set(table, root);
	}

	async run(sql: string) {
		return {scanned: await this.#scanned(sql), ...(await this.answer(sql))};
	}

	/** Runs it without a look at what it reads, which takes as long as the rest. */
	async answer(sql: string) {
		this.statements.push(sql);
		const result = await this.#connection.runAndReadAll(sql);
		return {
			columns: result.columnNames(),
			rows: result.getRowsJson().map(row => row.map(value => (value === null ? null : String(value)))),
		};
	}

	close(): void {
		this.#connection.closeSync();
	}

	/** The share of the table's bytes that the files have which DuckDB does not rule out by the partition keys. */
	async #scanned(sql: string): Promise<number> {
		const plan = await this.#connection.runAndReadAll(`EXPLAIN (FORMAT JSON) ${sql}`);
		const text = JSON.stringify(plan.getRowsJson());
		const table = /FROM "\w+"\."(\w+)"/.exec(sql)?.[1] ?? '';
		const [, read = 1, all = 1] = /Scanning Files[^\d]*(\d+)\/(\d+)/.exec(text) ?? [];
		const bytes = bytesIn(this.#roots.get(table));
		// An empty result is all that is left of a statement whose partitions do not exist.
		return text.includes('EMPTY_RESULT') ? 0 : Math.round((bytes * Number(read)) / Number(all));
	}
}

function bytesIn(root: string | undefined): number {
	if (root === undefined) return 0;
	const files = readdirSync(root, {recursive: true, encoding: 'utf8'});
	return files.reduce((sum, file) => {
		const {size} = statSync(join(root, file));
		return file.endsWith('.ndjson') ? sum + size : sum;
	}, 0);
}

/** `struct<a:string,b:array<string>>` → `STRUCT("a" VARCHAR, "b" VARCHAR[])`. */
function duckType(hive: string): string {
	const [, kind, inner = ''] = /^(struct|array|map)<(.*)>$/.exec(hive) ?? [];
	if (kind === 'array') return `${duckType(inner)}[]`;
	if (kind === 'map') return `MAP(${split(inner).map(duckType).join(', ')})`;
	if (kind !== 'struct') return 'VARCHAR';
	const fields = split(inner).map(field => {
		const colon = field.indexOf(':');
		return `"${field.slice(0, colon)}" ${duckType(field.slice(colon + 1))}`;
	});
	return `STRUCT(${fields.join(', ')})`;
}

/** At the commas that are in no angle brackets. */
function split(list: string): string[] {
	const parts = [''];
	let depth = 0;
	for (const character of list) {
		if (character === '<') depth += 1;
		if (character === '>') depth -= 1;
		if (character === ',' && depth === 0) parts.push('');
		else parts[parts.length - 1] += character;
	}
	return parts;
}
