import {existsSync} from 'node:fs';
import {resolve} from 'node:path';
import {CaseFile, type CaseSubject} from '../casefile/case-file.ts';
import {Refusal} from '../domain/refusal.ts';
import {newestCase} from './case-folder.ts';
import {onAccount, onLogs} from './console.ts';
import type {Options} from './options.ts';
import type {Streams} from './streams.ts';

/** `leaktui resume [CASE]`: goes on with a case, by default the one that was written to last. */
export async function resume(path: string | undefined, options: Options, streams: Streams): Promise<number> {
	const file = path ?? newestCase();
	if (file === null) throw new Refusal('failed', 'there is no case yet: start one with `leaktui AKIA…`');
	const {keys, setting, paths, since} = subjectOf(resolve(file));
	if (setting === 'demo') {
		throw new Refusal(
			'failed',
			`${file} is of a demo, whose account is gone: \`leaktui demo\` starts another`,
		);
	}
	const again: Options = {since, ...options, case: resolve(file), key: keys};
	return setting === 'logs' ? onLogs(paths, again, streams) : onAccount(keys, again, streams);
}

function subjectOf(file: string): CaseSubject {
	// Opening would make one where there is none.
	if (!existsSync(file)) throw new Refusal('failed', `${file} does not exist`);
	const casefile = new CaseFile(file);
	try {
		const subject = casefile.subject();
		if (subject !== null) return subject;
		throw new Refusal('failed', `${file} is an empty case: start with \`leaktui AKIA… --case ${file}\``);
	} finally {
		casefile.close();
	}
}
