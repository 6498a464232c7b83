import type {EC2, Instance, InstanceAttributeName} from '@aws-sdk/client-ec2';
import type {Protection, Resource} from '../../domain/resource.ts';
import {sanitise, textOf} from '../../domain/text.ts';
import {isAbort} from '../errors.ts';
import {mapLimited} from '../parallel.ts';
import {everyRegion, type KindReader} from './kind.ts';

/** Instances whose protection is asked for at a time, in each region: two calls each, from a bucket of 100 (20 a second). */
const asking = 5;

/** EC2 instances, terminated ones too while EC2 shows them. Protection takes two calls an instance and comes after the list. */
export const ec2Instance: KindReader = {
	kind: 'ec2-instance',
	regions: everyRegion,
	async *list(clients, region, signal) {
		const ec2 = await clients.of('ec2', region);
		for await (const page of ec2.paginateDescribeInstances({MaxResults: 1000})) {
			signal.throwIfAborted();
			const instances = (page.Reservations ?? []).flatMap(reservation => reservation.Instances ?? []);
			const found = instances.map(instance => readInstance(instance, region));
			yield found;
			const unknown = found.filter(({protections}) => protections.includes('protection unknown'));
			if (unknown.length > 0) {
				yield await mapLimited(unknown, asking, async resource => ({
					...resource,
					protections: await protectionsOf(ec2, resource.id, signal),
				}));
			}
		}
	},
};

function readInstance(instance: Instance, region: string): Resource {
	const tag = (key: string) => textOf(instance.Tags?.find(({Key}) => Key === key)?.Value);
	const state = sanitise(instance.State?.Name ?? 'unknown');
	const gone = state === 'terminated';
	// On the way out nothing stands in the way any more; spot instances have no such protection (field guide §12).
	const open = gone || state === 'shutting-down' || instance.InstanceLifecycle === 'spot';
	return {
		kind: 'ec2-instance',
		id: sanitise(instance.InstanceId ?? ''),
		region,
		name: tag('Name'),
		state,
		gone,
		type: textOf(instance.InstanceType),
		created: instance.LaunchTime?.getTime() ?? null,
		protections: open ? [] : ['protection unknown'],
		notes: notesOf(instance, tag('aws:autoscaling:groupName')),
		monthlyCost: null,
	};
}

function notesOf(instance: Instance, group: string | null): readonly string[] {
	const profile = textOf(instance.IamInstanceProfile?.Arn)?.split('/').at(-1);
	const address = textOf(instance.PublicIpAddress);
	return [
		...(group === null ? [] : [`auto scaling group ${group}`]),
		...(instance.InstanceLifecycle === 'spot' ? ['spot'] : []),
		...(profile === undefined ? [] : [`instance profile ${profile}`]),
		...(address === null ? [] : [`public ${address}`]),
	];
}

/** `protection unknown` where AWS does not say. */
async function protectionsOf(
	ec2: EC2,
	instanceId: string,
	signal: AbortSignal,
): Promise<readonly Protection[]> {
	const isSet = async (attribute: 'disableApiTermination' | 'disableApiStop') => {
		const Attribute: InstanceAttributeName = attribute;
		const answer = await ec2.describeInstanceAttribute(
			{InstanceId: instanceId, Attribute},
			{abortSignal: signal},
		);
		const value = attribute === 'disableApiStop' ? answer.DisableApiStop : answer.DisableApiTermination;
		return value?.Value === true;
	};
	try {
		const [termination, stop] = await Promise.all([isSet('disableApiTermination'), isSet('disableApiStop')]);
		return [
			...(termination ? (['termination protection'] as const) : []),
			...(stop ? (['stop protection'] as const) : []),
		];
	} catch (error) {
		if (isAbort(error)) throw error;
		return ['protection unknown'];
	}
}
