import type {
	CreateAccountRequest,
	CreateAccountResponse,
	CreateAccountStatus,
	DescribeCreateAccountStatusRequest,
	DescribeCreateAccountStatusResponse,
} from '@aws-sdk/client-organizations';
import {AwsError, type Operation} from '../../service.ts';
import {settledAccounts} from './accounts.ts';
import {organizationOf} from './organization.ts';
import {recordedRequest, recordResult} from './result-event.ts';
import type {AccountRequest, MemberAccount} from './state.ts';

/** How long AWS needs to make an account, ms. */
const CREATION = 4_000;

/** Accounts an organization may have by default; more is a request to AWS support. */
const ACCOUNT_LIMIT = 10;

/**
 * CreateAccount: answers at once; the account's id comes later, by DescribeCreateAccountStatus and in the service
 * event `CreateAccountResult` (field guide §14).
 */
export const CreateAccount: Operation<CreateAccountRequest, CreateAccountResponse> = {
	handle(input, call) {
		organizationOf(call);
		const {organizations, random} = call.world;
		if (settledAccounts(call).length >= ACCOUNT_LIMIT) {
			throw new AwsError(
				'ConstraintViolationException',
				'You have exceeded the allowed number of AWS accounts.',
			);
		}
		const now = call.clock.now();
		const email = input.Email ?? '';
		const taken = [...organizations.accounts.values()].some(account => account.email === email);
		const account: MemberAccount = {
			id: random.text(12, '123456789'),
			name: input.AccountName ?? '',
			email,
			joined: 'CREATED',
			joinedAt: now + CREATION,
			state: 'ACTIVE',
		};
		const request: AccountRequest = {
			id: `car-${random.hex(32)}`,
			name: account.name,
			requestedAt: now,
			completedAt: now + CREATION,
			outcome: taken ? {failure: 'EMAIL_ALREADY_EXISTS'} : {account},
		};
		organizations.requests.set(request.id, request);
		if (!taken) {
			organizations.accounts.set(account.id, account);
		}
		recordResult(request, call);
		return {CreateAccountStatus: describeRequest(request, now)};
	},
	record: recordedRequest,
};

export const DescribeCreateAccountStatus: Operation<
	DescribeCreateAccountStatusRequest,
	DescribeCreateAccountStatusResponse
> = {
	handle(input, call) {
		organizationOf(call);
		const request = call.world.organizations.requests.get(input.CreateAccountRequestId ?? '');
		if (!request) {
			throw new AwsError(
				'CreateAccountStatusNotFoundException',
				"We can't find a create account request with the CreateAccountRequestId that you specified.",
			);
		}
		return {CreateAccountStatus: describeRequest(request, call.clock.now())};
	},
};

function describeRequest(
	{id, name, requestedAt, completedAt, outcome}: AccountRequest,
	now: number,
): CreateAccountStatus {
	const base = {Id: id, AccountName: name, RequestedTimestamp: new Date(requestedAt)};
	if (now < completedAt) {
		return {...base, State: 'IN_PROGRESS'};
	}
	return {
		...base,
		CompletedTimestamp: new Date(completedAt),
		...('account' in outcome
			? {State: 'SUCCEEDED' as const, AccountId: outcome.account.id}
			: {State: 'FAILED' as const, FailureReason: outcome.failure}),
	};
}
