import {Refusal} from '../domain/refusal.ts';
import {logsSource} from '../history/logs/source.ts';
import {investigate} from '../investigation/investigate.ts';
import {openAccount} from './account.ts';
import {beyondLimit, printTable} from './athena.ts';
import {openCase} from './case.ts';
import {newCase} from './case-folder.ts';
import {accountHistory} from './history.ts';
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
	if (options.athena !== undefined && options.athenaDdl !== undefined) {
		return printTable(options.athena, options.athenaDdl, options, streams);
	}
	requireTerminal(streams, `report ${keys.join(' ')}`);
	const account = await openAccount(keys, options);
	const {since, until} = accountWindow(options, Date.now());
	try {
		const casefile = openCase(options.case ?? newCase(keys, Date.now()), {
			keys,
			setting: 'account',
			paths: [],
			since,
		});
		const source = accountHistory(account.aws, options, beyondLimit);
		const readOnly = options.readOnly === true;
		const setting = 'account';
		const session = investigate({keys, setting, readOnly, since, until, casefile, source, account});
		return await screen(session, options, streams, casefile.path);
	} finally {
		account.aws.close();
	}
}

/** `leaktui logs PATH… --key KEY…`: the console on CloudTrail files; no account. */
export async function onLogs(paths: readonly string[], options: Options, streams: Streams): Promise<number> {
	const {key: keys = []} = options;
	if (keys.length === 0) throw new Refusal('failed', 'which key? Add --key AKIA…');
	requireTerminal(streams, `report ${keys.join(' ')} --logs ${paths.join(' ')}`);
	const source = logsSource(paths);
	const {since, until} = filesWindow(options);
	const setting = 'logs';
	const casefile = openCase(options.case ?? newCase(keys, Date.now()), {keys, setting, paths, since});
	const account = null;
	const session = investigate({keys, setting, readOnly: true, since, until, casefile, source, account});
	return screen(session, options, streams, casefile.path);
}
