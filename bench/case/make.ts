// Makes a case of many events, as a trace fills it, and prints how fast it took them in.
// node bench/case/make.ts CASE EVENTS

import {CaseFile} from '../../source/casefile/case-file.ts';
import {type Event, readEvent} from '../../source/domain/event.ts';
import {shapes, slotsOf} from '../corpus/layout.ts';
import {Strangers} from '../corpus/strangers.ts';
import {report} from '../measure.ts';

const [path = '', count = '0'] = process.argv.slice(2);
const started = performance.now();
const casefile = new CaseFile(path);
const batch = 2000;
const slots = slotsOf(shapes.large);
const perSlot = Math.ceil(Number(count) / slots.length);
/** Seconds that the case took for each batch. */
const took: number[] = [];

let events: Event[] = [];
function flush(): void {
	if (events.length === 0) return;
	const from = performance.now();
	casefile.add(events);
	took.push((performance.now() - from) / 1000);
	events = [];
}

for (const slot of slots) {
	const others = new Strangers(slot);
	for (let n = 0; n < perSlot && casefile.total + events.length < Number(count); n += 1) {
		const event = readEvent(JSON.parse(others.next()));
		if (event !== null) events.push(event);
		if (events.length === batch) flush();
	}
}
flush();
const total = casefile.total;
casefile.close();

const rate = (batches: readonly number[]) =>
	(batch * batches.length) / batches.reduce((sum, n) => sum + n, 0);
const tenth = Math.max(1, Math.floor(took.length / 10));
report(started, {
	total,
	perSecond: rate(took),
	first: rate(took.slice(0, tenth)),
	last: rate(took.slice(-tenth)),
});
