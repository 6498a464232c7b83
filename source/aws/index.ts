import type {Principal} from '../domain/containment/principal.ts';
import type {ContainmentState} from '../domain/containment/state.ts';
import type {Forecast} from '../domain/forecast.ts';
import type {Identity} from '../domain/identity.ts';
import type {KeyFacts, Read} from '../domain/key-facts.ts';
import {globalRegion, partitionOfRegion} from '../domain/partition.ts';
import type {Plan} from '../domain/plan.ts';
import {type AthenaOptions, athenaReader} from './athena.ts';
import {type ClientOptions, createClients} from './clients.ts';
import {type LookupPage, lookupPages} from './cloudtrail.ts';
import {readContainmentState} from './containment-state.ts';
import {defaultRegion} from './credentials.ts';
import {type Gate, type GateOptions, openGate} from './gate.ts';
import {readIdentity} from './identity.ts';
import {readProfileRole} from './instance-profile.ts';
import {type ScanUpdate, scanAll} from './inventory.ts';
import {readKeyFacts} from './key-facts.ts';
import {checkKey} from './key-owner.ts';
import {kindReaders} from './kinds/index.ts';
import {type Regions, readRegions} from './regions.ts';
import {simulatePlan} from './simulate.ts';

export type {LookupPage, LookupQuery} from './cloudtrail.ts';
export type {StaticCredentials} from './credentials.ts';
export {type ExecuteOptions, execute} from './execute.ts';
export type {Gate, GateOptions} from './gate.ts';
export {type HoldOptions, hold} from './hold.ts';
export type {ScanUpdate} from './inventory.ts';
export type {Regions} from './regions.ts';
export {rehearse} from './rehearse.ts';

export interface ConnectOptions extends ClientOptions {
	/** Only these regions; null: all. */
	readonly regions: readonly string[] | null;
}

/** An AWS account, as an investigation uses it. What it throws is a Refusal, or an AbortError after an abort. */
export interface Aws {
	/** Who leaktui runs as: the first call to make, since it tells whether anything else can work. */
	identity(signal: AbortSignal): Promise<Identity>;
	/** Makes sure that each key is well-formed and of the responder's account; throws a Refusal for the first that is not. */
	checkKeys(keys: readonly string[], identity: Identity, signal: AbortSignal): Promise<void>;
	/** What IAM says of a key now. Refusals of single parts are in the facts. */
	facts(key: string, signal: AbortSignal): Promise<KeyFacts>;
	/** What the principals of a lineage look like now; refusals of single parts are in it. `now`: ms since the epoch. */
	containment(principals: readonly Principal[], now: number, signal: AbortSignal): Promise<ContainmentState>;
	/** ARN of the role in an instance profile; null where there is none. */
	profileRole(name: string, signal: AbortSignal): Promise<Read<string | null>>;
	/** Asked once and remembered. */
	regions(signal: AbortSignal): Promise<Regions>;
	readonly lookup: LookupPage;
	/** Tables of Athena in the first chosen region, or the one that the environment names. */
	athena(options: Omit<AthenaOptions, 'region'>): ReturnType<typeof athenaReader>;
	/** Every kind of resource in every region, or in those given, as it answers. Ends early when the signal aborts. */
	scan(signal: AbortSignal, where?: readonly string[] | null): AsyncIterable<ScanUpdate>;
	/** What IAM's simulator says of the steps of a plan, by id; it changes nothing. */
	simulate(plan: Plan, identity: Identity, signal: AbortSignal): Promise<ReadonlyMap<string, Forecast>>;
	/** The only way to change anything. */
	openGate(options: GateOptions): Gate;
	close(): void;
}

/** Connects to AWS, or what stands in for it; nothing is sent yet. */
export async function connect(options: ConnectOptions): Promise<Aws> {
	const clients = createClients(options);
	const start = options.regions?.[0] ?? (await defaultRegion(options.profile));
	const home = globalRegion(partitionOfRegion(start));
	let known: Regions | null = null;

	const regions = async (signal: AbortSignal) => {
		known ??= only(options.regions, await readRegions(clients, home, signal));
		return known;
	};
	return {
		identity: signal => readIdentity(clients, start, signal),
		async checkKeys(keys, identity, signal) {
			for (const key of keys) await checkKey(clients, start, identity, key, signal);
		},
		facts: (key, signal) => readKeyFacts(clients, home, key, signal),
		containment: (principals, now, signal) => readContainmentState(clients, home, principals, now, signal),
		profileRole: (name, signal) => readProfileRole(clients, home, name, signal),
		regions,
		lookup: lookupPages(clients),
		athena: options => athenaReader(clients, {...options, region: start}),
		async *scan(signal, where = null) {
			yield* scanAll(clients, kindReaders, only(where, await regions(signal)), signal);
		},
		simulate: (plan, identity, signal) => simulatePlan(clients, home, plan, identity, signal),
		openGate: gate => openGate(clients, gate),
		close: () => clients.close(),
	};
}

/** The chosen regions alone; one that the account does not list is tried all the same. */
function only(chosen: readonly string[] | null, regions: Regions): Regions {
	if (chosen === null) return regions;
	return {
		enabled: chosen.filter(region => !regions.disabled.includes(region)),
		disabled: chosen.filter(region => regions.disabled.includes(region)),
		lightsail: regions.lightsail.filter(region => chosen.includes(region)),
		error: null,
	};
}
