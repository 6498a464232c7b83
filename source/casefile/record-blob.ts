import {deflateRawSync, inflateRawSync} from 'node:zlib';
import {type CloudTrailRecord, isObject} from '../domain/record.ts';

/** Raw deflate: on single records (1.3 kB) 5 % smaller than zstd and as fast; the default level, as level 1 gains nothing. */
export function deflate(record: CloudTrailRecord): Uint8Array {
	return deflateRawSync(JSON.stringify(record));
}

/** The record as it was, key for key. @throws if the blob is damaged. */
export function inflate(blob: Uint8Array): CloudTrailRecord {
	const record: unknown = JSON.parse(inflateRawSync(blob).toString());
	if (!isObject(record)) throw new TypeError('no record');
	return record;
}
