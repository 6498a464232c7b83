#!/usr/bin/env node
// This file alone must parse on an old Node, so that it can say that the Node is too old.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
	console.error(
		`leaktui: needs Node 24 or newer, and this is ${process.versions.node}. In a checkout, run it through npx or npm run: they use the Node that npm ci installed.`,
	);
	process.exit(2);
}
process.env.NODE_ENV = 'production';
// A warning of Node or of the SDK must never be painted over the console; source/cli.ts keeps them for the error list.
process.removeAllListeners('warning');
try {
	await import('../dist/cli.js');
} catch (error) {
	const why = error.code === 'ERR_MODULE_NOT_FOUND' ? 'the program is not built: run npm ci' : error.message;
	console.error(`leaktui: ${why.split('\n')[0]}`);
	process.exit(2);
}
