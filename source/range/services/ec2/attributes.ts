import type {
	DescribeInstanceAttributeRequest,
	InstanceAttribute,
	ModifyInstanceAttributeRequest,
} from '@aws-sdk/client-ec2';
import {AwsError, type Call, type Operation} from '../../service.ts';
import {dryRun, instancesOf, permissionsOn} from './common.ts';
import {stateAt} from './lifecycle.ts';
import type {Instance} from './state.ts';

/** ModifyInstanceAttribute: the two protections, the shutdown behaviour, the security groups, the user data. */
export const ModifyInstanceAttribute: Operation<ModifyInstanceAttributeRequest, Record<string, never>> = {
	permissions: (input, call) =>
		permissionsOn(call, 'ModifyInstanceAttribute', 'instance', [input.InstanceId]),
	handle(input, call) {
		const instance = theInstance(input.InstanceId, call);
		dryRun(input);
		const changes = asMembers(input);
		if (Object.keys(changes).length !== 1) {
			throw new AwsError('InvalidParameterCombination', 'Fields for multiple attribute types specified');
		}
		apply(instance, changes, call);
		return {};
	},
	record: (_, output) => (output ? {responseElements: {_return: true}} : {}),
};

/** DescribeInstanceAttribute: one attribute of one instance, the user data as base64. */
export const DescribeInstanceAttribute: Operation<DescribeInstanceAttributeRequest, InstanceAttribute> = {
	permissions: (input, call) =>
		permissionsOn(call, 'DescribeInstanceAttribute', 'instance', [input.InstanceId]),
	handle(input, call) {
		const instance = theInstance(input.InstanceId, call);
		dryRun(input);
		return {InstanceId: instance.id, ...attribute(instance, input.Attribute ?? '')};
	},
};

function theInstance(id: string | undefined, call: Call): Instance {
	const [instance] = instancesOf([id ?? ''], call);
	if (!instance) {
		throw new AwsError('InvalidInstanceID.NotFound', `The instance ID '${id}' does not exist`);
	}
	return instance;
}

type Changes = Pick<
	ModifyInstanceAttributeRequest,
	'DisableApiTermination' | 'DisableApiStop' | 'InstanceInitiatedShutdownBehavior' | 'Groups' | 'UserData'
>;

/** The request's one change; the older form, `Attribute` and `Value`, means the same. */
function asMembers(input: ModifyInstanceAttributeRequest): Changes {
	const {InstanceId: _, DryRun: __, Attribute: name, Value: value = '', ...members} = input;
	switch (name) {
		case undefined:
			return members;
		case 'disableApiTermination':
			return {DisableApiTermination: {Value: value === 'true'}};
		case 'disableApiStop':
			return {DisableApiStop: {Value: value === 'true'}};
		case 'instanceInitiatedShutdownBehavior':
			return {InstanceInitiatedShutdownBehavior: {Value: value}};
		case 'userData':
			return {UserData: {Value: Buffer.from(value, 'base64')}};
		default:
			throw unknownAttribute(name);
	}
}

function apply(instance: Instance, changes: Changes, call: Call): void {
	if (changes.DisableApiTermination) {
		if (instance.spot) {
			throw new AwsError('UnsupportedOperation', 'The operation is not supported for spot instances.');
		}
		instance.terminationProtection = changes.DisableApiTermination.Value ?? false;
	} else if (changes.DisableApiStop) {
		instance.stopProtection = changes.DisableApiStop.Value ?? false;
	} else if (changes.InstanceInitiatedShutdownBehavior) {
		instance.shutdownBehavior = changes.InstanceInitiatedShutdownBehavior.Value ?? 'stop';
	} else if (changes.Groups) {
		instance.groups = changes.Groups;
	} else if (changes.UserData) {
		if (stateAt(instance.lifecycle, call.clock.now()).Name !== 'stopped') {
			throw new AwsError(
				'IncorrectInstanceState',
				`The instance '${instance.id}' is not in the 'stopped' state.`,
			);
		}
		instance.userData = Buffer.from(changes.UserData.Value ?? []).toString('base64');
	} else {
		throw unknownAttribute(Object.keys(changes)[0] ?? '');
	}
}

function attribute(instance: Instance, name: string): InstanceAttribute {
	switch (name) {
		case 'disableApiTermination':
			return {DisableApiTermination: {Value: instance.terminationProtection}};
		case 'disableApiStop':
			return {DisableApiStop: {Value: instance.stopProtection}};
		case 'instanceInitiatedShutdownBehavior':
			return {InstanceInitiatedShutdownBehavior: {Value: instance.shutdownBehavior}};
		case 'instanceType':
			return {InstanceType: {Value: instance.type}};
		case 'rootDeviceName':
			return {RootDeviceName: {Value: '/dev/xvda'}};
		case 'groupSet':
			return {Groups: instance.groups.map(GroupId => ({GroupId}))};
		case 'userData':
			return {UserData: instance.userData === undefined ? {} : {Value: instance.userData}};
		default:
			throw unknownAttribute(name);
	}
}

function unknownAttribute(name: string): AwsError {
	return new AwsError(
		'InvalidParameterValue',
		`Value (${name}) for parameter attribute is invalid. Unknown attribute.`,
	);
}
