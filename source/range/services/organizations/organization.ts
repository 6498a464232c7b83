import type {
	CreateOrganizationRequest,
	CreateOrganizationResponse,
	DescribeOrganizationResponse,
	ListPoliciesRequest,
	ListPoliciesResponse,
	ListRootsRequest,
	ListRootsResponse,
	Organization as OrganizationOutput,
} from '@aws-sdk/client-organizations';
import {AwsError, type Call, type Operation} from '../../service.ts';
import type {Organization} from './state.ts';

/** CreateOrganization: makes the caller's account the management account, from which it can mint accounts (§14). */
export const CreateOrganization: Operation<CreateOrganizationRequest, CreateOrganizationResponse> = {
	handle(_, call) {
		const {world, clock} = call;
		if (world.organizations.organization) {
			throw new AwsError(
				'AlreadyInOrganizationException',
				'The AWS account is already a member of an organization.',
			);
		}
		const organization = found(call);
		world.organizations.organization = organization;
		world.organizations.accounts.set(world.accountId, {
			id: world.accountId,
			name: 'management',
			email: organization.managementEmail,
			joined: 'INVITED',
			joinedAt: clock.now(),
			state: 'ACTIVE',
		});
		return {Organization: describe(organization, call)};
	},
};

export const DescribeOrganization: Operation<object, DescribeOrganizationResponse> = {
	handle: (_, call) => ({Organization: describe(organizationOf(call), call)}),
};

/** LeaveOrganization: the management account cannot; a member leaves its service control policies behind (§14). */
export const LeaveOrganization: Operation<object, Record<string, never>> = {
	handle(_, call) {
		const {organizations, accountId} = call.world;
		if (organizationOf(call).managementAccountId === accountId) {
			throw new AwsError(
				'MasterCannotLeaveOrganizationException',
				'You cannot remove the management account from the organization. Instead, delete the organization after removing all member accounts.',
			);
		}
		organizations.organization = undefined;
		organizations.accounts.clear();
		return {};
	},
};

export const ListRoots: Operation<ListRootsRequest, ListRootsResponse> = {
	handle(_, call) {
		const {id, rootId, managementAccountId} = organizationOf(call);
		return {
			Roots: [
				{
					Id: rootId,
					Arn: `arn:${call.world.partition}:organizations::${managementAccountId}:root/${id}/${rootId}`,
					Name: 'Root',
					PolicyTypes: [{Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED'}],
				},
			],
		};
	},
};

export const ListPolicies: Operation<ListPoliciesRequest, ListPoliciesResponse> = {
	handle({Filter}, call) {
		organizationOf(call);
		return {
			Policies:
				Filter === 'SERVICE_CONTROL_POLICY'
					? [
							{
								Id: 'p-FullAWSAccess',
								Arn: `arn:${call.world.partition}:organizations::aws:policy/service_control_policy/p-FullAWSAccess`,
								Name: 'FullAWSAccess',
								Description: 'Allows access to every operation',
								Type: 'SERVICE_CONTROL_POLICY',
								AwsManaged: true,
							},
						]
					: [],
		};
	},
};

/** @throws AwsError `AWSOrganizationsNotInUseException` while the account stands alone. */
export function organizationOf({world}: Call): Organization {
	if (!world.organizations.organization) {
		throw new AwsError(
			'AWSOrganizationsNotInUseException',
			'Your account is not a member of an organization.',
		);
	}
	return world.organizations.organization;
}

/** A new organization with the account of the world as its management account. */
export function found({world}: Pick<Call, 'world'>): Organization {
	const lowerCase = 'abcdefghijklmnopqrstuvwxyz0123456789';
	return {
		id: `o-${world.random.text(10, lowerCase)}`,
		rootId: `r-${world.random.text(4, lowerCase)}`,
		managementAccountId: world.accountId,
		managementEmail: 'aws-root@corp.example',
	};
}

function describe(
	{id, managementAccountId, managementEmail}: Organization,
	{world}: Call,
): OrganizationOutput {
	const arn = (type: string) => `arn:${world.partition}:organizations::${managementAccountId}:${type}/${id}`;
	return {
		Id: id,
		Arn: arn('organization'),
		FeatureSet: 'ALL',
		MasterAccountArn: `${arn('account')}/${managementAccountId}`,
		MasterAccountId: managementAccountId,
		MasterAccountEmail: managementEmail,
		AvailablePolicyTypes: [{Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED'}],
	};
}
