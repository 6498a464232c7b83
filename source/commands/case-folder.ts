import {readdirSync, statSync} from 'node:fs';
import {homedir} from 'node:os';
import {isAbsolute, join} from 'node:path';

const suffix = '.leaktui';

/** Where cases are kept unless --case says otherwise: the state folder of the XDG base directory specification. */
export function caseFolder(): string {
	const state = process.env['XDG_STATE_HOME'];
	return join(state && isAbsolute(state) ? state : join(homedir(), '.local', 'state'), 'leaktui', 'cases');
}

/** A new file's name: the first key and the moment (UTC). @param now ms since the epoch. */
export function newCase(keys: readonly string[], now: number): string {
	const moment = new Date(now).toISOString().slice(0, 19).replaceAll(':', '');
	return join(caseFolder(), `${keys[0]}-${moment}${suffix}`);
}

/** The case that was written to last; null if there is none. */
export function newestCase(): string | null {
	const folder = caseFolder();
	let names: readonly string[];
	try {
		names = readdirSync(folder);
	} catch {
		return null;
	}
	const cases = names.filter(name => name.endsWith(suffix)).map(name => join(folder, name));
	return cases.toSorted((one, other) => lastWrite(other) - lastWrite(one))[0] ?? null;
}

/** ms since the epoch. While a case is open, SQLite writes beside it. */
function lastWrite(path: string): number {
	return Math.max(
		...[path, `${path}-wal`].map(name => statSync(name, {throwIfNoEntry: false})?.mtimeMs ?? 0),
	);
}
