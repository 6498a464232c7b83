// Opens a case, reads its first page, then pages all over it under every kind of filter.
// node bench/case/pages.ts CASE

import {CaseFile} from '../../source/casefile/case-file.ts';
import {type Anchor, type EventFilter, everything} from '../../source/casefile/event-query.ts';
import {Random} from '../corpus/random.ts';
import {report} from '../measure.ts';

/** Milliseconds. */
export interface Time {
	readonly clock: number;
	readonly processor: number;
}

const pageSize = 50;
const places = 200;

const started = performance.now();
const casefile = new CaseFile(process.argv[2] ?? '');
const {pages} = casefile;
const newest = pages.from(everything, null, pageSize);
pages.count(everything);

const oldest = pages.olderThan(everything, null, pageSize);
const random = new Random(5);
const [from, to] = [oldest.at(-1)?.time ?? 0, newest[0]?.time ?? 0];
const anywhere = Array.from({length: places}, (): Anchor => ({time: from + random.below(to - from), id: ''}));
const rows = anywhere.map(anchor => pages.from(everything, anchor, 1)[0]).filter(row => row !== undefined);
const credentials = [...new Set(rows.map(row => row.credential).filter(id => id !== null))];
const [one = ''] = credentials;
const sourceIp = rows.find(row => row.credential !== null)?.sourceIp ?? '';
const target = rows.find(row => row.target !== null)?.target ?? '';

/** Every field of the filter, alone and with others. */
const filters: Readonly<Record<string, EventFilter>> = {
	everything,
	'one credential': {...everything, credentials: [one]},
	'ten credentials': {...everything, credentials: credentials.slice(0, 10)},
	'a hundred credentials': {...everything, credentials: credentials.slice(0, 100)},
	'an address': {...everything, sourceIp},
	'a target': {...everything, target},
	flagged: {...everything, flagged: true},
	'flagged, one credential': {...everything, credentials: [one], flagged: true},
	'an address, flagged': {...everything, sourceIp, flagged: true},
	'a common word': {...everything, text: 'describe'},
	'all but a word': {...everything, text: '!decrypt'},
	'a pattern': {...everything, text: '/assume.*us-west/'},
	'a common word, one credential': {...everything, credentials: [one], text: 'describe'},
	'a rare word': {...everything, text: newest[0]?.id ?? ''},
	'a rare pattern': {...everything, text: '/nowhere|to be [a-f]ound$/'},
	'a word that is nowhere': {...everything, text: 'nowhere-to-be-found'},
};

/** Milliseconds of the processor until all was searched through, by filter; only of those that no index answers. */
const searches: Record<string, number> = {};

/** Milliseconds of each page by the clock and of the processor, by filter, and of all other calls together. */
const took: Record<string, readonly Time[]> = {};
const slices: Time[] = [];
const counts: Time[] = [];
for (const [name, filter] of Object.entries(filters)) {
	// The first page of a new filter begins its search.
	const first = timed(() => pages.from(filter, null, pageSize));
	const searched: Time[] = [];
	while (pages.searched(filter) < 1) searched.push(timed(() => pages.search(filter)));
	if (searched.length > 0) searches[name] = searched.reduce((sum, {processor}) => sum + processor, 0);
	slices.push(...searched);
	counts.push(timed(() => pages.count(filter)));
	const asked = anywhere.flatMap(anchor => [
		() => pages.from(filter, anchor, pageSize),
		() => pages.olderThan(filter, anchor, pageSize),
		() => pages.newerThan(filter, anchor, pageSize),
	]);
	took[name] = [first, ...asked.map(timed)];
	// The pane asks how many events are newer than the one that was the newest when the reader left it.
	counts.push(...newest.map(anchor => timed(() => pages.countNewer(filter, anchor))));
}

function timed(ask: () => unknown): Time {
	const [begun, used] = [performance.now(), process.threadCpuUsage()];
	ask();
	const {user, system} = process.threadCpuUsage(used);
	return {clock: performance.now() - begun, processor: (user + system) / 1000};
}

casefile.close();
report(started, {took, slices, counts, searches, total: casefile.total});
