// npm run bench -- [NAME…] [--events N] [--runs N] [--base FOLDER]: every speed that we claim, as a ratio in one run.
// Ends with 1 if a claim does not hold, with 2 if it could not measure.
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import type {Bench, Figure} from './bench.ts';
import {casefile} from './case/index.ts';
import {files} from './files/index.ts';
import {lookup} from './lookup/index.ts';

const benches: readonly Bench[] = [files, casefile, lookup];

const {values, positionals} = parseArgs({
	allowPositionals: true,
	options: {
		events: {type: 'string', default: '1000000'},
		runs: {type: 'string', default: '3'},
		base: {type: 'string', default: join(tmpdir(), 'leaktui-bench')},
		help: {type: 'boolean', short: 'h', default: false},
	},
});

function print(figures: readonly Figure[]): void {
	const width = Math.max(...figures.map(({name}) => name.length));
	for (const {name, value, claim, holds} of figures) {
		const verdict = holds === null ? '' : `${claim?.padEnd(12)} ${holds ? 'PASS' : 'MISS'}`;
		console.log(`  ${name.padEnd(width)}  ${value.padStart(10)}  ${verdict}`.trimEnd());
	}
}

async function main(): Promise<number> {
	const unknown = positionals.filter(name => benches.every(bench => bench.name !== name));
	if (values.help || unknown.length > 0) {
		for (const name of unknown) console.error(`There is no benchmark named ${name}.`);
		console.log('npm run bench -- [NAME…] [--events N] [--runs N] [--base FOLDER]');
		for (const {name, about} of benches) console.log(`  ${name.padEnd(8)} ${about}`);
		return unknown.length > 0 ? 2 : 0;
	}
	const asked = benches.filter(({name}) => positionals.length === 0 || positionals.includes(name));
	const options = {base: values.base, events: Number(values.events), runs: Number(values.runs)};
	let held = true;
	for (const bench of asked) {
		console.log(`${bench.name}: ${bench.about}`);
		const figures = await bench.run(options);
		print(figures);
		held &&= figures.every(({holds}) => holds !== false);
	}
	return held ? 0 : 1;
}

try {
	process.exitCode = await main();
} catch (error) {
	console.error(error);
	process.exitCode = 2;
}
