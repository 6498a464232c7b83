// The peer that people reach for: DuckDB asked for the lineage and the ids of all its events, straight from the files.
// It gets the parts of the record that the answer needs, typed, which is its fastest way; it need not give the records.
// node bench/files/duckdb.ts FOLDER KEY
import {availableParallelism} from 'node:os';
import {DuckDBInstance} from '@duckdb/node-api';
import {report} from '../measure.ts';

const [folder = '.', key = ''] = process.argv.slice(2);
const started = performance.now();
const instance = await DuckDBInstance.create(':memory:', {threads: String(availableParallelism())});
const database = await instance.connect();

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
	FROM (SELECT unnest(Records) AS r FROM read_json('${folder}/**/*.json.gz',
		columns = {Records: '${record}'}, format = 'unstructured', maximum_object_size = 268435456))`);

const found = await database.runAndReadAll(`
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

const ids = found.getRows().map(([id]) => String(id));
report(started, {events: ids.sort()});
