import {CaseFile} from '../casefile/case-file.ts';
import {temporary} from '../casefile/database.ts';
import {isKeyId} from '../domain/key.ts';
import {Refusal} from '../domain/refusal.ts';
import {logsSource} from '../history/logs/source.ts';
import {type Investigation, investigate} from '../investigation/investigate.ts';
import {doubtfulKeys} from '../investigation/selectors.ts';
import {jsonReport} from '../report/json.ts';
import {markdownReport} from '../report/markdown.ts';
import {exitStatus} from '../report/verdict.ts';
import {openAccount} from './account.ts';
import {askOn, printTable} from './athena.ts';
import {openCase} from './case.ts';
import {dryRun} from './dry-run.ts';
import {accountHistory} from './history.ts';
import type {Options} from './options.ts';
import {showProgress} from './progress.ts';
import {type Streams, write} from './streams.ts';
import {accountWindow, filesWindow} from './window.ts';

/** `leaktui report KEY…`: the whole investigation without a terminal. @returns the exit status. */
export async function report(keys: readonly string[], options: Options, streams: Streams): Promise<number> {
	if (options.athena !== undefined && options.athenaDdl !== undefined) {
		return printTable(options.athena, options.athenaDdl, options, streams);
	}
	const {keys: all, logs} = untangled(keys, options.logs ?? []);
	if (all.length === 0) throw new Refusal('failed', 'which key? Give its id: `leaktui report AKIA…`');
	if (options.dryRun && options.logs !== undefined)
		throw new Refusal('failed', '--dry-run plans on an account, and files have none: leave out --logs');
	const investigation =
		options.logs === undefined ? await onAccount(all, options, streams) : onLogs(all, logs, options);
	const interruption = awaitInterruption();
	const progressEnds = showProgress(investigation, streams.stderr);
	try {
		const interrupted = await Promise.race([investigation.settled, interruption.status]);
		progressEnds();
		// Half a report would look like a whole one: an interrupt ends without any.
		if (interrupted !== undefined) return interrupted;
		for (const doubt of doubtfulKeys(investigation.store.get()))
			streams.stderr.write(`leaktui: ${doubt}
`);
		const found = investigation.report();
		if (options.dryRun) {
			await write(streams.stdout, await dryRun(investigation));
			return exitStatus(found);
		}
		const pieces = options.format === 'md' ? [markdownReport(found)] : jsonReport(found);
		await writeAll(streams.stdout, pieces);
		return exitStatus(found);
	} finally {
		progressEnds();
		interruption.forget();
		await investigation.close();
	}
}

async function onAccount(
	keys: readonly string[],
	options: Options,
	streams: Streams,
): Promise<Investigation> {
	const now = Date.now();
	const {since, until} = accountWindow(options, now);
	const account = await openAccount(keys, options);
	const setting = 'account';
	return investigate({
		keys,
		setting,
		readOnly: true,
		since,
		until: until ?? now,
		casefile: caseOf(options, keys, setting, [], since),
		source: accountHistory(account.aws, options, askOn(streams)),
		account,
	});
}

function onLogs(keys: readonly string[], paths: readonly string[], options: Options): Investigation {
	const {since, until} = filesWindow(options);
	const source = logsSource(paths);
	const setting = 'logs';
	const casefile = caseOf(options, keys, setting, paths, since);
	return investigate({keys, setting, readOnly: true, since, until, casefile, source, account: null});
}

/** A case is kept only if somebody asks for it: a report is one already. */
function caseOf(
	options: Options,
	keys: readonly string[],
	setting: 'account' | 'logs',
	paths: readonly string[],
	since: number,
): CaseFile {
	return options.case === undefined
		? new CaseFile(temporary)
		: openCase(options.case, {keys, setting, paths, since});
}

/** `--logs` takes all that follows it: a key id behind it was meant as the key. */
function untangled(keys: readonly string[], logs: readonly string[]) {
	if (keys.length > 0) return {keys, logs};
	return {keys: logs.filter(isKeyId), logs: logs.filter(path => !isKeyId(path))};
}

/** Pieces are small: some are gathered before they are written. A reader that has gone ends it quietly. */
async function writeAll(stream: NodeJS.WritableStream, pieces: Iterable<string>): Promise<void> {
	let gathered = '';
	for (const piece of pieces) {
		gathered += piece;
		if (gathered.length < 65_536) continue;
		await write(stream, gathered);
		gathered = '';
	}
	await write(stream, gathered);
}

/** Resolves with the exit status when somebody interrupts or ends the program; the signals' own effect is put off. */
function awaitInterruption(): {readonly status: Promise<number>; forget(): void} {
	const {promise: status, resolve} = Promise.withResolvers<number>();
	const end = (_name: NodeJS.Signals, number: number): void => resolve(128 + number);
	const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
	for (const signal of signals) process.once(signal, end);
	return {
		status,
		forget() {
			for (const signal of signals) process.off(signal, end);
		},
	};
}
