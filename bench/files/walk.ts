import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Corpus} from '../corpus/write.ts';

/** The files of a corpus, in the order of their names. */
export function filesIn(folder: string): readonly string[] {
	return readdirSync(folder, {recursive: true, encoding: 'utf8'})
		.filter(name => name.endsWith('.json.gz'))
		.sort()
		.map(name => join(folder, name));
}

/** The description that the corpus's maker left beside the corpus. @param folder `…/AWSLogs` */
export function describe(folder: string): Corpus {
	return JSON.parse(readFileSync(join(folder, '..', 'corpus.json'), 'utf8')) as Corpus;
}
