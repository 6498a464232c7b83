import {type Aws, connect} from '../../source/aws/index.ts';
import {CaseFile} from '../../source/casefile/case-file.ts';
import type {Plan} from '../../source/domain/plan.ts';
import {type Clock, realClock} from '../../source/history/clock.ts';
import {accountSource} from '../../source/investigation/account-source.ts';
import {type Investigation, investigate} from '../../source/investigation/investigate.ts';
import type {State} from '../../source/investigation/state.ts';
import {type RunningScenario, startScenario} from '../../source/range/scenario.ts';

/** The scenario as it stands when its past was played, without AWS's delays and limits. */
export function stage(): Promise<RunningScenario> {
	return startScenario('cryptomining', {
		live: false,
		consistencyGap: 0,
		deliveryDelay: 0,
		lookupRate: 1000,
	});
}

export interface Credentials {
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
}

export interface Settings {
	readonly readOnly?: boolean;
	/** Follow the present; default: read up to now and end. */
	readonly follow?: boolean;
	readonly casefile?: CaseFile;
	/** Default: the responder's. */
	readonly credentials?: Credentials;
	readonly regions?: readonly string[];
}

/** The range as the responder, or who is given, sees it. */
export function awsOf({range}: Pick<RunningScenario, 'range'>, settings: Settings = {}): Promise<Aws> {
	const {accessKeyId, secretAccessKey} = settings.credentials ?? range.responder;
	return connect({
		profile: null,
		credentials: {accessKeyId, secretAccessKey},
		endpointUrl: range.url,
		regions: settings.regions ?? null,
		version: 'test',
	});
}

export async function open(
	incident: Pick<RunningScenario, 'range' | 'leakedKeyId'>,
	settings: Settings = {},
): Promise<Investigation> {
	const {range, leakedKeyId} = incident;
	const now = () => range.world.clock.now();
	const aws = await awsOf(incident, settings);
	return investigate({
		keys: [leakedKeyId],
		setting: 'account',
		readOnly: settings.readOnly === true,
		since: now() - 90 * 86_400_000,
		until: settings.follow === true ? null : now(),
		casefile: settings.casefile ?? new CaseFile(':memory:'),
		source: accountSource(aws, hurried(now)),
		account: {aws, identity: await aws.identity(new AbortController().signal)},
		now,
	});
}

/** Resolves with the first state for which `holds` is true. */
export function until({store}: Investigation, holds: (state: State) => boolean): Promise<State> {
	return new Promise(resolve => {
		const look = () => {
			const state = store.get();
			if (!holds(state)) return;
			stop();
			resolve(state);
		};
		const stop = store.subscribe(look);
		look();
	});
}

/** Runs a plan to its end. */
export async function carryOut(
	investigation: Investigation,
	planned: Plan | {reason: string},
): Promise<State> {
	if ('reason' in planned) throw new Error(planned.reason);
	investigation.controls.run(planned);
	return until(investigation, ({execution}) => execution?.plan === planned && execution.finished);
}

/** The range sets no limit here: the reading needs not keep to AWS's two calls a second. */
export function hurried(now: () => number): Clock {
	const real = realClock(now);
	const speed = 100;
	return {
		now,
		ticks: () => real.ticks() * speed,
		sleep: (ms, signal) => real.sleep(ms / speed, signal),
	};
}
