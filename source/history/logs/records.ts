import {isObject} from '../../domain/record.ts';

/** What a value from a file holds. */
export interface Contents {
	readonly records: readonly unknown[];
	/** How many texts in it were no JSON. */
	readonly malformed: number;
}

/**
 * Unwraps what the splitter cut out: a record, or any of the shapes around records: `Records` and `Events` lists,
 * LookupEvents' entries, whose `CloudTrailEvent` is the record as text. Lists of lists occur when outputs were joined.
 */
export function contentsOf(text: string): Contents {
	const records: unknown[] = [];
	let malformed = 0;
	const parse = (json: string): void => {
		try {
			unwrap(JSON.parse(json));
		} catch {
			malformed += 1;
		}
	};
	const unwrap = (value: unknown): void => {
		if (Array.isArray(value)) for (const item of value) unwrap(item);
		else if (!isObject(value)) return;
		else if (Array.isArray(value['Records'])) unwrap(value['Records']);
		else if (Array.isArray(value['Events'])) unwrap(value['Events']);
		else if (typeof value['CloudTrailEvent'] === 'string') parse(value['CloudTrailEvent']);
		else records.push(value);
	};
	parse(text);
	return {records, malformed};
}

/** Digests and insights lie beside the logs in a trail's bucket (field guide §5); they are not events. */
export function isBesideTheLogs(record: unknown): boolean {
	if (!isObject(record)) return false;
	return (
		'digestStartTime' in record ||
		record['eventCategory'] === 'Insight' ||
		record['eventType'] === 'AwsCloudTrailInsight'
	);
}
