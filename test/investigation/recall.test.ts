import {mkdirSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {afterAll, expect, it} from 'vitest';
import {CaseFile} from '../../source/casefile/case-file.ts';
import {logsSource} from '../../source/history/logs/source.ts';
import {investigate} from '../../source/investigation/investigate.ts';
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

it('says that a journal was tampered with', async () => {
	const path = makeCase('tampered.leaktui');
	const outside = new DatabaseSync(path);
	outside.exec("DROP TRIGGER journal_keeps; UPDATE journal SET line = replace(line, 'Inactive', 'Active')");
	outside.close();
	const investigation = goOnWith(path);
	expect(investigation.store.get().problems[0]?.text).toContain(
		'the journal of this case cannot be trusted: line 1',
	);
	const spots = investigation.report().blindSpots.map(({what}) => what);
	expect(spots).toContain('the journal of this case');
	await investigation.close();
});
