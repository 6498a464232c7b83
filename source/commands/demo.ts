import {connect} from '../aws/index.ts';
import {CaseFile} from '../casefile/case-file.ts';
import {temporary} from '../casefile/database.ts';
import {Refusal} from '../domain/refusal.ts';
import {realClock} from '../history/clock.ts';
import {accountSource} from '../investigation/account-source.ts';
import {type Investigation, investigate} from '../investigation/investigate.ts';
import type {RunningScenario} from '../range/scenario.ts';
import {version} from '../version.ts';
import type {Options} from './options.ts';
import {screen} from './screen.ts';
import type {Streams} from './streams.ts';
import {requireTerminal} from './terminal.ts';
import {accountWindow} from './window.ts';

/** `leaktui demo [SCENARIO]`: the console, on an incident in the embedded AWS. @returns the exit status. */
export async function demo(
	scenario: string | undefined,
	options: Options,
	streams: Streams,
): Promise<number> {
	requireTerminal(streams, 'range');
	streams.stderr.write('leaktui: staging the incident…\n');
	const running = await start(scenario);
	try {
		return await screen(await sessionOn(running, options), options, streams, null);
	} finally {
		await running.stop();
	}
}

async function start(scenario: string | undefined): Promise<RunningScenario> {
	const {startScenario, UnknownScenario} = await import('../range/scenario.ts');
	try {
		return await startScenario(scenario);
	} catch (error) {
		throw error instanceof UnknownScenario ? new Refusal('failed', error.message) : error;
	}
}

/** The same investigation as on an account; only the address, the credentials and the clock are the range's. */
async function sessionOn({range, leakedKeyId}: RunningScenario, options: Options): Promise<Investigation> {
	const {accessKeyId, secretAccessKey} = range.responder;
	const now = () => range.world.clock.now();
	const keys = [leakedKeyId];
	const {since, until} = accountWindow(options, now());
	const aws = await connect({
		profile: null,
		credentials: {accessKeyId, secretAccessKey},
		endpointUrl: range.url,
		regions: null,
		version,
	});
	const identity = await aws.identity(new AbortController().signal);
	const casefile = new CaseFile(options.case ?? temporary);
	casefile.setSubject({keys, setting: 'demo', paths: [], since});
	return investigate({
		keys,
		setting: 'demo',
		readOnly: options.readOnly === true,
		since,
		until,
		casefile,
		source: accountSource(aws, realClock(now)),
		account: {aws, identity},
		now,
	});
}
