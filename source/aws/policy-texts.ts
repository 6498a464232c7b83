import type {IAM} from '@aws-sdk/client-iam';
import {denyingGroup, denySessionsName} from '../domain/containment/documents.ts';
import type {Principal} from '../domain/containment/principal.ts';
import type {InlinePolicy} from '../domain/containment/state.ts';
import type {Read} from '../domain/key-facts.ts';
import {Refusal} from '../domain/refusal.ts';
import {mapLimited} from './parallel.ts';
import {readable} from './readable.ts';

/** Inline policies whose text is asked for at a time. */
const asking = 4;

/** The policies of a user or role itself, inline ones with their text: what a plan changes, and puts back to the byte. */
export async function readPolicyTexts(
	iam: IAM,
	{kind, name}: Pick<Principal, 'kind' | 'name'>,
	signal: AbortSignal,
): Promise<{readonly attached: Read<readonly string[]>; readonly inline: Read<readonly InlinePolicy[]>}> {
	const read = kind === 'user' ? ofUser(iam, name) : ofRole(iam, name);
	const [attached, inline] = await Promise.all([
		readable(async () => {
			const arns: string[] = [];
			for await (const {AttachedPolicies = []} of read.attached()) {
				signal.throwIfAborted();
				arns.push(...AttachedPolicies.flatMap(({PolicyArn}) => PolicyArn ?? []));
			}
			return arns;
		}),
		readable(async () => {
			const names: string[] = [];
			for await (const {PolicyNames = []} of read.inline()) {
				signal.throwIfAborted();
				names.push(...PolicyNames);
			}
			return mapLimited(names, asking, async policy => {
				signal.throwIfAborted();
				return {name: policy, document: decodeURIComponent(await read.text(policy))};
			});
		}),
	]);
	return {attached, inline};
}

/** What the group denies that leaktui makes for a user; IAM is asked only where the user is in it. */
export async function readGroupDenial(
	iam: IAM,
	userName: string,
	groups: Read<readonly string[]>,
	signal: AbortSignal,
): Promise<Read<readonly InlinePolicy[]>> {
	const GroupName = denyingGroup(userName);
	if (groups.error !== null) return groups;
	if (!groups.value.includes(GroupName)) return {value: [], error: null};
	return readable(async () => {
		const policy = {GroupName, PolicyName: denySessionsName};
		try {
			const {PolicyDocument = ''} = await iam.getGroupPolicy(policy, {abortSignal: signal});
			return [{name: denySessionsName, document: decodeURIComponent(PolicyDocument)}];
		} catch (error) {
			if (error instanceof Refusal && error.kind === 'not-found') return [];
			throw error;
		}
	});
}

function ofUser(iam: IAM, UserName: string) {
	return {
		attached: () => iam.paginateListAttachedUserPolicies({UserName}),
		inline: () => iam.paginateListUserPolicies({UserName}),
		text: async (PolicyName: string) =>
			(await iam.getUserPolicy({UserName, PolicyName})).PolicyDocument ?? '',
	};
}

function ofRole(iam: IAM, RoleName: string) {
	return {
		attached: () => iam.paginateListAttachedRolePolicies({RoleName}),
		inline: () => iam.paginateListRolePolicies({RoleName}),
		text: async (PolicyName: string) =>
			(await iam.getRolePolicy({RoleName, PolicyName})).PolicyDocument ?? '',
	};
}
