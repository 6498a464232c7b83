import type {ServiceName} from '../domain/plan.ts';

/** One AWS operation that the program may call: the single list from which the gate and the IAM policies derive. */
export interface Operation {
	readonly service: ServiceName;
	readonly operation: string;
	/**
	 * `write`: changes something, and needs the gate. A dry run counts as the write that it rehearses: nothing but one
	 * parameter keeps it from being one, and CloudTrail shows it as a probe (field guide §7).
	 */
	readonly access: 'read' | 'write';
	/** What IAM must allow; empty where AWS asks for no permission. */
	readonly actions: readonly string[];
	/** What the actions are about, where IAM can be told; absent: anything. */
	readonly on?: readonly ResourceType[];
	/** Set where the call is only ever made for this one managed policy of AWS, which no other can then stand in for. */
	readonly onlyPolicy?: string;
	/**
	 * Set where the SDK must not repeat the call by itself: LookupEvents, whose throttling our own pacing must see
	 * (field guide §5), and writes that make something new each time.
	 */
	readonly once?: true;
}

/** Types of resources as IAM's policy language names them. */
export type ResourceType =
	| 'user'
	| 'role'
	| 'group'
	/** The groups that leaktui makes itself, by their name. */
	| 'denying-group'
	| 'instance-profile'
	| 'instance'
	| 'function';

/** Operations whose IAM action is `service:Operation`, the rule with few exceptions. */
function plain(
	service: ServiceName,
	access: Operation['access'],
	...operations: readonly string[]
): readonly Operation[] {
	return operations.map(operation => ({
		service,
		operation,
		access,
		actions: [`${service}:${operation}`],
	}));
}

/** The same, where all of them are about one type of resource. */
function about(on: ResourceType, ...rows: Parameters<typeof plain>): readonly Operation[] {
	return plain(...rows).map(row => ({...row, on: [on]}));
}

/** Every operation that the program calls. What is not here never reaches the wire. */
export const operations: readonly Operation[] = [
	...plain('account', 'read', 'ListRegions'),
	...plain('athena', 'read', 'GetQueryExecution', 'GetWorkGroup', 'StopQueryExecution'),
	{
		service: 'athena',
		operation: 'GetTableMetadata',
		access: 'read',
		actions: ['athena:GetTableMetadata', 'glue:GetTable'],
	},
	// Athena reads the table's files and keeps the result in the bucket for results, both in the caller's name.
	{
		service: 'athena',
		operation: 'StartQueryExecution',
		access: 'read',
		actions: [
			'athena:StartQueryExecution',
			'glue:GetDatabase',
			'glue:GetPartitions',
			'glue:GetTable',
			's3:GetBucketLocation',
			's3:GetObject',
			's3:ListBucket',
			's3:PutObject',
		],
	},
	{
		service: 'athena',
		operation: 'GetQueryResults',
		access: 'read',
		actions: ['athena:GetQueryResults', 's3:GetObject'],
	},
	{
		service: 'cloudtrail',
		operation: 'LookupEvents',
		access: 'read',
		actions: ['cloudtrail:LookupEvents'],
		once: true,
	},
	...plain('ec2', 'read', 'DescribeInstanceAttribute', 'DescribeInstances', 'DescribeRegions'),
	...about('instance', 'ec2', 'write', 'ModifyInstanceAttribute', 'TerminateInstances'),
	...plain('iam', 'read', 'GetAccessKeyLastUsed', 'GetAccountSummary', 'ListUsers'),
	...about(
		'user',
		'iam',
		'read',
		'GetLoginProfile',
		'GetUser',
		'GetUserPolicy',
		'ListAccessKeys',
		'ListAttachedUserPolicies',
		'ListGroupsForUser',
		'ListMFADevices',
		'ListServiceSpecificCredentials',
		'ListSigningCertificates',
		'ListSSHPublicKeys',
		'ListUserPolicies',
	),
	...about('group', 'iam', 'read', 'GetGroupPolicy', 'ListAttachedGroupPolicies', 'ListGroupPolicies'),
	...about('role', 'iam', 'read', 'GetRole', 'GetRolePolicy', 'ListAttachedRolePolicies', 'ListRolePolicies'),
	...about('instance-profile', 'iam', 'read', 'GetInstanceProfile'),
	{
		service: 'iam',
		operation: 'SimulatePrincipalPolicy',
		access: 'read',
		actions: ['iam:SimulatePrincipalPolicy'],
		on: ['user', 'role'],
	},
	...about(
		'user',
		'iam',
		'write',
		'DeleteAccessKey',
		'DeleteLoginProfile',
		'DeleteUserPermissionsBoundary',
		'DeleteUserPolicy',
		'PutUserPermissionsBoundary',
		'PutUserPolicy',
		'UpdateAccessKey',
		'UpdateServiceSpecificCredential',
		'UpdateSigningCertificate',
		'UpdateSSHPublicKey',
	),
	{
		service: 'iam',
		operation: 'CreateAccessKey',
		access: 'write',
		actions: ['iam:CreateAccessKey'],
		on: ['user'],
		once: true,
	},
	...about(
		'role',
		'iam',
		'write',
		'DeleteRolePermissionsBoundary',
		'DeleteRolePolicy',
		'PutRolePermissionsBoundary',
		'PutRolePolicy',
		'UpdateAssumeRolePolicy',
	),
	// Only ever the group that denies a user's sessions: nobody can be put into any other.
	...about(
		'denying-group',
		'iam',
		'write',
		'AddUserToGroup',
		'CreateGroup',
		'DeleteGroup',
		'DeleteGroupPolicy',
		'PutGroupPolicy',
		'RemoveUserFromGroup',
	),
	// Containment attaches AWSDenyAll and nothing else: so nobody's rights grow, and AWS's quarantine stays on.
	...[
		...about('user', 'iam', 'write', 'AttachUserPolicy', 'DetachUserPolicy'),
		...about('role', 'iam', 'write', 'AttachRolePolicy', 'DetachRolePolicy'),
	].map(row => ({...row, onlyPolicy: 'AWSDenyAll'})),
	...plain('lambda', 'read', 'ListFunctions'),
	...about('function', 'lambda', 'read', 'ListFunctionUrlConfigs'),
	...about('function', 'lambda', 'write', 'DeleteFunction'),
	...plain('lightsail', 'read', 'GetInstances', 'GetRegions'),
	...plain('lightsail', 'write', 'DeleteInstance'),
	...plain('sts', 'read', 'GetAccessKeyInfo'),
	// Works whatever the policies say, so there is nothing to allow.
	{service: 'sts', operation: 'GetCallerIdentity', access: 'read', actions: []},
];

const byName = new Map(operations.map(row => [`${row.service}:${row.operation}`, row]));

/** The row of an operation; undefined for one that the program must not call. */
export function findOperation(service: ServiceName, operation: string): Operation | undefined {
	return byName.get(`${service}:${operation}`);
}
