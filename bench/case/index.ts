import {existsSync, rmSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {atMost, type Bench, type Figure, shown} from '../bench.ts';
import {bundle} from '../bundle.ts';
import {median, percentile, runCommand, runScript} from '../measure.ts';
import type {Time} from './pages.ts';
import {type Resumed, resume} from './resumed.ts';

/** What making the case prints. */
interface Made {
	readonly total: number;
	readonly perSecond: number;
	readonly first: number;
	readonly last: number;
}

/** What paging through it prints; ms. */
interface Paged {
	readonly took: Readonly<Record<string, readonly Time[]>>;
	/** Slices of searches, and counts, under all filters. */
	readonly slices: readonly Time[];
	readonly counts: readonly Time[];
	/** By filter: how long the processor searched in all. */
	readonly searches: Readonly<Record<string, number>>;
}

/** The case file: how fast it takes events in, comes back after a restart, and shows a page under any filter. */
export const casefile: Bench = {
	name: 'case',
	about: 'pages of a case of many events, under every filter, and its return after a restart',
	async run({base, events, runs}) {
		const scripts = await bundle(base, {make: 'bench/case/make.ts', pages: 'bench/case/pages.ts'});
		const path = join(base, `case-${events}.leaktui`);
		console.log(
			`  $ node bench/case/make.ts ${path} ${events}\n  $ node bench/case/pages.ts ${path}\n  $ node bin/leaktui.js resume ${path}`,
		);
		const made = existsSync(path) ? [] : inserted((await make(scripts.make, path, events)) as Made);
		await runCommand(process.execPath, ['scripts/build.js']);
		const pages: Paged[] = [];
		const resumed: Resumed[] = [];
		for (let run = 0; run < runs; run += 1) {
			pages.push((await runScript(scripts.pages, [path])).output as Paged);
			resumed.push(await resume(path, base));
		}
		const middle = (what: keyof Resumed) => median(resumed.map(each => each[what]));
		return [
			...made,
			shown('size of the case', statSync(path).size / 1e6, ' MB'),
			atMost('resumed to first frame', middle('frame'), 1000, ' ms'),
			shown('events asked for then, to the newest on screen', middle('events'), ' ms'),
			shown('until the lineage is known again, in the background', middle('recalled') / 1000, ' s'),
			...Object.keys(pages[0]?.took ?? {}).flatMap(name =>
				worst(
					`a page of 50, ${name}`,
					pages.flatMap(({took}) => took[name] ?? []),
				),
			),
			...worst(
				'a slice of a search',
				pages.flatMap(({slices}) => slices),
			),
			...worst(
				'a count, or how many are newer',
				pages.flatMap(({counts}) => counts),
			),
			...Object.keys(pages[0]?.searches ?? {}).map(name =>
				shown(
					`searching through it all for ${name}, by the processor`,
					median(pages.map(({searches}) => searches[name] ?? 0)),
					' ms',
				),
			),
		];
	},
};

/** The 99th percentile must be under 5 ms. */
function worst(name: string, times: readonly Time[]): readonly Figure[] {
	const at = (what: keyof Time) =>
		percentile(
			times.map(time => time[what]),
			0.99,
		);
	return [
		atMost(`${name}: 99th percentile`, at('clock'), 5, ' ms'),
		shown('  of that, by the processor', at('processor'), ' ms'),
	];
}

/** A case that was not finished is none. */
async function make(script: URL, path: string, events: number): Promise<unknown> {
	try {
		return (await runScript(script, [path, String(events)])).output;
	} catch (error) {
		for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, {force: true});
		throw error;
	}
}

function inserted({perSecond, first, last}: Made): readonly Figure[] {
	return [
		shown('events taken in per second', perSecond, ''),
		shown('the last tenth ÷ the first tenth', last / first, '×'),
	];
}
