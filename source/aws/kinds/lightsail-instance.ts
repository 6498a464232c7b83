import type {Instance} from '@aws-sdk/client-lightsail';
import type {Resource} from '../../domain/resource.ts';
import {sanitise, textOf} from '../../domain/text.ts';
import type {KindReader} from './kind.ts';

/** Lightsail instances: they do not show in EC2, and Lightsail has a list of regions of its own (field guide §11). */
export const lightsailInstance: KindReader = {
	kind: 'lightsail-instance',
	regions: ({lightsail}) => lightsail,
	async *list(clients, region, signal) {
		const lightsail = await clients.of('lightsail', region);
		let pageToken: string | undefined;
		do {
			const page = await lightsail.getInstances(pageToken === undefined ? {} : {pageToken}, {
				abortSignal: signal,
			});
			yield (page.instances ?? []).map(instance => readInstance(instance, region));
			pageToken = page.nextPageToken;
		} while (pageToken !== undefined && pageToken !== '');
	},
};

function readInstance(instance: Instance, region: string): Resource {
	const address = textOf(instance.publicIpAddress);
	const blueprint = textOf(instance.blueprintId);
	const name = sanitise(instance.name ?? '');
	return {
		kind: 'lightsail-instance',
		id: name,
		region,
		name,
		state: sanitise(instance.state?.name ?? 'unknown'),
		gone: false,
		type: textOf(instance.bundleId),
		created: instance.createdAt?.getTime() ?? null,
		protections: [],
		notes: [...(blueprint === null ? [] : [blueprint]), ...(address === null ? [] : [`public ${address}`])],
		monthlyCost: null,
	};
}
