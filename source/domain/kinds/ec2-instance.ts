import type {Event} from '../event.ts';
import type {AwsCall, Step} from '../plan.ts';
import {valueAt} from '../record.ts';
import {type Protection, type Resource, resourceKey} from '../resource.ts';
import {textOf} from '../text.ts';
import type {Created, Kind} from './kind.ts';

/** EC2 instances. Both protections block termination (field guide §12), so both are switched off first. */
export const ec2Instance: Kind = {
	kind: 'ec2-instance',
	title: 'EC2 instances',
	service: 'ec2',
	verb: 'terminate',
	created,
	remove,
	consequences,
};

function created(event: Event): readonly Created[] {
	if (event.source !== 'ec2.amazonaws.com' || event.name !== 'RunInstances' || event.errorCode !== null)
		return [];
	const items = valueAt(event.record, 'responseElements.instancesSet.items');
	if (!Array.isArray(items)) return [];
	return items.flatMap(item => {
		const id = textOf(valueAt(item, 'instanceId'));
		return id === null ? [] : [{id, region: event.region}];
	});
}

/** One `ModifyInstanceAttribute` sets one attribute. */
const attributes: readonly {readonly protection: Protection; readonly attribute: string}[] = [
	{protection: 'termination protection', attribute: 'DisableApiTermination'},
	{protection: 'stop protection', attribute: 'DisableApiStop'},
];

/**
 * One `TerminateInstances` for each instance: with several, one bad id fails all and one protected one fails its whole
 * zone (field guide §12).
 */
function remove(resource: Resource): readonly Step[] {
	const key = resourceKey(resource);
	const {id, region, protections} = resource;
	const call = (operation: string, input: AwsCall['input']): AwsCall => ({
		service: 'ec2',
		operation,
		region,
		input,
	});
	const unprotect = attributes
		.filter(({protection}) => protections.includes(protection) || protections.includes('protection unknown'))
		.map(({protection, attribute}): Step => {
			const set = (Value: boolean) => call('ModifyInstanceAttribute', {InstanceId: id, [attribute]: {Value}});
			const known = protections.includes(protection);
			return {
				id: `${key} ${attribute}`,
				call: set(false),
				target: id,
				why: known
					? `${protection} blocks termination`
					: `${protection} would block termination, and may be on`,
				danger: 'reversible',
				undo: known ? set(true) : null,
				after: [],
			};
		});
	const terminate: Step = {
		id: key,
		call: call('TerminateInstances', {InstanceIds: [id]}),
		target: id,
		why: 'ends the instance and its bill',
		danger: 'irreversible',
		undo: null,
		after: unprotect.map(step => step.id),
	};
	return [...unprotect, terminate];
}

function consequences(resources: readonly Resource[]): readonly string[] {
	const groups = new Set(
		resources.flatMap(({notes}) => notes.filter(note => note.startsWith('auto scaling group '))),
	);
	return [
		'what the instances hold in memory, in user data and on disks that go with them is lost: save evidence first',
		'volumes kept on termination, addresses, snapshots, images, key pairs, security groups and launch templates stay',
		...Array.from(groups, group => `${group} starts new instances until it is scaled to 0 or deleted`),
		...(resources.some(({notes}) => notes.includes('spot'))
			? ['a persistent spot request starts a new instance until it is cancelled']
			: []),
	];
}
