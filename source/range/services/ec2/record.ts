/**
 * EC2's own dialect in CloudTrail's `requestParameters`: a list `InstanceIds` becomes
 * `instancesSet: {items: [{instanceId}]}`, an absent optional list an empty set (field guide §7; seen in real records).
 */

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
	Resources: ['resourcesSet', 'resourceId'],
	Filters: ['filterSet'],
	Values: ['valueSet', 'value'],
	TagSpecifications: ['tagSpecificationSet'],
	IpPermissions: ['ipPermissions'],
	IpRanges: ['ipRanges'],
	Ipv6Ranges: ['ipv6Ranges'],
	UserIdGroupPairs: ['groups'],
	PrefixListIds: ['prefixListIds'],
	NetworkInterfaces: ['networkInterfaceSet'],
	BlockDeviceMappings: ['blockDeviceMapping'],
};

/** What CloudTrail hides: field guide §7. */
const HIDDEN = new Set(['UserData', 'PublicKeyMaterial']);

/** A request as CloudTrail records it. `empty` names the optional lists that a describe call shows even when empty. */
export function parameters(input: object, ...empty: readonly string[]): Record<string, unknown> {
	const sets = empty.map(name => [LISTS[name]?.[0] ?? camelCase(name), {}] as const);
	return {...Object.fromEntries(sets), ...record(input)};
}

function record(input: object): Record<string, unknown> {
	const result: Record<string, unknown> = {};
	for (const [name, value] of Object.entries(input)) {
		if (value === undefined) {
			continue;
		}
		if (HIDDEN.has(name)) {
			result[camelCase(name)] = '<sensitiveDataRemoved>';
			continue;
		}
		const [set, item] = (Array.isArray(value) && LISTS[name]) || [camelCase(name)];
		result[set] = Array.isArray(value) ? list(name, value, item) : plain(value);
	}
	return result;
}

function list(name: string, values: readonly unknown[], item: string | undefined): unknown {
	const items = values.map(value => (item && typeof value !== 'object' ? {[item]: value} : plain(value)));
	// Inside a tag specification, and only there, EC2 records the tags as a bare array.
	return name === 'Tags' ? items : {items};
}

function plain(value: unknown): unknown {
	if (value instanceof Date) {
		return value.getTime();
	}
	if (value instanceof Uint8Array) {
		return '<sensitiveDataRemoved>';
	}
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? record(value) : value;
}

function camelCase(name: string): string {
	return name.charAt(0).toLowerCase() + name.slice(1);
}
