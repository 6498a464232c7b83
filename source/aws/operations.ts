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
	/**
	 * Set where the SDK must not repeat the call by itself: LookupEvents, whose throttling our own pacing must see
	 * (field guide §5), and writes that make something new each time.
	 */
	readonly once?: true;
}

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
	...plain('ec2', 'write', 'ModifyInstanceAttribute', 'TerminateInstances'),
	...plain(
		'iam',
		'read',
		'GetAccessKeyLastUsed',
		'GetAccountSummary',
		'GetLoginProfile',
		'GetRole',
		'GetRolePolicy',
		'GetUser',
		'GetUserPolicy',
		'ListAccessKeys',
		'ListAttachedGroupPolicies',
		'ListAttachedRolePolicies',
		'ListAttachedUserPolicies',
		'ListGroupPolicies',
		'ListGroupsForUser',
		'ListMFADevices',
		'ListRolePolicies',
		'ListServiceSpecificCredentials',
		'ListSigningCertificates',
		'ListSSHPublicKeys',
		'ListUserPolicies',
		'ListUsers',
		'SimulatePrincipalPolicy',
	),
	...plain(
		'iam',
		'write',
		'AttachRolePolicy',
		'AttachUserPolicy',
		'DeleteAccessKey',
		'DeleteLoginProfile',
		'DeleteRolePermissionsBoundary',
		'DeleteRolePolicy',
		'DeleteUserPermissionsBoundary',
		'DeleteUserPolicy',
		'DetachRolePolicy',
		'DetachUserPolicy',
		'PutRolePermissionsBoundary',
		'PutRolePolicy',
		'PutUserPermissionsBoundary',
		'PutUserPolicy',
		'UpdateAccessKey',
		'UpdateAssumeRolePolicy',
		'UpdateServiceSpecificCredential',
		'UpdateSSHPublicKey',
		'UpdateSigningCertificate',
	),
	{
		service: 'iam',
		operation: 'CreateAccessKey',
		access: 'write',
		actions: ['iam:CreateAccessKey'],
		once: true,
	},
	...plain('lambda', 'read', 'ListFunctions', 'ListFunctionUrlConfigs'),
	...plain('lambda', 'write', 'DeleteFunction'),
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
