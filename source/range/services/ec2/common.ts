import type {Tag, TagSpecification} from '@aws-sdk/client-ec2';
import {AwsError, type Call} from '../../service.ts';
import type {Instance, SecurityGroup} from './state.ts';

/** The ARN of an EC2 resource in the region of the call. */
export function arn({world, region}: Call, type: string, id: string): string {
	return `arn:${world.partition}:ec2:${region}:${world.accountId}:${type}/${id}`;
}

/** The ARNs of several, as permissions for `action`. */
export function permissionsOn(
	call: Call,
	action: string,
	type: string,
	ids: readonly (string | undefined)[] = [],
) {
	return ids.map(id => ({action: `ec2:${action}`, resource: arn(call, type, id ?? '*')}));
}

/** @throws AwsError `DryRunOperation` when the caller only asks whether the call would have worked. */
export function dryRun({DryRun}: {readonly DryRun?: boolean | undefined}): void {
	if (DryRun) {
		throw new AwsError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', 412);
	}
}

/**
 * The instances of these ids, in their order.
 * @throws AwsError `InvalidInstanceID.Malformed` or `.NotFound`: one bad id fails all (field guide §12).
 */
export function instancesOf(ids: readonly string[] | undefined, call: Call): Instance[] {
	const wanted = ids ?? [];
	const malformed = wanted.find(id => !/^i-([0-9a-f]{8}|[0-9a-f]{17})$/.test(id));
	if (malformed !== undefined) {
		throw new AwsError('InvalidInstanceID.Malformed', `Invalid id: "${malformed}"`);
	}
	const now = call.clock.now();
	const found = wanted.map(id => call.world.ec2.instance(call.region, id, now));
	const missing = wanted.filter((_, index) => !found[index]);
	if (missing.length > 0) {
		const [subject, verb] = missing.length > 1 ? ['instance IDs', 'do'] : ['instance ID', 'does'];
		throw new AwsError(
			'InvalidInstanceID.NotFound',
			`The ${subject} '${missing.join(', ')}' ${verb} not exist`,
		);
	}
	return found.filter(instance => instance !== undefined);
}

/**
 * The security group of this id or name.
 * @throws AwsError `InvalidGroup.NotFound`.
 */
export function groupOf(name = '', {world, region}: Call): SecurityGroup {
	const group = world.ec2.groups(region).find(each => each.id === name || each.name === name);
	if (!group) {
		throw new AwsError('InvalidGroup.NotFound', `The security group '${name}' does not exist`);
	}
	return group;
}

/** The tags that a request has for one type of resource. */
export function tagsFor(specifications: readonly TagSpecification[] | undefined, type: string): Tag[] {
	return (specifications ?? []).filter(each => each.ResourceType === type).flatMap(each => each.Tags ?? []);
}
