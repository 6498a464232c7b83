import {mkdirSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {afterAll, expect, it} from 'vitest';
import {CaseFile} from '../../source/casefile/case-file.ts';
import {logsSource} from '../../source/history/logs/source.ts';
import {investigate} from '../../source/investigation/investigate.ts';
import {markdownReport} from '../../source/report/markdown.ts';
import {makeEvent, testKey} from '../make-event.ts';

const folder = mkdtempSync(join(tmpdir(), 'leaktui-recall-'));
afterAll(() => rmSync(folder, {recursive: true}));
const key = testKey('AKIA', 'ROOT');
mkdirSync(join(folder, 'logs'));

function goOnWith(path: string) {
	return investigate({
		keys: [key],
		setting: 'logs',
		readOnly: true,
		since: 0,
		until: null,
		casefile: new CaseFile(path),
		source: logsSource([join(folder, 'logs')]),
		account: null,
	});
}

function makeCase(name: string): string {
	const path = join(folder, name);
	const casefile = new CaseFile(path);
	casefile.add([makeEvent({credential: key, name: 'CreateUser', source: 'iam.amazonaws.com'})]);
	casefile.journal.append({
		phase: 'intent',
		time: 1,
		write: 'w',
		account: '111122223333',
		actor: 'arn:aws:iam::111122223333:user/responder',
		call: {service: 'iam', operation: 'UpdateAccessKey', region: 'us-east-1', input: {Status: 'Inactive'}},
		target: key,
		undo: null,
		outcome: null,
		requestId: null,
	});
	casefile.close();
	return path;
}

it('remembers events, credentials and journal before anything is read', async () => {
	const investigation = goOnWith(makeCase('whole.leaktui'));
	const {events, credentials, journal, problems} = investigation.store.get();
	expect(events.total).toBe(1);
	expect(credentials.map(({id, calls}) => [id, calls])).toEqual([[key, 1]]);
	expect(journal.map(({target}) => target)).toEqual([key]);
	expect(problems).toEqual([]);
	expect(investigation.verdict()).toEqual(investigation.report().verdict);
	await investigation.close();
});

it.each([
	['changed', "UPDATE journal SET line = replace(line, 'Inactive', 'Active')", 'line 1 does not fit'],
	['made something else', "UPDATE journal SET line = '{}'", 'line 1 does not fit'],
	['deleted', 'DELETE FROM journal', 'its end is missing: of 1 lines that were written, 0 are there'],
	['dropped', 'DROP TABLE journal', 'its end is missing: of 1 lines that were written, 0 are there'],
])('says of a journal that was %s what is wrong with it, on screen and in the report', async (name, sql, said) => {
	const path = makeCase(`${name}.leaktui`);
	const outside = new DatabaseSync(path);
	outside.exec(`DROP TRIGGER journal_keeps; DROP TRIGGER journal_stays; ${sql}`);
	outside.close();
	const investigation = goOnWith(path);
	const {problems, distrusted} = investigation.store.get();
	expect(problems[0]?.text).toContain(`the journal of this case cannot be trusted: ${said}`);
	expect(distrusted?.problem).toContain(said);
	const report = investigation.report();
	expect(report.blindSpots.map(({what}) => what)).toContain('the journal of this case');
	expect(markdownReport(report)).toContain('The journal cannot be trusted');
	await investigation.close();
});
