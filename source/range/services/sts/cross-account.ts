import type {AssumeRoleRequest, AssumeRoleResponse} from '@aws-sdk/client-sts';
import {uniqueId} from '../../credential-ids.ts';
import {americanTime} from '../../parameters.ts';
import {principalOf} from '../../principals/authenticate.ts';
import {demand} from '../../principals/authorize.ts';
import {Random} from '../../random.ts';
import {isoSeconds} from '../../record.ts';
import type {Call, Recorded} from '../../service.ts';
import {settledAccounts} from '../organizations/accounts.ts';
import type {RoleId} from './mint.ts';

/** The role that every account has that an organization made: it trusts the management account (field guide §14). */
const ACCESS_ROLE = 'OrganizationAccountAccessRole';

/** The role of a member account that the caller may take; undefined where the call names none. Throws AccessDenied. */
export function memberRole(
	{RoleArn: arn = ''}: AssumeRoleRequest,
	call: Call,
): (RoleId & {readonly accountId: string; readonly maxSessionDuration: number}) | undefined {
	const {world} = call;
	const member = settledAccounts(call).find(({id, joined}) => arn === arnOf(id) && joined === 'CREATED');
	if (member === undefined || member.id === world.accountId) return undefined;
	const circumstances = {...call, now: call.clock.now()};
	demand(world, principalOf(call), [{action: 'sts:AssumeRole', resource: arn}], circumstances);
	return {
		roleName: ACCESS_ROLE,
		// Seeded by the account: the role is the same one each time.
		roleId: uniqueId(new Random(Number(member.id)), member.id, 'AROA'),
		arn,
		accountId: member.id,
		maxSessionDuration: 3600,
	};
}

const arnOf = (account: string): string => `arn:aws:iam::${account}:role/${ACCESS_ROLE}`;

/**
 * What the caller's trail has of an AssumeRole. Where the role is another account's, that account gets a copy with an
 * id of its own and the same `sharedEventID`, in which the caller is only an account and an id (field guide §8).
 */
export function recordAssumed(ARN: string, output: AssumeRoleResponse, call: Call): Recorded {
	const {world, caller} = call;
	const [, , , , accountId = ''] = ARN.split(':');
	const resources = [{ARN, accountId, type: 'AWS::IAM::Role'}];
	if (accountId === world.accountId) return {resources};
	const sharedEventID = world.eventIds.uuid();
	world.trail.append({
		eventVersion: '1.11',
		userIdentity: {type: 'AWSAccount', principalId: caller.principalId, accountId: caller.accountId},
		eventTime: isoSeconds(call.clock.now()),
		eventSource: 'sts.amazonaws.com',
		eventName: 'AssumeRole',
		awsRegion: call.region,
		sourceIPAddress: call.sourceIp,
		userAgent: call.userAgent,
		requestParameters: {roleArn: ARN, roleSessionName: output.AssumedRoleUser?.Arn?.split('/').at(-1)},
		responseElements: {
			credentials: {
				accessKeyId: output.Credentials?.AccessKeyId,
				expiration: americanTime(output.Credentials?.Expiration ?? new Date(0)),
			},
			assumedRoleUser: {
				assumedRoleId: output.AssumedRoleUser?.AssumedRoleId,
				arn: output.AssumedRoleUser?.Arn,
			},
		},
		requestID: world.eventIds.uuid(),
		eventID: world.eventIds.uuid(),
		readOnly: true,
		resources,
		eventType: 'AwsApiCall',
		managementEvent: true,
		recipientAccountId: accountId,
		sharedEventID,
		eventCategory: 'Management',
	});
	return {resources, sharedEventID};
}
