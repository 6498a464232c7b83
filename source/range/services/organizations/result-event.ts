import type {CreateAccountRequest, CreateAccountResponse} from '@aws-sdk/client-organizations';
import {americanTime} from '../../parameters.ts';
import {isoSeconds} from '../../record.ts';
import type {Call, Recorded} from '../../service.ts';
import type {AccountRequest} from './state.ts';

/** Organizations hides names and addresses of accounts in the trail (Organizations user guide, CloudTrail examples). */
const HIDDEN = '****';

/** The record of CreateAccount: no account id in it, that comes with the result. */
export function recordedRequest(
	input: CreateAccountRequest,
	output: CreateAccountResponse | undefined,
): Recorded {
	const status = output?.CreateAccountStatus;
	return {
		requestParameters: {
			email: HIDDEN,
			accountName: HIDDEN,
			...(input.RoleName !== undefined && {roleName: input.RoleName}),
			...(input.IamUserAccessToBilling && {iamUserAccessToBilling: input.IamUserAccessToBilling}),
		},
		responseElements: status && {
			createAccountStatus: {
				id: status.Id,
				state: status.State,
				accountName: HIDDEN,
				...(status.RequestedTimestamp && {requestedTimestamp: americanTime(status.RequestedTimestamp)}),
			},
		},
	};
}

/** The service event `CreateAccountResult`: it arrives when the account is made, and no credential signed it. */
export function recordResult({id, requestedAt, completedAt, outcome}: AccountRequest, {world}: Call): void {
	const service = 'organizations.amazonaws.com';
	world.trail.append({
		eventVersion: '1.11',
		userIdentity: {accountId: world.accountId, invokedBy: service},
		eventTime: isoSeconds(completedAt),
		eventSource: service,
		eventName: 'CreateAccountResult',
		awsRegion: 'us-east-1',
		sourceIPAddress: service,
		userAgent: service,
		requestParameters: null,
		responseElements: null,
		eventID: world.random.uuid(),
		readOnly: false,
		eventType: 'AwsServiceEvent',
		managementEvent: true,
		recipientAccountId: world.accountId,
		serviceEventDetails: {
			createAccountStatus: {
				id,
				...('account' in outcome
					? {state: 'SUCCEEDED', accountId: outcome.account.id}
					: {state: 'FAILED', failureReason: outcome.failure}),
				accountName: HIDDEN,
				requestedTimestamp: americanTime(new Date(requestedAt)),
				completedTimestamp: americanTime(new Date(completedAt)),
			},
		},
		eventCategory: 'Management',
	});
}
