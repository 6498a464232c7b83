import type {
	Account,
	CloseAccountRequest,
	DescribeAccountRequest,
	DescribeAccountResponse,
	ListAccountsRequest,
	ListAccountsResponse,
} from '@aws-sdk/client-organizations';
import {AwsError, type Call, type Operation} from '../../service.ts';
import {organizationOf} from './organization.ts';
import type {MemberAccount} from './state.ts';

export const ListAccounts: Operation<ListAccountsRequest, ListAccountsResponse> = {
	handle(_, call) {
		organizationOf(call);
		return {Accounts: settledAccounts(call).map(account => describe(account, call))};
	},
};

export const DescribeAccount: Operation<DescribeAccountRequest, DescribeAccountResponse> = {
	handle: (input, call) => ({Account: describe(accountOf(input.AccountId, call), call)}),
};

/** CloseAccount: only a member, and only one that is open. It stays visible as suspended for 90 days. */
export const CloseAccount: Operation<CloseAccountRequest, Record<string, never>> = {
	permissions: (input, call) => [
		{action: 'organizations:CloseAccount', resource: accountArn(input.AccountId ?? '*', call)},
	],
	handle(input, call) {
		const account = accountOf(input.AccountId, call);
		if (account.id === call.world.accountId) {
			throw new AwsError(
				'ConstraintViolationException',
				'You cannot close the management account of an organization.',
			);
		}
		if (account.state !== 'ACTIVE') {
			throw new AwsError(
				'AccountAlreadyClosedException',
				'You attempted to close an account that is already closed.',
			);
		}
		account.state = 'PENDING_CLOSURE';
		return {};
	},
};

function accountOf(id: string | undefined, call: Call): MemberAccount {
	organizationOf(call);
	const account = settledAccounts(call).find(each => each.id === id);
	if (!account) {
		throw new AwsError('AccountNotFoundException', "You specified an account that doesn't exist.");
	}
	return account;
}

/** The accounts that have come to be: one that is still being made is not there yet. */
export function settledAccounts({world, clock}: Call): MemberAccount[] {
	return [...world.organizations.accounts.values()].filter(({joinedAt}) => joinedAt <= clock.now());
}

function accountArn(id: string, call: Call): string {
	const organization = call.world.organizations.organization;
	const {partition, accountId} = call.world;
	return `arn:${partition}:organizations::${organization?.managementAccountId ?? accountId}:account/${organization?.id ?? '*'}/${id}`;
}

function describe({id, name, email, joined, joinedAt, state}: MemberAccount, call: Call): Account {
	return {
		Id: id,
		Arn: accountArn(id, call),
		Email: email,
		Name: name,
		Status: state,
		State: state,
		JoinedMethod: joined,
		JoinedTimestamp: new Date(joinedAt),
	};
}
