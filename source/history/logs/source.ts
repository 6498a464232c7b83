import type {Source} from '../source.ts';
import {LogsTrace} from './trace.ts';
import {requireReadable} from './walk.ts';

/**
 * The history in CloudTrail files: folders, `.json`, `.json.gz`, NDJSON, bare arrays, LookupEvents' output, a trail's
 * bucket. Files have no end to follow: a trace ends when they are read, whatever `until` says.
 * @throws Refusal for a path that is not there or cannot be read; what is wrong inside a folder is a blind spot.
 */
export function logsSource(paths: readonly string[]): Source {
	for (const path of paths) requireReadable(path);
	return {name: 'logs', trace: request => new LogsTrace(request).run(paths)};
}
