import {RangeClock} from './clock.ts';
import {Faults} from './faults.ts';
import {settle} from './principals/staff.ts';
import {Random} from './random.ts';
import {portOf, serve, stop} from './server.ts';
import type {AccessKey} from './services/iam/state.ts';
import {services} from './services/index.ts';
import {createWorld, type Laws, type World} from './world.ts';

/** How to start a range; everything has a default. */
export interface RangeOptions extends Partial<Laws> {
	/** Seed of all ids; the same seed and calls make the same world. */
	readonly seed?: number;
	readonly clock?: RangeClock;
	readonly accountId?: string;
	/** 0, the default, takes a free one. */
	readonly port?: number;
	/** Told of errors that are the range's own: the client only sees a 500. */
	readonly onBug?: (error: unknown) => void;
}

/** A running range: an AWS account on loopback. */
export interface Range {
	/** `http://127.0.0.1:…` */
	readonly url: string;
	readonly port: number;
	readonly world: World;
	readonly faults: Faults;
	/** A key of the administrator who responds to the incident. */
	readonly responder: AccessKey;
	/** What to export so that the AWS CLI and the SDKs talk to the range as the responder. */
	environment(): Readonly<Record<string, string>>;
	close(): Promise<void>;
}

/** AWS's real limits. Tests that are not about them set the first two to 0. */
const real: Laws = {consistencyGap: 4000, deliveryDelay: 4000, lookupRate: 2};

/** Starts a range on 127.0.0.1. Rejects where the port is taken. */
export async function startRange(options: RangeOptions = {}): Promise<Range> {
	const {
		seed = 1,
		clock = new RangeClock(),
		accountId = '210987654321',
		port: wanted = 0,
		onBug = () => {},
		...laws
	} = options;
	const world = createWorld(accountId, clock, new Random(seed), {...real, ...laws});
	const faults = new Faults(new Random(seed ^ 0x5eed));
	const responder = settle(world, 'responder', ['AdministratorAccess']);
	const server = await serve({world, services, faults, onBug}, wanted);
	const port = portOf(server);
	const url = `http://127.0.0.1:${port}`;
	return {
		url,
		port,
		world,
		faults,
		responder,
		environment: () => ({
			AWS_ENDPOINT_URL: url,
			AWS_REGION: 'us-east-1',
			AWS_DEFAULT_REGION: 'us-east-1',
			AWS_ACCESS_KEY_ID: responder.accessKeyId,
			AWS_SECRET_ACCESS_KEY: responder.secretAccessKey,
		}),
		close: () => stop(server),
	};
}
