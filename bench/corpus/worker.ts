import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {parentPort, workerData} from 'node:worker_threads';
import {gzipSync} from 'node:zlib';
import {Random} from './random.ts';
import {Strangers} from './strangers.ts';
import type {Task} from './write.ts';

const {folder, tasks} = workerData as {folder: string; tasks: readonly Task[]};

let inflated = 0;
let deflated = 0;
for (const {slot, strangers, story} of tasks) {
	const others = new Strangers(slot);
	const random = new Random(slot.index + 1_000_000);
	const records = Array.from({length: strangers}, () => others.next());
	for (const record of story) records.splice(random.below(records.length + 1), 0, record);
	const text = Buffer.from(`{"Records":[${records.join(',')}]}`);
	const file = gzipSync(text);
	writeFileSync(join(folder, slot.path), file);
	inflated += text.length;
	deflated += file.length;
}
parentPort?.postMessage({inflated, deflated});
