import type * as api from '@aws-sdk/client-iam';
import {parsePolicy} from '../../policy/document.ts';
import {allManagedByAws, managedByAws} from '../../policy/managed.ts';
import type {Call, Operation} from '../../service.ts';
import {arnOf, groups, holdersOf, newId, now, roles, users} from './entities.ts';
import {
	alreadyExists,
	checkName,
	deleteConflict,
	invalid,
	limitExceeded,
	malformedPolicy,
	noSuchEntity,
} from './errors.ts';
import {page} from './page.ts';
import type {ManagedPolicy} from './state.ts';
import {tagsOf} from './tags.ts';

/** Characters of one managed policy, white space not counted. */
const largest = 6144;

/** Throws NoSuchEntity; AWS says it in two ways. */
export function findPolicy(arn = '', {world}: Call, complaint = 'was not found.'): ManagedPolicy {
	const policy = managedByAws(arn) ?? world.iam.policies.get(arn);
	if (policy === undefined) throw noSuchEntity(`Policy ${arn} ${complaint}`);
	return policy;
}

export function checkDocument(document: string): void {
	if (parsePolicy(document) === null) throw malformedPolicy();
	if (document.replaceAll(/\s/g, '').length > largest) {
		throw limitExceeded(`Cannot exceed quota for PolicySize: ${largest}`);
	}
}

/** Throws AccessDenied's sibling for what belongs to AWS: nobody can change those. */
export function findOwnPolicy(arn: string | undefined, call: Call): ManagedPolicy {
	const policy = findPolicy(arn, call);
	if (managedByAws(policy.arn))
		throw invalid(`Policy ${policy.arn} is an AWS managed policy and cannot be changed.`);
	return policy;
}

function attachmentsOf(arn: string, call: Call): number {
	return [users, roles, groups].reduce((sum, kind) => sum + holdersOf(kind, arn, call).length, 0);
}

export function describePolicy(policy: ManagedPolicy, call: Call): api.Policy {
	const boundaries = [users, roles].flatMap(kind => holdersOf(kind, policy.arn, call, 'PermissionsBoundary'));
	return {
		PolicyName: policy.policyName,
		PolicyId: policy.policyId,
		Arn: policy.arn,
		Path: policy.path,
		DefaultVersionId: policy.defaultVersionId,
		AttachmentCount: attachmentsOf(policy.arn, call),
		PermissionsBoundaryUsageCount: boundaries.length,
		IsAttachable: true,
		CreateDate: policy.createDate,
		UpdateDate: policy.updateDate,
		...(policy.description ? {Description: policy.description} : {}),
		...(policy.tags.length > 0 ? {Tags: [...policy.tags]} : {}),
	};
}

export const CreatePolicy: Operation<api.CreatePolicyRequest, api.CreatePolicyResponse> = {
	handle(input, call) {
		const {PolicyName: policyName = '', PolicyDocument: document = '', Path: path = '/'} = input;
		checkName('policyName', policyName, 128);
		checkDocument(document);
		const arn = arnOf(call, 'policy', path, policyName);
		const {policies} = call.world.iam;
		if (policies.values().some(policy => policy.policyName === policyName)) {
			throw alreadyExists(`A policy called ${policyName} already exists. Duplicate names are not allowed.`);
		}
		const createDate = now(call);
		const policy: ManagedPolicy = {
			policyName,
			policyId: newId(call, 'ANPA'),
			arn,
			path,
			createDate,
			updateDate: createDate,
			defaultVersionId: 'v1',
			versions: [{versionId: 'v1', document, createDate}],
			tags: tagsOf(input.Tags),
			...(input.Description ? {description: input.Description} : {}),
		};
		policies.set(arn, policy);
		return {Policy: describePolicy(policy, call)};
	},
};

export const GetPolicy: Operation<api.GetPolicyRequest, api.GetPolicyResponse> = {
	handle: ({PolicyArn}, call) => ({Policy: describePolicy(findPolicy(PolicyArn, call), call)}),
};

export const ListPolicies: Operation<api.ListPoliciesRequest, api.ListPoliciesResponse> = {
	handle(input, call) {
		const {Scope = 'All', OnlyAttached = false, PathPrefix = '/'} = input;
		const found = [
			...(Scope === 'AWS' ? [] : call.world.iam.policies.values()),
			...(Scope === 'Local' ? [] : allManagedByAws()),
		].filter(({path, arn}) => path.startsWith(PathPrefix) && (!OnlyAttached || attachmentsOf(arn, call) > 0));
		const {items, rest} = page(found, input);
		return {Policies: items.map(policy => describePolicy(policy, call)), ...rest};
	},
};

export const DeletePolicy: Operation<api.DeletePolicyRequest, void> = {
	handle({PolicyArn}, call) {
		const policy = findOwnPolicy(PolicyArn, call);
		if (attachmentsOf(policy.arn, call) > 0)
			throw deleteConflict('Cannot delete a policy attached to entities.');
		if (policy.versions.length > 1) {
			throw deleteConflict(
				"This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
			);
		}
		call.world.iam.policies.delete(policy.arn);
	},
};
