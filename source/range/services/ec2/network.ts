import {createHash} from 'node:crypto';
import {Random} from '../../random.ts';
import type {SecurityGroup} from './state.ts';

/** The default network that AWS puts into each region of an account, and the images on offer there. */
export interface Network {
	readonly vpcId: string;
	readonly cidr: string;
	readonly subnets: readonly [Subnet, ...Subnet[]];
	readonly images: readonly [Image, ...Image[]];
}

export interface Subnet {
	readonly id: string;
	readonly zone: string;
	readonly cidr: string;
}

export interface Image {
	readonly id: string;
	readonly name: string;
	readonly description: string;
	readonly architecture: 'x86_64' | 'arm64';
	readonly createdAt: string;
}

/** The ids of a region's default network derive from its name, so that the order of calls does not change them. */
export function networkOf(region: string): Network {
	const random = randomOf(region);
	const subnet = (letter: string, third: number): Subnet => ({
		id: `subnet-${random.hex(17)}`,
		zone: `${region}${letter}`,
		cidr: `172.31.${third}.0/20`,
	});
	const image = (name: string, description: string, architecture: Image['architecture']): Image => ({
		id: `ami-${random.hex(17)}`,
		name,
		description,
		architecture,
		createdAt: '2026-10-14T21:07:32.000Z',
	});
	return {
		vpcId: `vpc-${random.hex(17)}`,
		cidr: '172.31.0.0/16',
		subnets: [subnet('a', 0), subnet('b', 16), subnet('c', 32)],
		images: [
			image(
				'al2023-ami-2023.9.20261014.0-kernel-6.12-x86_64',
				'Amazon Linux 2023 AMI 2023.9.20261014.0 x86_64 HVM kernel-6.12',
				'x86_64',
			),
			image(
				'ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20261012',
				'Canonical, Ubuntu, 24.04, amd64 noble image',
				'x86_64',
			),
			image(
				'al2023-ami-2023.9.20261014.0-kernel-6.12-arm64',
				'Amazon Linux 2023 AMI 2023.9.20261014.0 arm64 HVM kernel-6.12',
				'arm64',
			),
		],
	};
}

/** The security group that cannot be deleted, and that takes an instance which names none. */
export function defaultGroup(region: string): SecurityGroup {
	const {vpcId} = networkOf(region);
	const id = `sg-${randomOf(vpcId).hex(17)}`;
	return {
		id,
		name: 'default',
		description: 'default VPC security group',
		region,
		vpcId,
		ingress: [{IpProtocol: '-1', UserIdGroupPairs: [{GroupId: id}]}],
		tags: [],
	};
}

function randomOf(text: string): Random {
	return new Random(createHash('sha256').update(text).digest().readUInt32BE());
}
