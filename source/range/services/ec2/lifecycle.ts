import type {InstanceState, InstanceStateName} from '@aws-sdk/client-ec2';

/** Where an instance was last told to go, and when (range time, ms). The way there takes time. */
export interface Lifecycle {
	readonly order: 'run' | 'stop' | 'terminate';
	readonly since: number;
}

const CODES: Readonly<Record<InstanceStateName, number>> = {
	pending: 0,
	running: 16,
	'shutting-down': 32,
	terminated: 48,
	stopping: 64,
	stopped: 80,
};

/** How long each order takes, in ms: AWS needs some seconds to boot and up to a minute to let go. */
const STEPS: Readonly<
	Record<Lifecycle['order'], {via: InstanceStateName; to: InstanceStateName; takes: number}>
> = {
	run: {via: 'pending', to: 'running', takes: 6_000},
	stop: {via: 'stopping', to: 'stopped', takes: 12_000},
	terminate: {via: 'shutting-down', to: 'terminated', takes: 8_000},
};

/** A terminated instance stays visible "for about an hour" (EC2 user guide). */
const VISIBLE_AFTER_TERMINATION = 3_600_000;

/** The state that `DescribeInstances` reports at `now`. */
export function stateAt(lifecycle: Lifecycle, now: number): InstanceState & {Name: InstanceStateName} {
	const {via, to, takes} = STEPS[lifecycle.order];
	return state(now < lifecycle.since + takes ? via : to);
}

/** A state as EC2 writes it: name and code. */
export function state(name: InstanceStateName): InstanceState & {Name: InstanceStateName} {
	return {Code: CODES[name], Name: name};
}

/** Whether EC2 has forgotten the instance by `now`. */
export function isForgotten(lifecycle: Lifecycle, now: number): boolean {
	return (
		lifecycle.order === 'terminate' &&
		now > lifecycle.since + STEPS.terminate.takes + VISIBLE_AFTER_TERMINATION
	);
}
