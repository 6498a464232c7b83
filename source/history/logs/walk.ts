import {accessSync, constants, statSync} from 'node:fs';
import {readdir, realpath, stat} from 'node:fs/promises';
import {join} from 'node:path';
import {Refusal} from '../../domain/refusal.ts';
import {sanitise} from '../../domain/text.ts';

/** What lies under the paths: files to read, and what could not even be looked at. */
export interface Found {
	readonly files: readonly string[];
	readonly problems: readonly {readonly path: string; readonly why: string}[];
}

/** Digest and insight files lie beside the logs in a trail's bucket (field guide §5). */
const besideTheLogs = /[/\\_]CloudTrail-(Digest|Insight)[/\\_]/;

/** A path that a person named must be there and readable. @throws Refusal otherwise. */
export function requireReadable(path: string): void {
	try {
		const found = statSync(path);
		if (!found.isFile() && !found.isDirectory()) {
			throw new Refusal(
				'unsupported',
				`${sanitise(path)} is neither a file nor a folder: save the records in one`,
			);
		}
		accessSync(path, constants.R_OK);
	} catch (error) {
		if (error instanceof Refusal) throw error;
		const denied = error instanceof Error && 'code' in error && error.code === 'EACCES';
		throw denied
			? new Refusal('denied', `${sanitise(path)} cannot be read: no permission`)
			: new Refusal(
					'not-found',
					`${sanitise(path)} does not exist: name the CloudTrail files or their folder`,
				);
	}
}

/** Finds the files under the paths, each once, whatever links lead to it, rings of links included. */
export async function findFiles(paths: readonly string[], signal: AbortSignal): Promise<Found> {
	/** Real path → the first path that led to it. */
	const files = new Map<string, string>();
	const problems: {path: string; why: string}[] = [];
	/** Real paths that were looked at; rings of links end here. */
	const seen = new Set<string>();
	/** @param folder The real path of what is known to be a folder, and no link. */
	const visit = async (path: string, folder: string | null = null): Promise<void> => {
		if (signal.aborted || besideTheLogs.test(path)) return;
		try {
			const real = folder ?? (await realpath(path));
			if (seen.has(real)) return;
			seen.add(real);
			const found = folder === null ? await stat(real) : null;
			if (found === null || found.isDirectory()) await walk(path, real);
			else if (found.isFile()) addFile(path, real);
			else problems.push({path, why: 'not a regular file'});
		} catch (error) {
			const code = error instanceof Error && 'code' in error ? String(error.code) : '';
			problems.push({path, why: reasons[code] ?? `could not be looked at (${code})`});
		}
	};
	/** A bucket has tens of thousands of files: what the folder says of them is enough; only links are followed up. */
	const walk = async (path: string, real: string): Promise<void> => {
		const entries = await readdir(path, {withFileTypes: true});
		for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
			const inside = join(path, entry.name);
			if (!entry.isFile()) await visit(inside, entry.isDirectory() ? join(real, entry.name) : null);
			else if (!besideTheLogs.test(inside)) addFile(inside, join(real, entry.name));
		}
	};
	const addFile = (path: string, real: string): void => {
		files.set(real, files.get(real) ?? path);
	};
	for (const path of paths) await visit(path);
	return {files: [...files.values()], problems};
}

const reasons: Readonly<Record<string, string>> = {
	EACCES: 'no permission to look into it',
	ENOENT: 'a link to nothing',
	ELOOP: 'a link to itself',
};
