// Our own trace of a folder: the complete lineage and all its events, with their records.
// node bench/files/ours.ts FOLDER KEY
import {logsSource} from '../../source/history/logs/source.ts';
import {report} from '../measure.ts';

const [folder = '.', key = ''] = process.argv.slice(2);
const started = performance.now();
const events: string[] = [];
let serviceMade = 0;
let complete = false;
const signal = new AbortController().signal;
for await (const batch of logsSource([folder]).trace({keys: [key], since: 0, until: null, signal})) {
	for (const event of batch.events) {
		events.push(event.id);
		if (event.onBehalfOf !== null) serviceMade += 1;
	}
	if (batch.coverage.length > 0) complete = batch.coverage.every(row => row.complete);
}
report(started, {events: events.sort(), serviceMade, complete});
