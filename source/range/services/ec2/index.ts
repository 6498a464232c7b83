import * as schemas from '@aws-sdk/client-ec2';
import type {Service} from '../../service.ts';
import * as account from './account.ts';
import * as attributes from './attributes.ts';
import {DescribeInstances} from './describe.ts';
import * as images from './images.ts';
import * as keyPairs from './key-pairs.ts';
import * as power from './power.ts';
import {recorded} from './record.ts';
import {RunInstances} from './run.ts';
import * as securityGroupRules from './security-group-rules.ts';
import * as securityGroups from './security-groups.ts';
import * as volumes from './volumes.ts';
import * as vpcs from './vpcs.ts';

const operations: Service['operations'] = {
	DescribeInstances,
	RunInstances,
	...attributes,
	...account,
	...images,
	...securityGroupRules,
	...volumes,
	...vpcs,
	...keyPairs,
	...power,
	...securityGroups,
};

const schemaOf: Readonly<Record<string, unknown>> = {...schemas};

/** Amazon EC2: instances and what surrounds them. */
export const ec2: Service = {
	signingName: 'ec2',
	eventSource: 'ec2.amazonaws.com',
	protocol: 'ec2',
	schemas: schemaOf,
	version: '2016-11-15',
	operations: Object.fromEntries(
		Object.entries(operations).map(([name, operation]) => [
			name,
			recorded(schemaOf[`${name}$`] as readonly unknown[], operation),
		]),
	),
};
