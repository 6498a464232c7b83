// A reader's thread. What the trace knows comes with its messages; what other threads just found, by hearsay between
// two files: a token that is heard late, or not at all, costs a second reading and never an event.
import {parentPort, workerData} from 'node:worker_threads';
import {FileReader} from './file-reader.ts';
import {Hearsay} from './hearsay.ts';
import type {Answer, Message, Reading, Setup, Task} from './reading.ts';

/**
 * So many files are looked back over at once when a hop is read. What its child did at the same hour lies in the files
 * of other regions, and may hold the next hop, which the files to come should be searched for.
 */
const lookBack = 64;

const {scope, channel} = workerData as Setup;
const hearsay = new Hearsay(channel);
const reader = new FileReader(scope, tokens => hearsay.tell(tokens));
const recent = new Map<number, Task>();
/** The reader's turn at which the recent files held nothing more to look for. */
let lookedBackAt = 0;

let go: (() => void) | null = null;

async function read(tasks: readonly Task[]): Promise<void> {
	const readings: Reading[] = [];
	for (const task of tasks) {
		reader.learn(hearsay.listen());
		for await (const reading of reader.read(task)) {
			readings.push(reading);
			if (reading.end === null) await part(readings);
		}
		remember(task);
		await readLate(readings);
	}
	answer({kind: 'readings', readings, last: true});
}

/** A long file: no further before this part was taken, so that memory stays flat. */
async function part(readings: Reading[]): Promise<void> {
	answer({kind: 'readings', readings: readings.splice(0), last: false});
	await new Promise<void>(resolve => {
		go = resolve;
	});
}

function remember(task: Task): void {
	recent.set(task.file, task);
	const oldest = recent.keys().next().value;
	if (recent.size > lookBack && oldest !== undefined) recent.delete(oldest);
}

/** What is read again may bring more to look for, so this goes on until there is none. */
async function readLate(readings: Reading[]): Promise<void> {
	if (reader.turn === lookedBackAt) return;
	for (let late = reader.late(recent.keys()); late.length > 0; late = reader.late(recent.keys())) {
		for (const {file, since} of late) {
			const task = recent.get(file);
			if (task === undefined) continue;
			for await (const reading of reader.read(task, since)) readings.push({...reading, end: null});
		}
	}
	lookedBackAt = reader.turn;
}

function answer(what: Answer): void {
	parentPort?.postMessage(what);
}

let reading: Promise<void> = Promise.resolve();
parentPort?.on('message', (message: Message) => {
	if (message.kind === 'go') {
		go?.();
		return;
	}
	reader.learn(message.learn);
	if (message.kind === 'late') answer({kind: 'late', files: reader.late().map(({file}) => file)});
	else reading = reading.then(() => read(message.tasks));
});
