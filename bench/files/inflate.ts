// The floor: reads and inflates every file of a folder in as many workers as we use, and does nothing else.
// node bench/files/inflate.ts FOLDER
import {readFileSync} from 'node:fs';
import {availableParallelism} from 'node:os';
import {isMainThread, parentPort, Worker, workerData} from 'node:worker_threads';
import {gunzipSync} from 'node:zlib';
import {report} from '../measure.ts';
import {filesIn} from './walk.ts';

if (isMainThread) {
	const started = performance.now();
	const files = filesIn(process.argv[2] ?? '.');
	// Taken by turns from one list, so that no worker waits for the other at the end.
	const next = new Int32Array(new SharedArrayBuffer(4));
	const bytes = await Promise.all(
		Array.from(
			{length: availableParallelism()},
			() =>
				new Promise<number>((resolve, reject) => {
					const worker = new Worker(new URL(import.meta.url), {workerData: {files, next}});
					worker.on('message', resolve).on('error', reject);
				}),
		),
	);
	report(started, {bytes: bytes.reduce((sum, n) => sum + n, 0)});
} else {
	const {files, next} = workerData as {files: readonly string[]; next: Int32Array};
	let bytes = 0;
	for (;;) {
		const file = files[Atomics.add(next, 0, 1)];
		if (file === undefined) break;
		const deflated = readFileSync(file);
		// gzip ends with the length; with room for all of it, zlib is called once a file, which is its fastest.
		const length = deflated.readUInt32LE(deflated.length - 4);
		bytes += gunzipSync(deflated, {chunkSize: Math.max(64, length + 1)}).length;
	}
	parentPort?.postMessage(bytes);
}
