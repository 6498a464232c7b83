import type {IAM} from '@aws-sdk/client-iam';
import type {AttachedPolicy} from '../domain/key-facts.ts';
import {sanitise, textOf} from '../domain/text.ts';
import {type Parts, readParts} from './readable.ts';

/** The policies that act on a user: attached, inline, and those of its groups. The boundary comes with the user itself. */
export async function readPolicies(
	iam: IAM,
	userName: string,
	signal: AbortSignal,
): Promise<Parts<AttachedPolicy>> {
	const user = {UserName: userName};
	return readParts<AttachedPolicy>({
		'attached policies': async () => {
			const found: AttachedPolicy[] = [];
			for await (const page of iam.paginateListAttachedUserPolicies(user)) {
				signal.throwIfAborted();
				found.push(...(page.AttachedPolicies ?? []).map(policy => attached(policy, 'attached')));
			}
			return found;
		},
		'inline policies': async () => {
			const found: AttachedPolicy[] = [];
			for await (const page of iam.paginateListUserPolicies(user)) {
				signal.throwIfAborted();
				found.push(...(page.PolicyNames ?? []).map(name => inline(name, 'inline')));
			}
			return found;
		},
		'policies of groups': async () => {
			const groups: string[] = [];
			for await (const page of iam.paginateListGroupsForUser(user)) {
				signal.throwIfAborted();
				groups.push(...(page.Groups ?? []).flatMap(({GroupName}) => GroupName ?? []));
			}
			return (await Promise.all(groups.map(group => ofGroup(iam, group, signal)))).flat();
		},
	});
}

async function ofGroup(iam: IAM, group: string, signal: AbortSignal): Promise<readonly AttachedPolicy[]> {
	const via = `group ${sanitise(group)}` as const;
	const found: AttachedPolicy[] = [];
	for await (const page of iam.paginateListAttachedGroupPolicies({GroupName: group})) {
		signal.throwIfAborted();
		found.push(...(page.AttachedPolicies ?? []).map(policy => attached(policy, via)));
	}
	for await (const page of iam.paginateListGroupPolicies({GroupName: group})) {
		signal.throwIfAborted();
		found.push(...(page.PolicyNames ?? []).map(name => inline(name, via)));
	}
	return found;
}

function attached(
	{PolicyName, PolicyArn}: {PolicyName?: string | undefined; PolicyArn?: string | undefined},
	via: AttachedPolicy['via'],
): AttachedPolicy {
	return {name: sanitise(PolicyName ?? ''), arn: textOf(PolicyArn), via};
}

function inline(name: string, via: AttachedPolicy['via']): AttachedPolicy {
	return {name: sanitise(name), arn: null, via};
}
