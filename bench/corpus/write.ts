import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {availableParallelism} from 'node:os';
import {join} from 'node:path';
import {Worker} from 'node:worker_threads';
import {type Shape, type Slot, slotsOf} from './layout.ts';
import {Random} from './random.ts';
import {Story, type Truth} from './story.ts';

/** A corpus on disk. */
export interface Corpus {
	/** The folder to trace. */
	readonly folder: string;
	readonly shape: Shape;
	readonly truth: Truth;
	readonly files: number;
	readonly events: number;
	/** Bytes of JSON, and on disk. */
	readonly inflated: number;
	readonly deflated: number;
}

/** One file to write. */
export interface Task {
	readonly slot: Slot;
	/** How many events of strangers go into it. */
	readonly strangers: number;
	/** JSON of the records of the story. */
	readonly story: readonly string[];
}

/**
 * Makes the corpus below `base`, or takes the one that is there: the same numbers give the same bytes.
 *
 * @param base A folder outside of the repository. @param events About how many bytes follow: 1 kB an event.
 */
export async function writeCorpus(base: string, shape: Shape, events: number): Promise<Corpus> {
	const folder = join(base, `${shape.name}-${events}`);
	const summary = join(folder, 'corpus.json');
	if (existsSync(summary)) return JSON.parse(readFileSync(summary, 'utf8')) as Corpus;
	const slots = slotsOf(shape);
	for (const path of new Set(slots.map(slot => join(folder, slot.path, '..'))))
		mkdirSync(path, {recursive: true});
	const story = new Story(shape, Math.round(events / 200));
	const tasks = share(slots, events - story.count).map(
		(strangers, i): Task => ({slot: slots[i] as Slot, strangers, story: story.recordsOf(i)}),
	);
	const sizes = await Promise.all(
		Array.from({length: availableParallelism()}, (_, n) =>
			work(
				folder,
				tasks.filter((_, i) => i % availableParallelism() === n),
			),
		),
	);
	const corpus: Corpus = {
		folder: join(folder, 'AWSLogs'),
		shape,
		truth: story.truth,
		files: slots.length,
		events,
		inflated: sizes.reduce((sum, size) => sum + size.inflated, 0),
		deflated: sizes.reduce((sum, size) => sum + size.deflated, 0),
	};
	writeFileSync(summary, JSON.stringify(corpus));
	return corpus;
}

/** Splits the strangers' events over the files: regions and hours differ, as they do. The sum is exact. */
function share(slots: readonly Slot[], events: number): readonly number[] {
	const random = new Random(99);
	const busy = new Map([
		['us-east-1', 5],
		['eu-west-1', 3],
		['us-west-2', 2],
	]);
	const weights = slots.map(({region}) => (busy.get(region) ?? 1) * (0.5 + random.below(1000) / 1000));
	const whole = weights.reduce((sum, weight) => sum + weight, 0);
	let before = 0;
	return weights.map(weight => {
		const from = Math.round((before / whole) * events);
		before += weight;
		return Math.round((before / whole) * events) - from;
	});
}

function work(folder: string, tasks: readonly Task[]): Promise<{inflated: number; deflated: number}> {
	return new Promise((resolve, reject) => {
		const worker = new Worker(new URL('./worker.ts', import.meta.url), {workerData: {folder, tasks}});
		worker.on('message', resolve);
		worker.on('error', reject);
	});
}
