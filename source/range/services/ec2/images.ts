import type {DescribeImagesRequest, DescribeImagesResult} from '@aws-sdk/client-ec2';
import type {Operation} from '../../service.ts';
import {passes} from './filters.ts';
import {networkOf} from './network.ts';

/** DescribeImages: the images that the range offers in each region. */
export const DescribeImages: Operation<DescribeImagesRequest, DescribeImagesResult> = {
	handle(input, {region}) {
		const shown = networkOf(region).images.filter(
			({id, name, architecture}) =>
				(input.ImageIds?.includes(id) ?? true) &&
				passes(input.Filters, {
					tags: [],
					fields: {'image-id': [id], name: [name], architecture: [architecture], state: ['available']},
				}),
		);
		return {
			Images: shown.map(({id, name, description, architecture, createdAt}) => ({
				ImageId: id,
				Name: name,
				Description: description,
				Architecture: architecture,
				CreationDate: createdAt,
				OwnerId: name.startsWith('ubuntu') ? CANONICAL : AMAZON,
				State: 'available',
				Public: true,
				RootDeviceName: '/dev/xvda',
				RootDeviceType: 'ebs',
				VirtualizationType: 'hvm',
			})),
		};
	},
};

/** The accounts that publish Amazon Linux and Ubuntu. */
const AMAZON = '137112412989';
const CANONICAL = '099720109477';
