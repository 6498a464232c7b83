import type {Event} from '../event.ts';
import type {Step} from '../plan.ts';
import {valueAt} from '../record.ts';
import {type Resource, resourceKey} from '../resource.ts';
import {textOf} from '../text.ts';
import type {Created, Kind} from './kind.ts';

/** Lightsail instances; their id is the name that was given to them. */
export const lightsailInstance: Kind = {
	kind: 'lightsail-instance',
	title: 'Lightsail instances',
	service: 'lightsail',
	verb: 'delete',
	created,
	remove,
	consequences: () => [
		'the disks of the instances and their automatic snapshots are lost: save evidence first',
		'attached disks, static addresses and manual snapshots stay and bill on',
	],
};

const makers: ReadonlySet<string> = new Set(['CreateInstances', 'CreateInstancesFromSnapshot']);

function created(event: Event): readonly Created[] {
	if (event.source !== 'lightsail.amazonaws.com' || event.errorCode !== null || !makers.has(event.name))
		return [];
	const operations = valueAt(event.record, 'responseElements.operations');
	const asked = valueAt(event.record, 'requestParameters.instanceNames');
	const named = Array.isArray(operations)
		? operations.flatMap(operation => {
				const type = textOf(valueAt(operation, 'resourceType'));
				const id = type === null || type === 'Instance' ? textOf(valueAt(operation, 'resourceName')) : null;
				const region = textOf(valueAt(operation, 'location.regionName')) ?? event.region;
				return id === null ? [] : [{id, region}];
			})
		: [];
	if (named.length > 0) return named;
	return Array.isArray(asked)
		? asked.flatMap(name => {
				const id = textOf(name);
				return id === null ? [] : [{id, region: event.region}];
			})
		: [];
}

function remove(resource: Resource): readonly Step[] {
	return [
		{
			id: resourceKey(resource),
			call: {
				service: 'lightsail',
				operation: 'DeleteInstance',
				region: resource.region,
				// Without it an instance with automatic snapshots is refused.
				input: {instanceName: resource.id, forceDeleteAddOns: true},
			},
			target: resource.id,
			why: 'ends the instance and its bill',
			danger: 'irreversible',
			undo: null,
			after: [],
		},
	];
}
