import type {
	InstanceStateChange,
	StartInstancesRequest,
	StartInstancesResult,
	StopInstancesRequest,
	StopInstancesResult,
	TerminateInstancesRequest,
	TerminateInstancesResult,
} from '@aws-sdk/client-ec2';
import {AwsError, type Call, type Operation} from '../../service.ts';
import {dryRun, instancesOf, permissionsOn} from './common.ts';
import {type Lifecycle, state, stateAt} from './lifecycle.ts';
import type {Instance} from './state.ts';

/** TerminateInstances, with the rules of field guide §12. */
export const TerminateInstances: Operation<TerminateInstancesRequest, TerminateInstancesResult> = {
	permissions: (input, call) => permissionsOn(call, 'TerminateInstances', 'instance', input.InstanceIds),
	handle(input, call) {
		const instances = instancesOf(input.InstanceIds, call);
		dryRun(input);
		const guarded = instances.find(instance => protection(instance));
		// The call fails as a whole, and yet what is in an availability zone without a protected instance is gone.
		const zones = new Set(instances.filter(instance => protection(instance)).map(({zone}) => zone));
		const TerminatingInstances = instances
			.filter(({zone}) => !zones.has(zone))
			.map(instance => change(instance, 'terminate', 'shutting-down', call));
		if (guarded) {
			throw notPermitted(guarded, 'terminated', protection(guarded) ?? '');
		}
		return {TerminatingInstances};
	},
};

/** StopInstances: refused for an instance with stop protection. */
export const StopInstances: Operation<StopInstancesRequest, StopInstancesResult> = {
	permissions: (input, call) => permissionsOn(call, 'StopInstances', 'instance', input.InstanceIds),
	handle(input, call) {
		const instances = instancesOf(input.InstanceIds, call);
		dryRun(input);
		const guarded = instances.find(instance => instance.stopProtection);
		if (guarded) {
			throw notPermitted(guarded, 'stopped', 'disableApiStop');
		}
		refuse(instances, ['shutting-down', 'terminated'], 'stopped', call);
		return {StoppingInstances: instances.map(instance => change(instance, 'stop', 'stopping', call))};
	},
};

/** StartInstances: only what is stopped, or runs already. */
export const StartInstances: Operation<StartInstancesRequest, StartInstancesResult> = {
	permissions: (input, call) => permissionsOn(call, 'StartInstances', 'instance', input.InstanceIds),
	handle(input, call) {
		const instances = instancesOf(input.InstanceIds, call);
		dryRun(input);
		refuse(instances, ['shutting-down', 'terminated', 'stopping'], 'started', call);
		return {StartingInstances: instances.map(instance => change(instance, 'run', 'pending', call))};
	},
};

/** The attribute that keeps an instance from being terminated; `disableApiStop` does so too (aws-nuke#986). */
function protection(instance: Instance): 'disableApiTermination' | 'disableApiStop' | undefined {
	if (instance.spot || instance.lifecycle.order === 'terminate') {
		return undefined;
	}
	if (instance.terminationProtection) {
		return 'disableApiTermination';
	}
	return instance.stopProtection ? 'disableApiStop' : undefined;
}

function notPermitted({id}: Instance, done: string, attribute: string): AwsError {
	return new AwsError(
		'OperationNotPermitted',
		`The instance '${id}' may not be ${done}. Modify its '${attribute}' instance attribute and try again.`,
	);
}

function refuse(instances: readonly Instance[], states: readonly string[], done: string, call: Call): void {
	const wrong = instances.find(({lifecycle}) => states.includes(stateAt(lifecycle, call.clock.now()).Name));
	if (wrong) {
		throw new AwsError(
			'IncorrectInstanceState',
			`The instance '${wrong.id}' is not in a state from which it can be ${done}.`,
		);
	}
}

/** Gives the order, unless it was given before, and says what it changed. */
function change(
	instance: Instance,
	order: Lifecycle['order'],
	next: NonNullable<ReturnType<typeof stateAt>['Name']>,
	call: Call,
): InstanceStateChange {
	const now = call.clock.now();
	const PreviousState = stateAt(instance.lifecycle, now);
	if (instance.lifecycle.order === order) {
		return {InstanceId: instance.id, CurrentState: PreviousState, PreviousState};
	}
	instance.lifecycle = {order, since: now};
	return {InstanceId: instance.id, CurrentState: state(next), PreviousState};
}
