// The floor: reads and inflates every file of a folder in as many workers as we use, and does nothing else.
// `ours` inflates as our trace does, into memory that is there, instead of with Node's gunzipSync.
// node bench/files/inflate.ts FOLDER gunzipSync|ours
import {readFileSync} from 'node:fs';
import {availableParallelism} from 'node:os';
import {isMainThread, parentPort, Worker, workerData} from 'node:worker_threads';
import {gunzipSync} from 'node:zlib';
import {inflateWhole} from '../../source/history/logs/inflate-whole.ts';
import {report} from '../measure.ts';
import {filesIn} from './walk.ts';

if (isMainThread) {
	const started = performance.now();
	const [folder = '.', how = 'gunzipSync'] = process.argv.slice(2);
	const files = filesIn(folder);
	// Taken by turns from one list, so that no worker waits for the other at the end.
	const next = new Int32Array(new SharedArrayBuffer(4));
	const bytes = await Promise.all(
		Array.from(
			{length: availableParallelism()},
			() =>
				new Promise<number>((resolve, reject) => {
					const worker = new Worker(new URL(import.meta.url), {workerData: {files, next, how}});
					worker.on('message', resolve).on('error', reject);
				}),
		),
	);
	report(started, {bytes: bytes.reduce((sum, n) => sum + n, 0)});
} else {
	const {files, next, how} = workerData as {files: readonly string[]; next: Int32Array; how: string};
	const inflate = how === 'ours' ? inflateWhole : gunzip;
	let bytes = 0;
	for (;;) {
		const file = files[Atomics.add(next, 0, 1)];
		if (file === undefined) break;
		bytes += inflate(file)?.length ?? 0;
	}
	parentPort?.postMessage(bytes);
}

function gunzip(file: string): Buffer {
	const deflated = readFileSync(file);
	// gzip ends with the length; with room for all of it, zlib is called once a file, which is its fastest.
	const length = deflated.readUInt32LE(deflated.length - 4);
	return gunzipSync(deflated, {chunkSize: Math.max(64, length + 1)});
}
