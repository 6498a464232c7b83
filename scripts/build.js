// Bundles source/ into dist/leaktui.js. Packages stay in node_modules; code splits at every dynamic import, so a
// command loads only what it uses.
import {chmod, rm} from 'node:fs/promises';
import {build} from 'esbuild';

await rm('dist', {recursive: true, force: true});
await build({
	entryPoints: ['source/cli.ts'],
	outdir: 'dist',
	bundle: true,
	splitting: true,
	packages: 'external',
	platform: 'node',
	target: 'node24',
	format: 'esm',
	jsx: 'automatic',
	sourcemap: 'linked',
	define: {'process.env.NODE_ENV': '"production"'},
	logLevel: 'warning',
});
await chmod('bin/leaktui.js', 0o755);
