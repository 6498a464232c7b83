import type * as api from '@aws-sdk/client-iam';
import type {Operation} from '../../service.ts';
import {encode, now} from './entities.ts';
import {deleteConflict, limitExceeded, noSuchEntity} from './errors.ts';
import {checkDocument, findOwnPolicy, findPolicy} from './managed-policies.ts';
import {page} from './page.ts';
import type {ManagedPolicy} from './state.ts';

const quota = 5;

type Version = ManagedPolicy['versions'][number];

function find(policy: ManagedPolicy, id: string | undefined): Version {
	const version = policy.versions.find(({versionId}) => versionId === id);
	if (version) return version;
	throw noSuchEntity(`Policy ${policy.arn} version ${id} does not exist or is not attachable.`);
}

const describe = (
	{versionId, createDate}: Version,
	{defaultVersionId}: ManagedPolicy,
): api.PolicyVersion => ({
	VersionId: versionId,
	IsDefaultVersion: versionId === defaultVersionId,
	CreateDate: createDate,
});

export const GetPolicyVersion: Operation<api.GetPolicyVersionRequest, api.GetPolicyVersionResponse> = {
	handle({PolicyArn, VersionId}, call) {
		const policy = findPolicy(PolicyArn, call);
		const version = find(policy, VersionId);
		return {PolicyVersion: {...describe(version, policy), Document: encode(version.document)}};
	},
};

export const ListPolicyVersions: Operation<api.ListPolicyVersionsRequest, api.ListPolicyVersionsResponse> = {
	handle(input, call) {
		const policy = findPolicy(input.PolicyArn, call);
		const {items, rest} = page(policy.versions, input);
		return {Versions: items.map(version => describe(version, policy)), ...rest};
	},
};

export const CreatePolicyVersion: Operation<api.CreatePolicyVersionRequest, api.CreatePolicyVersionResponse> =
	{
		handle({PolicyArn, PolicyDocument: document = '', SetAsDefault = false}, call) {
			const policy = findOwnPolicy(PolicyArn, call);
			checkDocument(document);
			if (policy.versions.length >= quota) {
				throw limitExceeded(
					`A managed policy can have up to ${quota} versions. Before you create a new version, you must delete an existing version.`,
				);
			}
			const newest = Math.max(...policy.versions.map(({versionId}) => Number(versionId.slice(1))));
			const version: Version = {versionId: `v${newest + 1}`, document, createDate: now(call)};
			const changed: ManagedPolicy = {
				...policy,
				updateDate: version.createDate,
				versions: [version, ...policy.versions],
				defaultVersionId: SetAsDefault ? version.versionId : policy.defaultVersionId,
			};
			call.world.iam.policies.set(policy.arn, changed);
			return {PolicyVersion: describe(version, changed)};
		},
	};

export const SetDefaultPolicyVersion: Operation<api.SetDefaultPolicyVersionRequest, void> = {
	handle({PolicyArn, VersionId}, call) {
		const policy = findOwnPolicy(PolicyArn, call);
		const {versionId} = find(policy, VersionId);
		call.world.iam.policies.set(policy.arn, {...policy, defaultVersionId: versionId, updateDate: now(call)});
	},
};

export const DeletePolicyVersion: Operation<api.DeletePolicyVersionRequest, void> = {
	handle({PolicyArn, VersionId}, call) {
		const policy = findOwnPolicy(PolicyArn, call);
		const {versionId} = find(policy, VersionId);
		if (versionId === policy.defaultVersionId)
			throw deleteConflict('Cannot delete the default version of a policy.');
		const versions = policy.versions.filter(version => version.versionId !== versionId);
		call.world.iam.policies.set(policy.arn, {...policy, versions});
	},
};
