import type {DescribeVolumesRequest, DescribeVolumesResult} from '@aws-sdk/client-ec2';
import type {Operation} from '../../service.ts';
import {passes} from './filters.ts';
import {stateAt} from './lifecycle.ts';
import {page} from './paging.ts';

/** DescribeVolumes: the root volumes of the instances; each dies with its instance. */
export const DescribeVolumes: Operation<DescribeVolumesRequest, DescribeVolumesResult> = {
	handle(input, {region, world, clock}) {
		const now = clock.now();
		const attached = world.ec2
			.instances(region, now)
			.filter(instance => stateAt(instance.lifecycle, now).Name !== 'terminated')
			.filter(
				({id, volume, zone}) =>
					(input.VolumeIds?.includes(volume.id) ?? true) &&
					passes(input.Filters, {
						tags: [],
						fields: {
							'volume-id': [volume.id],
							'attachment.instance-id': [id],
							'availability-zone': [zone],
							status: ['in-use'],
						},
					}),
			);
		const {items, nextToken} = page(attached, input.NextToken, input.MaxResults);
		return {
			Volumes: items.map(({id, volume, zone, launchedAt}) => ({
				VolumeId: volume.id,
				Size: volume.size,
				VolumeType: 'gp3',
				AvailabilityZone: zone,
				CreateTime: new Date(launchedAt),
				State: 'in-use',
				Attachments: [{InstanceId: id, VolumeId: volume.id, State: 'attached', DeleteOnTermination: true}],
			})),
			...(nextToken !== undefined && {NextToken: nextToken}),
		};
	},
};
