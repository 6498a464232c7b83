import type {World} from '../../world.ts';
import type {Query, QueryState} from './state.ts';

/** Runs the query as Athena does, while its caller polls. Never throws. */
export async function run(query: Query, world: World): Promise<void> {
	const {engine, workgroups, tables} = world.athena;
	const end = (state: QueryState, reason: string | null) => {
		if (query.completed !== null) return;
		query.state = state;
		query.reason = reason;
		query.completed = world.clock.now();
	};
	query.state = 'RUNNING';
	const missing = tableIn(query.sql, query.database);
	if (!tables.has(missing)) {
		end('FAILED', `TABLE_NOT_FOUND: line 1:1: Table 'awsdatacatalog.${missing}' does not exist`);
		return;
	}
	if (engine === null) {
		end('FAILED', 'GENERIC_INTERNAL_ERROR: the range runs no SQL by itself');
		return;
	}
	try {
		const result = await engine.run(query.sql, query.abort.signal);
		const cutoff = workgroups.get(query.workgroup)?.cutoff ?? Number.POSITIVE_INFINITY;
		query.scanned = Math.min(result.scanned, cutoff);
		if (result.scanned > cutoff) {
			end('CANCELLED', 'Bytes scanned limit was exceeded');
		} else {
			query.result = result;
			end('SUCCEEDED', null);
		}
	} catch (error) {
		end('FAILED', error instanceof Error ? error.message : String(error));
	}
}

/** Ends a query that is not over yet. */
export function cancel(query: Query, now: number): void {
	if (query.completed !== null) return;
	query.state = 'CANCELLED';
	query.reason = 'Query cancelled by user';
	query.completed = now;
	query.abort.abort();
}

/** `database.table` of the statement's first FROM. */
function tableIn(sql: string, database: string): string {
	const [, first = '', second] = /\bFROM\s+"?([\w-]+)"?(?:\."?([\w-]+)"?)?/i.exec(sql) ?? [];
	return (second === undefined ? `${database}.${first}` : `${first}.${second}`).toLowerCase();
}
