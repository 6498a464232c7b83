import type {RangeClock} from './clock.ts';
import {Random} from './random.ts';
import {RateLimit} from './rate-limit.ts';
import {AthenaState} from './services/athena/state.ts';
import {attributesOf} from './services/cloudtrail/attributes.ts';
import {Ec2State} from './services/ec2/state.ts';
import {IamState} from './services/iam/state.ts';
import {LambdaState} from './services/lambda/state.ts';
import {LightsailState} from './services/lightsail/state.ts';
import {OrganizationState} from './services/organizations/state.ts';
import {Trail} from './trail.ts';

/** Everything that the account of the range holds. Handlers change it; nothing else keeps state. */
export interface World {
	readonly accountId: string;
	readonly partition: 'aws';
	readonly clock: RangeClock;
	/** Seeded: the same scenario makes the same ids each time. */
	readonly random: Random;
	/** For the ids of requests and events: apart, so that polling does not change what things are called. */
	readonly eventIds: Random;
	readonly trail: Trail;
	/** LookupEvents' limit, by region. */
	readonly lookups: RateLimit;
	readonly iam: IamState;
	readonly ec2: Ec2State;
	readonly lambda: LambdaState;
	readonly lightsail: LightsailState;
	readonly organizations: OrganizationState;
	readonly athena: AthenaState;
}

/** How a world behaves beyond what it holds. */
export interface Laws {
	/** Range time in ms until authorization sees a write to IAM; about 4 s on AWS (field guide §3). */
	readonly consistencyGap: number;
	/** Range time in ms until an event shows in the event history; seconds on AWS (field guide §5). */
	readonly deliveryDelay: number;
	/** LookupEvents calls a second for each region, in real time; 2 on AWS. */
	readonly lookupRate: number;
}

/** An empty account. */
export function createWorld(accountId: string, clock: RangeClock, random: Random, laws: Laws): World {
	return {
		accountId,
		partition: 'aws',
		clock,
		random,
		eventIds: new Random(random.below(2 ** 32)),
		trail: new Trail(accountId, clock, laws.deliveryDelay, attributesOf),
		lookups: new RateLimit(laws.lookupRate),
		iam: new IamState(clock, laws.consistencyGap),
		ec2: new Ec2State(),
		lambda: new LambdaState(),
		lightsail: new LightsailState(),
		organizations: new OrganizationState(),
		athena: new AthenaState(),
	};
}
