import type {Attributes, TrailRecord} from '../../trail.ts';

/** A resource as LookupEvents lists it beside the event. */
export interface Resource {
	readonly ResourceType: string;
	readonly ResourceName: string;
}

/** What a field of requests or responses names. LookupEvents has no uniform rule: these are names and ids, not ARNs. */
const types: Readonly<Record<string, string>> = {
	userName: 'AWS::IAM::User',
	roleName: 'AWS::IAM::Role',
	groupName: 'AWS::IAM::Group',
	accessKeyId: 'AWS::IAM::AccessKey',
	instanceProfileName: 'AWS::IAM::InstanceProfile',
	policyArn: 'AWS::IAM::Policy',
	policyName: 'AWS::IAM::Policy',
	roleArn: 'AWS::IAM::Role',
	instanceId: 'AWS::EC2::Instance',
	imageId: 'AWS::EC2::Ami',
	groupId: 'AWS::EC2::SecurityGroup',
	keyName: 'AWS::EC2::KeyPair',
	subnetId: 'AWS::EC2::Subnet',
	volumeId: 'AWS::EC2::Volume',
	functionName: 'AWS::Lambda::Function',
	bucketName: 'AWS::S3::Bucket',
	assumedRoleId: 'AWS::STS::AssumedRole',
};

/** Nested deeper, a field is seldom the resource that the event is about. */
const deepest = 5;

/** The resources that an event names, in its request and its response, each once. */
export function resourcesOf(record: TrailRecord): Resource[] {
	const found = new Map<string, Resource>();
	collect(record['requestParameters'], 0, found);
	collect(record['responseElements'], 0, found);
	return [...found.values()];
}

function collect(value: unknown, depth: number, found: Map<string, Resource>): void {
	if (typeof value !== 'object' || value === null || depth > deepest) return;
	for (const [name, member] of Object.entries(value)) {
		const type = types[name];
		if (type !== undefined && typeof member === 'string' && member !== '') {
			found.set(`${type} ${member}`, {ResourceType: type, ResourceName: member});
		} else {
			collect(member, depth + 1, found);
		}
	}
}

/** The user or role-session name, as LookupEvents has it: the last part of what identifies the caller. */
export function usernameOf(record: TrailRecord): string | undefined {
	const identity = record['userIdentity'] as Readonly<Record<string, unknown>> | undefined;
	if (identity === undefined) return undefined;
	if (identity['type'] === 'Root') return 'root';
	if (typeof identity['userName'] === 'string') return identity['userName'];
	const [, name] = String(identity['principalId'] ?? '').split(':');
	return name || undefined;
}

export function accessKeyOf(record: TrailRecord): string | undefined {
	const identity = record['userIdentity'] as Readonly<Record<string, unknown>> | undefined;
	const id = identity?.['accessKeyId'];
	return typeof id === 'string' ? id : undefined;
}

/** The values by which LookupEvents finds a record (field guide §5). */
export function attributesOf(record: TrailRecord): Attributes {
	const resources = resourcesOf(record);
	const pairs: [string, string | undefined][] = [
		['EventId', record.eventID],
		['EventName', record.eventName],
		['EventSource', record.eventSource],
		['ReadOnly', String(record['readOnly'])],
		['AccessKeyId', accessKeyOf(record)],
		['Username', usernameOf(record)],
		...resources.map(({ResourceName}): [string, string] => ['ResourceName', ResourceName]),
		...resources.map(({ResourceType}): [string, string] => ['ResourceType', ResourceType]),
	];
	return pairs.filter((pair): pair is [string, string] => pair[1] !== undefined);
}
