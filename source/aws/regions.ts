import {partitionOfRegion} from '../domain/partition.ts';
import {Refusal} from '../domain/refusal.ts';
import {sanitise} from '../domain/text.ts';
import type {Clients} from './clients.ts';
import {isAbort} from './errors.ts';
import {defaultRegions, lightsailRegions} from './region-list.ts';

/** The regions of the account. */
export interface Regions {
	/** Sorted. A region being disabled is among them: what runs there goes on running and billing (field guide §11). */
	readonly enabled: readonly string[];
	/** Regions that the account has not opted in to, sorted. */
	readonly disabled: readonly string[];
	/** Where Lightsail is offered, enabled or not. */
	readonly lightsail: readonly string[];
	/** Why the list is the built-in one and may lack opted-in regions, in one line; null: AWS said it. */
	readonly error: string | null;
}

/**
 * All regions: `account:ListRegions`, else `ec2:DescribeRegions` with AllRegions, else the ones that every account has.
 * Throws only if the signal aborts.
 */
export async function readRegions(clients: Clients, home: string, signal: AbortSignal): Promise<Regions> {
	const [account, lightsail] = await Promise.all([
		firstOf([() => fromAccount(clients, home, signal), () => fromEc2(clients, home, signal)]),
		firstOf([() => fromLightsail(clients, home, signal)]),
	]);
	const states = account.value ?? new Map(builtIn(home).map(region => [region, true]));
	const names = [...states.keys()].sort();
	return {
		enabled: names.filter(name => states.get(name) === true),
		disabled: names.filter(name => states.get(name) === false),
		lightsail: lightsail.value ?? (partitionOfRegion(home) === 'aws' ? lightsailRegions : []),
		error:
			account.error === null
				? null
				: `the default regions are read; others cannot be listed: ${account.error}`,
	};
}

type States = ReadonlyMap<string, boolean>;

async function fromAccount(clients: Clients, home: string, signal: AbortSignal): Promise<States> {
	const account = await clients.of('account', home);
	const states = new Map<string, boolean>();
	for await (const page of account.paginateListRegions({MaxResults: 50})) {
		signal.throwIfAborted();
		for (const {RegionName, RegionOptStatus} of page.Regions ?? []) {
			const enabled = RegionOptStatus?.startsWith('ENABLED') === true || RegionOptStatus === 'DISABLING';
			if (RegionName !== undefined) states.set(sanitise(RegionName), enabled);
		}
	}
	return states;
}

async function fromEc2(clients: Clients, home: string, signal: AbortSignal): Promise<States> {
	const ec2 = await clients.of('ec2', home);
	const {Regions = []} = await ec2.describeRegions({AllRegions: true}, {abortSignal: signal});
	return new Map(
		Regions.flatMap(({RegionName, OptInStatus}) =>
			RegionName === undefined ? [] : [[sanitise(RegionName), OptInStatus !== 'not-opted-in'] as const],
		),
	);
}

async function fromLightsail(
	clients: Clients,
	home: string,
	signal: AbortSignal,
): Promise<readonly string[]> {
	const lightsail = await clients.of('lightsail', home);
	const {regions = []} = await lightsail.getRegions({}, {abortSignal: signal});
	return regions.flatMap(({name}) => (name === undefined ? [] : [sanitise(name)])).sort();
}

function builtIn(home: string): readonly string[] {
	const partition = partitionOfRegion(home);
	if (partition === 'aws-us-gov') return ['us-gov-east-1', 'us-gov-west-1'];
	return partition === 'aws-cn' ? ['cn-north-1', 'cn-northwest-1'] : defaultRegions;
}

/** What the first way says that works; `error` is what the last one said. */
async function firstOf<T>(
	ways: readonly (() => Promise<T>)[],
): Promise<{value: T; error: null} | {value: null; error: string}> {
	let last = '';
	for (const way of ways) {
		try {
			return {value: await way(), error: null};
		} catch (error) {
			if (isAbort(error) || !(error instanceof Refusal)) throw error;
			last = error.message;
		}
	}
	return {value: null, error: last};
}
