import {atLeast, atMost, type Bench, type Figure, type Options, shown} from '../bench.ts';
import {bundle} from '../bundle.ts';
import {type Shape, shapes} from '../corpus/layout.ts';
import {type Corpus, writeCorpus} from '../corpus/write.ts';
import {median, type Run, runCommand, runScript} from '../measure.ts';

/** What our trace prints. */
interface Ours {
	readonly events: readonly string[];
	readonly serviceMade: number;
	readonly complete: boolean;
}

/** The complete lineage and all its events from CloudTrail files, against the floor and what people would use. */
export const files: Bench = {
	name: 'files',
	about: 'the lineage and all its events from CloudTrail files, in large files and in many small ones',
	async run(options) {
		return [...(await measure(shapes.large, options)), ...(await measure(shapes.small, options))];
	},
};

async function measure(shape: Shape, {base, events, runs}: Options): Promise<readonly Figure[]> {
	const corpus = await writeCorpus(base, shape, events);
	const {folder, truth} = corpus;
	const scripts = await bundle(base, {ours: 'bench/files/ours.ts', inflate: 'bench/files/inflate.ts'});
	const duckdb = new URL('duckdb.ts', import.meta.url);
	const jq = `find ${folder} -name '*.json.gz' -print0 | xargs -0 zcat | jq -c --arg key ${truth.key} '.Records[] | select(.userIdentity.accessKeyId == $key)' | wc -l`;
	say(corpus, [
		`node bench/files/ours.ts ${folder} ${truth.key}`,
		`node bench/files/inflate.ts ${folder} gunzipSync`,
		`node bench/files/inflate.ts ${folder} ours`,
		`node bench/files/duckdb.ts ${folder} ${truth.key} records`,
		`node bench/files/duckdb.ts ${folder} ${truth.key} ids`,
		jq,
	]);
	const took = {ours: [] as Run[], inflate: [] as Run[], ourInflate: [] as Run[]};
	// The first run brings the files into memory; it does not count.
	await runScript(scripts.inflate, [folder]);
	for (let run = 0; run < runs; run += 1) {
		took.inflate.push(await runScript(scripts.inflate, [folder]));
		took.ourInflate.push(await runScript(scripts.inflate, [folder, 'ours']));
		took.ours.push(await runScript(scripts.ours, [folder, truth.key]));
	}
	for (const {output} of took.ours) check(output as Ours, corpus);
	// The slow peers run once, between two runs of ours that they are compared with: a machine has better and worse hours.
	const against = async (peer: () => Promise<Run>): Promise<{readonly run: Run; readonly ratio: number}> => {
		const before = await runScript(scripts.ours, [folder, truth.key]);
		const run = await peer();
		const after = await runScript(scripts.ours, [folder, truth.key]);
		return {run, ratio: run.seconds / seconds([before, after])};
	};
	const records = await against(() => runScript(duckdb, [folder, truth.key, 'records']));
	const ids = await against(() => runScript(duckdb, [folder, truth.key, 'ids']));
	for (const {run} of [records, ids]) same((run.output as Ours).events, truth.events, 'DuckDB');
	const grep = await against(() => runCommand('bash', ['-o', 'pipefail', '-c', jq]));

	const [ours, floor] = [seconds(took.ours), seconds(took.inflate)];
	const name = (what: string) => `${shape.name}: ${what}`;
	return [
		shown(name('our trace'), ours, ' s'),
		shown(name('our trace, JSON read per second'), corpus.inflated / 1e6 / ours, ' MB'),
		shown(name('merely inflating'), floor, ' s'),
		atMost(name('our time ÷ merely inflating'), ours / floor, 1.5, '×'),
		shown(name('our time ÷ merely inflating as we do it'), ours / seconds(took.ourInflate), '×'),
		shown(name('our processor time ÷ merely inflating'), processor(took.ours) / processor(took.inflate), '×'),
		atLeast(name('DuckDB, with the records ÷ ours'), records.ratio, 3, '×'),
		shown(name('DuckDB, ids of the events only ÷ ours'), ids.ratio, '×'),
		atLeast(name('zcat | jq for one key ÷ ours'), grep.ratio, 8, '×'),
		atMost(name('our peak memory'), Math.max(...took.ours.map(run => run.megabytes ?? 0)), 300, ' MB'),
	];
}

function say(corpus: Corpus, commands: readonly string[]): void {
	const [json, disk] = [corpus.inflated, corpus.deflated].map(bytes => `${(bytes / 1e6).toFixed(0)} MB`);
	const credentials = Object.keys(corpus.truth.parents).length;
	console.log(
		`  ${corpus.events} events in ${corpus.files} files, ${json} of JSON (${disk} on disk); of the lineage: ${corpus.truth.events.length} events by ${credentials + 1} credentials`,
	);
	for (const command of commands) console.log(`  $ ${command}`);
}

function check({events, serviceMade, complete}: Ours, {truth}: Corpus): void {
	same(events, truth.events, 'our trace');
	if (serviceMade !== truth.serviceMade) throw new Error(`${serviceMade} calls of services were found`);
	if (!complete) throw new Error('our trace says that it is not complete');
}

function same(found: readonly string[], truth: readonly string[], who: string): void {
	const [missing, strange] = [
		new Set(truth).difference(new Set(found)),
		new Set(found).difference(new Set(truth)),
	];
	if (missing.size + strange.size > 0 || found.length !== truth.length) {
		throw new Error(
			`${who} missed ${missing.size} events and found ${strange.size} that are not the lineage's`,
		);
	}
}

function seconds(runs: readonly Run[]): number {
	return median(runs.map(run => run.seconds));
}

function processor(runs: readonly Run[]): number {
	return median(runs.map(run => run.processor ?? 0));
}
