import {accessSync, constants, statSync} from 'node:fs';
import {readdir, realpath, stat} from 'node:fs/promises';
import {normalize, sep} from 'node:path';
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

/** A file, by the path that led to it and the real one. */
interface Place {
	readonly path: string;
	readonly real: string;
}

/**
 * Finds the files under the paths, each once, whatever links lead to it, rings of links included. Folders are looked into
 * side by side; what is found keeps its order, and links come last.
 *
 * @param onFiles Told how many files were found in a folder, as soon as they are.
 */
export async function findFiles(
	paths: readonly string[],
	signal: AbortSignal,
	onFiles: (count: number) => void = () => {},
): Promise<Found> {
	/** Real path → the first path that led to it. */
	const files = new Map<string, string>();
	const problems: {path: string; why: string}[] = [];
	/** Real paths that were looked at; rings of links end here. */
	const seen = new Set<string>();
	/** Still to be looked at: what was named, and links. */
	let waiting = paths.map(path => normalize(path));

	/** A bucket has tens of thousands of files: what the folder says of them is enough; only links are followed up. */
	const walk = async ({path, real}: Place): Promise<readonly Place[]> => {
		if (signal.aborted || seen.has(real)) return [];
		seen.add(real);
		const found = await attempt(path, async () => {
			const entries = await readdir(real, {withFileTypes: true});
			const places = entries
				.sort((one, other) => (one.name < other.name ? -1 : 1))
				.map(entry => ({entry, path: within(path, entry.name), real: within(real, entry.name)}))
				.filter(place => !besideTheLogs.test(place.path));
			onFiles(places.filter(({entry}) => entry.isFile()).length);
			return Promise.all(
				places.map(({entry, ...place}) => {
					if (entry.isFile()) return [place];
					if (entry.isDirectory()) return walk(place);
					waiting.push(place.path);
					return [];
				}),
			);
		});
		return found?.flat() ?? [];
	};
	const look = async (path: string): Promise<readonly Place[]> => {
		const real = await realpath(path);
		const found = await stat(real);
		if (found.isDirectory()) return walk({path, real});
		if (found.isFile()) return [{path, real}];
		problems.push({path, why: 'not a regular file'});
		return [];
	};
	const attempt = async <T>(path: string, work: () => Promise<T>): Promise<T | null> => {
		try {
			return await work();
		} catch (error) {
			const code = error instanceof Error && 'code' in error ? String(error.code) : '';
			problems.push({path, why: reasons[code] ?? `could not be looked at (${code})`});
			return null;
		}
	};

	while (waiting.length > 0) {
		const now = waiting.filter(path => !besideTheLogs.test(path));
		waiting = [];
		for (const path of now) {
			if (signal.aborted) break;
			const found = await attempt(path, () => look(path));
			for (const place of found ?? []) files.set(place.real, files.get(place.real) ?? place.path);
		}
		waiting.sort();
	}
	return {files: [...files.values()], problems};
}

function within(folder: string, name: string): string {
	return folder.endsWith(sep) ? folder + name : folder + sep + name;
}

const reasons: Readonly<Record<string, string>> = {
	EACCES: 'no permission to look into it',
	ENOENT: 'a link to nothing',
	ELOOP: 'a link to itself',
};
