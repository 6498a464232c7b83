import {resolve} from 'node:path';
import {CaseFile, type CaseSubject} from '../casefile/case-file.ts';
import {Refusal} from '../domain/refusal.ts';

/** Opens the case in a file, or makes it there. @throws Refusal, also where the file is the case of other keys. */
export function openCase(file: string, subject: CaseSubject): CaseFile {
	const casefile = new CaseFile(resolve(file));
	const before = casefile.subject();
	if (before !== null && before.keys.toSorted().join() !== subject.keys.toSorted().join()) {
		casefile.close();
		throw new Refusal(
			'failed',
			`${casefile.path} is the case of ${before.keys.join(', ')}: give another file with --case`,
		);
	}
	casefile.setSubject({...subject, paths: subject.paths.map(path => resolve(path))});
	return casefile;
}
