import type {ManagedPolicy} from '../services/iam/state.ts';
import {quarantine} from './quarantine.ts';

interface Statement {
	readonly Effect: 'Allow' | 'Deny';
	readonly Action?: string | readonly string[];
	readonly NotAction?: readonly string[];
	readonly Resource: '*';
}

const allow = (...Action: string[]): Statement => ({Effect: 'Allow', Action, Resource: '*'});

/** AWS's own policies that the range knows, by path and name. Long ones are cut to the services that the range speaks. */
const documents: Readonly<Record<string, readonly Statement[]>> = {
	AdministratorAccess: [allow('*')],
	PowerUserAccess: [
		{Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*'},
		allow(
			'account:GetAccountInformation',
			'account:GetPrimaryEmail',
			'account:ListRegions',
			'iam:CreateServiceLinkedRole',
			'iam:DeleteServiceLinkedRole',
			'iam:ListRoles',
			'organizations:DescribeEffectivePolicy',
			'organizations:DescribeOrganization',
		),
	],
	ReadOnlyAccess: [
		allow(
			'account:Get*',
			'account:List*',
			'cloudtrail:Describe*',
			'cloudtrail:Get*',
			'cloudtrail:List*',
			'cloudtrail:LookupEvents',
			'ec2:Describe*',
			'ec2:Get*',
			'iam:Generate*',
			'iam:Get*',
			'iam:List*',
			'iam:Simulate*',
			'lambda:Get*',
			'lambda:List*',
			'lightsail:Get*',
			'organizations:Describe*',
			'organizations:List*',
			's3:Get*',
			's3:List*',
			'sts:GetAccessKeyInfo',
			'sts:GetCallerIdentity',
			'sts:GetSessionToken',
		),
	],
	SecurityAudit: [
		allow(
			'account:Get*',
			'account:ListRegions',
			'cloudtrail:Describe*',
			'cloudtrail:Get*',
			'cloudtrail:List*',
			'cloudtrail:LookupEvents',
			'ec2:Describe*',
			'iam:Generate*',
			'iam:Get*',
			'iam:List*',
			'lambda:GetPolicy',
			'lambda:List*',
			'lightsail:GetInstances',
			'organizations:Describe*',
			'organizations:List*',
		),
	],
	IAMFullAccess: [allow('iam:*', 'organizations:DescribeAccount', 'organizations:DescribeOrganization')],
	IAMReadOnlyAccess: [allow('iam:GenerateCredentialReport', 'iam:Get*', 'iam:List*', 'iam:Simulate*')],
	IAMUserChangePassword: [allow('iam:ChangePassword', 'iam:GetAccountPasswordPolicy')],
	AmazonBedrockLimitedAccess: [
		allow('bedrock:Get*', 'bedrock:List*', 'bedrock:CallWithBearerToken', 'bedrock:InvokeModel*'),
	],
	AmazonEC2FullAccess: [allow('ec2:*', 'elasticloadbalancing:*', 'cloudwatch:*', 'autoscaling:*')],
	AmazonEC2ReadOnlyAccess: [allow('ec2:Describe*', 'ec2:Get*')],
	AmazonS3FullAccess: [allow('s3:*', 's3-object-lambda:*')],
	AmazonS3ReadOnlyAccess: [allow('s3:Get*', 's3:List*', 's3:Describe*')],
	AmazonSSMManagedInstanceCore: [allow('ssm:UpdateInstanceInformation', 'ssmmessages:*', 'ec2messages:*')],
	AWSLambda_FullAccess: [allow('lambda:*', 'iam:ListRoles', 'iam:GetRole', 'iam:PassRole', 'logs:Describe*')],
	'service-role/AWSLambdaBasicExecutionRole': [
		allow('logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'),
	],
	AWSCloudTrail_ReadOnlyAccess: [
		allow('cloudtrail:Get*', 'cloudtrail:Describe*', 'cloudtrail:List*', 'cloudtrail:LookupEvents'),
	],
	AWSOrganizationsFullAccess: [allow('organizations:*', 'account:*')],
	AWSDenyAll: [{Effect: 'Deny', Action: ['*'], Resource: '*'}],
	AWSCompromisedKeyQuarantine: [{Effect: 'Deny', Action: quarantine.v1, Resource: '*'}],
	AWSCompromisedKeyQuarantineV2: [{Effect: 'Deny', Action: quarantine.v2, Resource: '*'}],
	AWSCompromisedKeyQuarantineV3: [{Effect: 'Deny', Action: quarantine.v3, Resource: '*'}],
};

const created = new Date('2015-02-06T18:39:46Z');

function describe(path: string, statements: readonly Statement[]): ManagedPolicy {
	const name = path.split('/').at(-1) ?? path;
	return {
		policyName: name,
		policyId: `ANPA${Buffer.from(name.padEnd(17, 'X')).toString('hex').toUpperCase().slice(0, 17)}`,
		arn: `arn:aws:iam::aws:policy/${path}`,
		path: `/${path.slice(0, path.length - name.length)}`,
		createDate: created,
		updateDate: created,
		defaultVersionId: 'v1',
		versions: [
			{
				versionId: 'v1',
				document: JSON.stringify({Version: '2012-10-17', Statement: statements}),
				createDate: created,
			},
		],
		tags: [],
	};
}

const policies = new Map(
	Object.entries(documents).map(([path, statements]) => {
		const policy = describe(path, statements);
		return [policy.arn, policy];
	}),
);

/** The policy of AWS's own with that ARN, if the range knows it. */
export function managedByAws(arn: string): ManagedPolicy | undefined {
	return policies.get(arn);
}

export function allManagedByAws(): ManagedPolicy[] {
	return [...policies.values()];
}
