import type * as api from '@aws-sdk/client-iam';
import type {Call, Operation} from '../../service.ts';
import {encode} from './entities.ts';
import {noSuchEntity} from './errors.ts';
import {describeGroup} from './groups.ts';
import {describePolicy, findPolicy} from './managed-policies.ts';
import {describeRole} from './roles.ts';
import type {PolicyHolder} from './state.ts';
import {describeUser} from './users.ts';

export const GetAccountSummary: Operation<Record<string, never>, api.GetAccountSummaryResponse> = {
	handle(_input, {world: {iam}}) {
		const rootKeys = iam.accessKeys.values().filter(({userName}) => userName === null);
		return {
			SummaryMap: {
				Users: iam.users.values().length,
				UsersQuota: 5000,
				Groups: iam.groups.values().length,
				GroupsQuota: 300,
				Roles: iam.roles.values().length,
				RolesQuota: 1000,
				Policies: iam.policies.values().length,
				PoliciesQuota: 1500,
				InstanceProfiles: iam.instanceProfiles.values().length,
				InstanceProfilesQuota: 1000,
				MFADevices: iam.mfaDevices.values().length,
				MFADevicesInUse: iam.mfaDevices.values().length,
				AccountMFAEnabled: 1,
				AccountAccessKeysPresent: rootKeys.length > 0 ? 1 : 0,
				AccountSigningCertificatesPresent: 0,
				AccountPasswordPresent: 1,
				AccessKeysPerUserQuota: 2,
				AttachedPoliciesPerUserQuota: 10,
				AttachedPoliciesPerRoleQuota: 10,
				AttachedPoliciesPerGroupQuota: 10,
				SigningCertificatesPerUserQuota: 2,
				UserPolicySizeQuota: 2048,
				RolePolicySizeQuota: 10_240,
				GroupPolicySizeQuota: 5120,
				PolicySizeQuota: 6144,
				VersionsPerPolicyQuota: 5,
			},
		};
	},
};

export const ListAccountAliases: Operation<api.ListAccountAliasesRequest, api.ListAccountAliasesResponse> = {
	handle: () => ({AccountAliases: [], IsTruncated: false}),
};

export const GetAccountPasswordPolicy: Operation<Record<string, never>, never> = {
	handle(_input, {world}) {
		throw noSuchEntity(`The Password Policy with domain name ${world.accountId} cannot be found.`);
	},
};

const inlineOf = ({inline}: PolicyHolder): api.PolicyDetail[] =>
	Object.entries(inline).map(([name, document]) => ({PolicyName: name, PolicyDocument: encode(document)}));

const attachedOf = ({attached}: PolicyHolder, call: Call): api.AttachedPolicy[] =>
	attached.map(arn => ({PolicyArn: arn, PolicyName: findPolicy(arn, call).policyName}));

/** All in one page: the account of a range is small. */
export const GetAccountAuthorizationDetails: Operation<
	api.GetAccountAuthorizationDetailsRequest,
	api.GetAccountAuthorizationDetailsResponse
> = {
	handle({Filter = []}, call) {
		const {iam} = call.world;
		const wants = (kind: api.EntityType) => Filter.length === 0 || Filter.includes(kind);
		return {
			UserDetailList: (wants('User') ? iam.users.values() : []).map(user => ({
				...describeUser(user),
				UserPolicyList: inlineOf(user),
				GroupList: [...user.groups],
				AttachedManagedPolicies: attachedOf(user, call),
			})),
			GroupDetailList: (wants('Group') ? iam.groups.values() : []).map(group => ({
				...describeGroup(group),
				GroupPolicyList: inlineOf(group),
				AttachedManagedPolicies: attachedOf(group, call),
			})),
			RoleDetailList: (wants('Role') ? iam.roles.values() : []).map(role => ({
				...describeRole(role, call),
				RolePolicyList: inlineOf(role),
				AttachedManagedPolicies: attachedOf(role, call),
			})),
			Policies: (wants('LocalManagedPolicy') ? iam.policies.values() : []).map(policy => ({
				...describePolicy(policy, call),
				PolicyVersionList: policy.versions.map(({versionId, document, createDate}) => ({
					VersionId: versionId,
					Document: encode(document),
					IsDefaultVersion: versionId === policy.defaultVersionId,
					CreateDate: createDate,
				})),
			})),
			IsTruncated: false,
		};
	},
};
