import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {afterAll, expect, it} from 'vitest';
import {CaseFile} from '../../source/casefile/case-file.ts';
import type {Alarm} from '../../source/domain/alarms.ts';
import {type ReadBack, withReading} from '../../source/domain/read-back.ts';
import {roleOf, stateOf, userOf} from '../domain/containment.ts';
import {read} from '../domain/plans/facts.ts';

const folder = mkdtempSync(join(tmpdir(), 'leaktui-evidence-'));
afterAll(() => rmSync(folder, {recursive: true}));
const file = (name: string) => join(folder, name);

const denied = userOf('app', {attached: read(['arn:aws:iam::aws:policy/AWSDenyAll'])});
const alarm: Alarm = {
	kind: 'key on',
	time: 3000,
	principal: 'app',
	credential: 'AKIAFAKE',
	text: 'key AKIAFAKE of app was switched on again',
};

/** Keeps every reading as it comes in, as the watch does. */
function keep(casefile: CaseFile, ...times: readonly number[]): readonly ReadBack[] {
	let readBacks = casefile.evidence.readBacks();
	for (const time of times) {
		readBacks = withReading(
			readBacks,
			stateOf([time < 3000 ? userOf('app') : denied, roleOf('r')], time),
			500,
		);
		const newest = readBacks.at(-1);
		if (newest !== undefined) casefile.evidence.keep(newest);
	}
	return readBacks;
}

it('keeps each answer of AWS once, with the first and the last reading that gave it, and what came loose', () => {
	const path = file('kept.leaktui');
	const first = new CaseFile(path);
	const told = keep(first, 1000, 2000, 3000, 4000);
	first.evidence.raise([alarm]);
	first.close();

	const second = new CaseFile(path);
	expect(told.map(({state, last, times}) => [state.time, last, times])).toEqual([
		[1000, 2000, 2],
		[3000, 4000, 2],
	]);
	expect(second.evidence.readBacks()).toEqual(told);
	expect(second.evidence.alarms()).toEqual([alarm]);
	second.close();
});

it('goes on with the answer that an earlier run ended with', () => {
	const path = file('again.leaktui');
	const first = new CaseFile(path);
	keep(first, 3000);
	first.close();
	const second = new CaseFile(path);
	const told = keep(second, 4000, 5000);
	expect(told).toHaveLength(1);
	expect(second.evidence.readBacks()).toEqual(told);
	expect(told[0]).toMatchObject({last: 5000, times: 3, state: {time: 3000}});
	second.close();
});

it('comes into a case of the version before', () => {
	const path = file('old.leaktui');
	new CaseFile(path).close();
	const database = new DatabaseSync(path);
	database.exec('DROP TABLE read_backs; DROP TABLE alarms; PRAGMA user_version = 2');
	database.close();
	const casefile = new CaseFile(path);
	expect([casefile.evidence.readBacks(), casefile.evidence.alarms()]).toEqual([[], []]);
	keep(casefile, 1000);
	expect(casefile.evidence.readBacks()).toHaveLength(1);
	casefile.close();
});

it('leaves out what somebody has made something else of', () => {
	const path = file('damaged.leaktui');
	const first = new CaseFile(path);
	keep(first, 1000, 3000);
	first.close();
	const database = new DatabaseSync(path);
	database.exec(`UPDATE read_backs SET state = '{"principals": 7}' WHERE number = 1`);
	database.close();
	const second = new CaseFile(path);
	expect(second.evidence.readBacks().map(({state}) => state.time)).toEqual([3000]);
	second.close();
});
