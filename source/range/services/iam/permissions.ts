import type {Call, Permission} from '../../service.ts';
import {arnOf} from './entities.ts';

type Input = Readonly<Record<string, unknown>>;

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Lists and reports that are not about one entity. */
const collections: readonly [pattern: RegExp, type: string][] = [
	[/^ListUsers$/, 'user/'],
	[/^ListRoles$/, 'role/'],
	[/^ListGroups$/, 'group/'],
	[/^ListPolicies$/, 'policy/'],
	[/^ListInstanceProfiles$/, 'instance-profile/'],
];

/** The permission that an operation of IAM needs: its own name, on the entity that the input names. */
export function permissionOf(name: string): (input: Input, call: Call) => readonly Permission[] {
	return (input, call) => [{action: `iam:${name}`, resource: resourceOf(name, input, call)}];
}

function resourceOf(name: string, input: Input, call: Call): string {
	const {iam, accountId} = call.world;
	const collection = collections.find(([pattern]) => pattern.test(name));
	if (collection) return `arn:aws:iam::${accountId}:${collection[1]}`;
	const path = text(input['Path']) ?? '/';
	const role = text(input['RoleName']);
	const group = text(input['GroupName']);
	const profile = text(input['InstanceProfileName']);
	if (profile)
		return iam.instanceProfiles.get(profile)?.arn ?? arnOf(call, 'instance-profile', path, profile);
	if (role) return iam.roles.get(role)?.arn ?? arnOf(call, 'role', path, role);
	if (group) return iam.groups.get(group)?.arn ?? arnOf(call, 'group', path, group);
	const user = text(input['UserName']);
	if (user) return iam.users.get(user)?.arn ?? arnOf(call, 'user', path, user);
	const policy = text(input['PolicyArn']);
	if (policy) return policy;
	if (name === 'CreatePolicy') return arnOf(call, 'policy', path, text(input['PolicyName']) ?? '');
	return isAboutAccount(name) ? '*' : call.caller.arn;
}

/** What names nobody is about the caller, but for what is about the account. */
const isAboutAccount = (name: string): boolean => /Account|LastUsed/.test(name);
