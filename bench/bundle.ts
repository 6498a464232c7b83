import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {build} from 'esbuild';

/**
 * Bundles scripts as the program is bundled, so that what is measured is what is shipped.
 *
 * @param scripts Name → source, relative to the repository. @returns name → the script to run.
 */
export async function bundle<Name extends string>(
	base: string,
	scripts: Readonly<Record<Name, string>>,
): Promise<Readonly<Record<Name, URL>>> {
	const folder = join(base, 'bundle');
	mkdirSync(folder, {recursive: true});
	writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
	await build({
		entryPoints: {...scripts, 'logs-reader': 'source/history/logs/worker.ts'},
		outdir: folder,
		absWorkingDir: join(import.meta.dirname, '..'),
		bundle: true,
		packages: 'external',
		platform: 'node',
		target: 'node24',
		format: 'esm',
		logLevel: 'warning',
	});
	const names = Object.keys(scripts) as Name[];
	return Object.fromEntries(names.map(name => [name, pathToFileURL(join(folder, `${name}.js`))])) as Record<
		Name,
		URL
	>;
}
