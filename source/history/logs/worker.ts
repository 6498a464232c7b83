// A reader's thread. Messages come on its port, tokens from other threads on the channel, which is looked at between
// files: a token that arrives late costs a second reading, never an event.
import {parentPort, workerData} from 'node:worker_threads';
import {FileReader} from './file-reader.ts';
import {Hearsay} from './hearsay.ts';
import type {Answer, Message, Reading, Setup, Task} from './reading.ts';

const {scope, channel} = workerData as Setup;
const hearsay = new Hearsay(channel);
const reader = new FileReader(scope, tokens => hearsay.tell(tokens));

let go: (() => void) | null = null;

async function read(tasks: readonly Task[]): Promise<void> {
	const readings: Reading[] = [];
	for (const task of tasks) {
		reader.learn(hearsay.listen());
		for await (const reading of reader.read(task)) {
			readings.push(reading);
			if (reading.end !== null) continue;
			// A long file: no further before this part was taken, so that memory stays flat.
			answer({kind: 'readings', readings: readings.splice(0), last: false});
			await new Promise<void>(resolve => {
				go = resolve;
			});
		}
	}
	answer({kind: 'readings', readings, last: true});
}

function answer(what: Answer): void {
	parentPort?.postMessage(what);
}

let reading: Promise<void> = Promise.resolve();
parentPort?.on('message', (message: Message) => {
	if (message.kind === 'go') go?.();
	else if (message.kind === 'which') answer({kind: 'which', files: reader.which(message.known)});
	else reading = reading.then(() => read(message.tasks));
});
