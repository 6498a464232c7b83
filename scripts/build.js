// Bundles source/ into dist/. Packages stay in node_modules; code splits at every dynamic import, so a command
// loads only what it uses. The old build stays in place until the new one is whole.
import {chmod, rename, rm, symlink} from 'node:fs/promises';
import {build} from 'esbuild';

const fresh = `dist-${process.pid}`;

try {
	await build({
		// A worker is loaded by its file's name: history/logs/readers.ts.
		entryPoints: {cli: 'source/cli.ts', 'logs-reader': 'source/history/logs/worker.ts'},
		outdir: fresh,
		bundle: true,
		splitting: true,
		packages: 'external',
		platform: 'node',
		target: 'node24',
		format: 'esm',
		jsx: 'automatic',
		sourcemap: 'linked',
		define: {'process.env.NODE_ENV': '"production"'},
		logLevel: 'error',
	});
	await rm('dist', {recursive: true, force: true});
	await rename(fresh, 'dist');
	await chmod('bin/leaktui.js', 0o755);
	await linkOwnCommand();
} catch (error) {
	await rm(fresh, {recursive: true, force: true});
	// What is wrong in the source esbuild has said itself.
	if (!(error instanceof Error && 'errors' in error)) console.error(error);
	process.exitCode = 1;
}

/** Lets `npx leaktui` in a checkout find the program itself; without it npx would install the checkout elsewhere first. */
async function linkOwnCommand() {
	const link = 'node_modules/.bin/leaktui';
	await rm(link, {force: true});
	await symlink('../../bin/leaktui.js', link).catch(error => {
		// Another build at the same time has made it.
		if (error.code !== 'EEXIST') throw error;
	});
}
