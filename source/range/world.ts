import type {RangeClock} from './clock.ts';
import type {Random} from './random.ts';
import type {Ec2State} from './services/ec2/state.ts';
import type {IamState} from './services/iam/state.ts';
import type {LambdaState} from './services/lambda/state.ts';
import type {LightsailState} from './services/lightsail/state.ts';
import type {OrganizationState} from './services/organizations/state.ts';
import type {Trail} from './trail.ts';

/** Everything that the account of the range holds. Handlers change it; nothing else keeps state. */
export interface World {
	readonly accountId: string;
	readonly partition: 'aws';
	readonly clock: RangeClock;
	/** Seeded: the same scenario makes the same ids each time. */
	readonly random: Random;
	readonly trail: Trail;
	readonly iam: IamState;
	readonly ec2: Ec2State;
	readonly lambda: LambdaState;
	readonly lightsail: LightsailState;
	readonly organizations: OrganizationState;
}
