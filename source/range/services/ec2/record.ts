import {NormalizedSchema} from '@smithy/core/schema';
import {lowerFirst} from '../../parameters.ts';
import type {Operation} from '../../service.ts';
import {elements} from './elements.ts';

/** How a request's lists are called in the record, and under which name each plain text in them is kept. */
const LISTS: Readonly<Record<string, readonly [set: string, item?: string]>> = {
	InstanceIds: ['instancesSet', 'instanceId'],
	GroupIds: ['securityGroupIdSet', 'groupId'],
	GroupNames: ['securityGroupSet', 'groupName'],
	SecurityGroupIds: ['groupSet', 'groupId'],
	SecurityGroups: ['groupSet', 'groupName'],
	Groups: ['groupSet', 'groupId'],
	KeyNames: ['keySet', 'keyName'],
	KeyPairIds: ['keyPairIdSet', 'keyPairId'],
	RegionNames: ['regionSet', 'regionName'],
	VolumeIds: ['volumeSet', 'volumeId'],
	VpcIds: ['vpcSet', 'vpcId'],
	SubnetIds: ['subnetSet', 'subnetId'],
	ImageIds: ['imagesSet', 'imageId'],
	Owners: ['ownersSet', 'owner'],
	AttributeNames: ['accountAttributeNameSet', 'attributeName'],
	Filters: ['filterSet'],
	Values: ['valueSet', 'value'],
	TagSpecifications: ['tagSpecificationSet'],
	UserIdGroupPairs: ['groups'],
	NetworkInterfaces: ['networkInterfaceSet'],
	BlockDeviceMappings: ['blockDeviceMapping'],
};

/** What CloudTrail hides (field guide §7). */
const HIDDEN = new Set(['UserData', 'PublicKeyMaterial']);

type SchemaRef = Parameters<typeof NormalizedSchema.of>[0];

/**
 * An operation with EC2's dialect of CloudTrail for its record: the request's lists as `instancesSet: {items: […]}`,
 * the response as its XML has it, and the parameters kept when the call is denied (field guide §7; real records).
 */
export function recorded<Input extends object, Output>(
	schema: readonly unknown[],
	operation: Operation<Input, Output>,
): Operation<Input, Output> {
	const [name, input, output] = [schema[2] as string, schema[4] as SchemaRef, schema[5] as SchemaRef];
	return {
		...operation,
		record: (request, response, call) => ({
			requestParameters: {...(name.startsWith('Describe') && emptySets(input)), ...parameters(request)},
			...(response !== undefined && {responseElements: elements(output, response)}),
			keepWhenDenied: true,
			...operation.record?.(request, response, call),
		}),
	};
}

/** A request as CloudTrail records it. */
export function parameters(input: object): Record<string, unknown> {
	const result: Record<string, unknown> = {};
	for (const [name, value] of Object.entries(input)) {
		if (value === undefined) {
			continue;
		}
		const [set, item] = (Array.isArray(value) && LISTS[name]) || [lowerFirst(name)];
		result[set] = HIDDEN.has(name) ? '<sensitiveDataRemoved>' : spelled(name, value, item);
	}
	return result;
}

function spelled(name: string, value: unknown, item?: string): unknown {
	if (Array.isArray(value)) {
		const items = value.map(each => (item && typeof each === 'string' ? {[item]: each} : spelled('', each)));
		// Tags, and only they, are a bare array in a tag specification.
		return name === 'Tags' ? items : {items};
	}
	if (value instanceof Date) {
		return value.getTime();
	}
	return typeof value === 'object' && value !== null ? parameters(value) : value;
}

/** A describe call shows the lists that it could have narrowed by, also when it did not: `filterSet: {}`. */
function emptySets(schema: SchemaRef): Record<string, object> {
	const lists = [...NormalizedSchema.of(schema).structIterator()].filter(([, member]) =>
		member.isListSchema(),
	);
	return Object.fromEntries(lists.map(([name]) => [LISTS[name]?.[0] ?? lowerFirst(name), {}]));
}
