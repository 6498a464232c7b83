import {mkdirSync} from 'node:fs';
import {join} from 'node:path';
import {CaseFile} from '../../source/casefile/case-file.ts';
import {everything} from '../../source/casefile/event-query.ts';
import {openTerminal} from '../../test/e2e/terminal.ts';

/** How long the built program took in a terminal, from its start, in ms. */
export interface Resumed {
	/** To the first frame. */
	readonly frame: number;
	/** From the key that asks for the events, pressed at once, to the newest of them on screen. */
	readonly events: number;
	/** Until the lineage is known again; meanwhile everything can be looked at. */
	readonly recalled: number;
}

/** Resumes a case whose files have gone, so that nothing is read but the case. */
export async function resume(path: string, base: string): Promise<Resumed> {
	const key = makeSubject(path, base);
	const started = performance.now();
	const terminal = openTerminal({args: ['resume', path], columns: 160, rows: 50});
	await terminal.sees(key);
	const frame = performance.now() - started;
	terminal.type('3');
	await terminal.sees('Decrypt');
	const events = performance.now() - started - frame;
	await terminal.loses('opening the case', 600_000);
	const recalled = performance.now() - started;
	terminal.type('q');
	await terminal.exited;
	return {frame, events, recalled};
}

/** @returns the key that the case is about: the one that called last. */
function makeSubject(path: string, base: string): string {
	const folder = join(base, 'no-files');
	mkdirSync(folder, {recursive: true});
	const casefile = new CaseFile(path);
	try {
		const known = casefile.subject()?.keys[0];
		if (known !== undefined) return known;
		const newest = casefile.pages
			.from(everything, null, 50)
			.find(({credential}) => credential?.startsWith('AKIA'));
		const key = newest?.credential;
		if (key == null) throw new Error(`${path} has no key`);
		casefile.setSubject({keys: [key], setting: 'logs', paths: [folder], since: 0});
		return key;
	} finally {
		casefile.close();
	}
}
