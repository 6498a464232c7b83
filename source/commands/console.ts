import {CaseFile, type CaseSubject} from '../casefile/case-file.ts';
import {Refusal} from '../domain/refusal.ts';
import {realClock} from '../history/clock.ts';
import {logsSource} from '../history/logs/source.ts';
import {accountSource} from '../investigation/account-source.ts';
import {investigate} from '../investigation/investigate.ts';
import type {Session} from '../investigation/session.ts';
import {openAccount} from './account.ts';
import {newCase} from './case-folder.ts';
import type {Options} from './options.ts';
import {screen} from './screen.ts';
import type {Streams} from './streams.ts';
import {requireTerminal} from './terminal.ts';
import {accountWindow, filesWindow} from './window.ts';

/** `leaktui KEY…`: the console on the account of the usual credential chain. @returns the exit status. */
export async function onAccount(
	keys: readonly string[],
	options: Options,
	streams: Streams,
): Promise<number> {
	if (keys.length === 0) {
		throw new Refusal(
			'failed',
			'which key? Give its id: `leaktui AKIA…` (`leaktui demo` tries it without an account, `leaktui --help` tells the rest)',
		);
	}
	requireTerminal(streams, `report ${keys.join(' ')}`);
	const account = await openAccount(keys, options);
	const {since, until} = accountWindow(options, Date.now());
	const session = () => {
		const casefile = openCase(options, {keys, setting: 'account', paths: [], since});
		const source = accountSource(account.aws, realClock());
		const readOnly = options.readOnly === true;
		return investigate({keys, setting: 'account', readOnly, since, until, casefile, source, account});
	};
	try {
		return await screen(session(), options);
	} finally {
		account.aws.close();
	}
}

/** `leaktui logs PATH… --key KEY…`: the console on CloudTrail files; no account. */
export async function onLogs(paths: readonly string[], options: Options, streams: Streams): Promise<number> {
	const {key: keys = []} = options;
	if (keys.length === 0) throw new Refusal('failed', 'which key? Add --key AKIA…');
	requireTerminal(streams, `report ${keys.join(' ')} --logs ${paths.join(' ')}`);
	return screen(readLogs(paths, keys, options), options);
}

function readLogs(paths: readonly string[], keys: readonly string[], options: Options): Session {
	const source = logsSource(paths);
	const {since, until} = filesWindow(options);
	const casefile = openCase(options, {keys, setting: 'logs', paths, since});
	return investigate({keys, setting: 'logs', readOnly: true, since, until, casefile, source, account: null});
}

/** The case that --case names, else a new one in the state folder. */
function openCase(options: Options, subject: CaseSubject): CaseFile {
	const casefile = new CaseFile(options.case ?? newCase(subject.keys, Date.now()));
	const before = casefile.subject();
	if (before !== null && before.keys.join() !== subject.keys.join()) {
		casefile.close();
		throw new Refusal(
			'failed',
			`${casefile.path} is the case of ${before.keys.join(', ')}: give another file with --case`,
		);
	}
	casefile.setSubject(subject);
	return casefile;
}
