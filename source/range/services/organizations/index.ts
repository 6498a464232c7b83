import * as schemas from '@aws-sdk/client-organizations';
import type {Service} from '../../service.ts';
import * as accounts from './accounts.ts';
import {CreateAccount, DescribeCreateAccountStatus} from './create-account.ts';
import {
	CreateOrganization,
	DescribeOrganization,
	LeaveOrganization,
	ListPolicies,
	ListRoots,
} from './organization.ts';

/** AWS Organizations: one endpoint for the world, logged in us-east-1 (field guide §8). */
export const organizations: Service = {
	signingName: 'organizations',
	eventSource: 'organizations.amazonaws.com',
	protocol: 'json',
	schemas: {...schemas},
	version: 'AWSOrganizationsV20161128',
	loggedIn: 'us-east-1',
	operations: {
		CreateOrganization,
		DescribeOrganization,
		LeaveOrganization,
		ListPolicies,
		ListRoots,
		CreateAccount,
		DescribeCreateAccountStatus,
		ListAccounts: accounts.ListAccounts,
		DescribeAccount: accounts.DescribeAccount,
		CloseAccount: accounts.CloseAccount,
	},
};
