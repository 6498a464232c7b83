// The peer that people reach for: DuckDB asked for the lineage and all its events, straight from the files.
// It reads the parts of the records that the question needs, typed, which is its fastest way; `records` then fetches
// the found events whole, as our trace gives them, and `ids` leaves it at their ids.
// node bench/files/duckdb.ts FOLDER KEY records|ids
import {availableParallelism} from 'node:os';
import {DuckDBInstance} from '@duckdb/node-api';
import {report} from '../measure.ts';

const [folder = '.', key = '', wanted = 'records'] = process.argv.slice(2);
const started = performance.now();
const instance = await DuckDBInstance.create(':memory:', {threads: String(availableParallelism())});
const database = await instance.connect();

/** A trail's file is one object on one line. The memory for one is also the most that a file may have. */
function filesWith(type: string): string {
	return `read_json('${folder}/**/*.json.gz', columns = {Records: '${type}'}, format = 'newline_delimited',
		maximum_object_size = 16777216)`;
}

const record = `STRUCT(
	eventID VARCHAR, eventTime TIMESTAMP, eventSource VARCHAR, eventName VARCHAR, errorCode VARCHAR,
	userIdentity STRUCT(arn VARCHAR, accessKeyId VARCHAR, invokedBy VARCHAR,
		sessionContext STRUCT(attributes STRUCT(creationDate TIMESTAMP))),
	responseElements STRUCT(credentials STRUCT(accessKeyId VARCHAR), accessKey STRUCT(accessKeyId VARCHAR)))[]`;

await database.run(`
	CREATE TEMP TABLE events AS
	SELECT r.eventID AS id, r.eventTime AS time, r.userIdentity.arn AS arn, r.userIdentity.accessKeyId AS signer,
		r.userIdentity.invokedBy AS service, r.userIdentity.sessionContext.attributes.creationDate AS created,
		CASE WHEN r.errorCode IS NULL AND r.eventSource = 'sts.amazonaws.com' THEN r.responseElements.credentials.accessKeyId
			WHEN r.errorCode IS NULL AND r.eventName = 'CreateAccessKey' THEN r.responseElements.accessKey.accessKeyId END AS issued
	FROM (SELECT unnest(Records) AS r FROM ${filesWith(record)})`);

await database.run(`
	CREATE TEMP TABLE found AS
	WITH RECURSIVE lineage(key) AS (
		SELECT '${key}'
		UNION
		SELECT issued FROM events JOIN lineage ON signer = key WHERE issued IS NOT NULL
	), own AS (
		SELECT id, arn, time FROM events WHERE signer IN (FROM lineage)
	), service_made AS (
		SELECT DISTINCT e.id FROM events e JOIN own ON e.arn = own.arn
		WHERE e.service IS NOT NULL AND e.signer LIKE 'ASIA%' AND e.signer NOT IN (FROM lineage)
			AND e.signer NOT IN (SELECT issued FROM events WHERE issued IS NOT NULL)
			AND abs(epoch(e.created) - epoch(own.time)) <= 2
	)
	SELECT id FROM own UNION SELECT id FROM service_made`);

const found = await database.runAndReadAll(
	wanted === 'ids'
		? 'SELECT id FROM found'
		: `SELECT r->>'eventID', r::VARCHAR FROM (SELECT unnest(Records) AS r FROM ${filesWith('JSON[]')})
			WHERE r->>'eventID' IN (SELECT id FROM found)`,
);
report(started, {
	events: found
		.getRows()
		.map(([id]) => String(id))
		.sort(),
});
