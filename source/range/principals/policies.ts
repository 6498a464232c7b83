import {managedByAws} from '../policy/managed.ts';
import type {IamState, PolicyHolder} from '../services/iam/state.ts';
import type {Principal} from './authenticate.ts';

/** The policies that bear on a principal, as texts, by what they do: each layer must allow, and any may deny. */
export interface Layers {
	readonly identity: readonly string[];
	readonly boundary?: readonly string[];
	readonly session?: readonly string[];
}

/** Gathers a principal's policies as authorization sees them: without the writes of the consistency gap. */
export function layersOf(iam: IamState, principal: Principal): Layers {
	const {session} = principal;
	const holder = session?.role ? settledRole(iam, session.role) : settledUser(iam, principal);
	const boundary = holder?.permissionsBoundary;
	return {
		identity: holder ? [...ownPolicies(iam, holder), ...groupPolicies(iam, holder)] : [],
		...(boundary ? {boundary: documents(iam, [boundary])} : {}),
		...(session && isNarrowed(session)
			? {session: [...session.policies, ...documents(iam, session.policyArns)]}
			: {}),
	};
}

/** A federation token has no rights but those of its policies; other sessions are narrowed only if they bring some. */
function isNarrowed({kind, policies, policyArns}: NonNullable<Principal['session']>): boolean {
	return kind === 'federated' || policies.length + policyArns.length > 0;
}

type Holder = PolicyHolder & {readonly permissionsBoundary?: string; readonly groups?: readonly string[]};

function settledRole(
	iam: IamState,
	{name, id}: {readonly name: string; readonly id: string},
): Holder | undefined {
	const role = iam.roles.settled(name);
	return role?.roleId === id ? role : undefined;
}

function settledUser(iam: IamState, {session, userName}: Principal): Holder | undefined {
	const name = session?.user?.name ?? userName;
	return name === undefined ? undefined : iam.users.settled(name);
}

function ownPolicies(iam: IamState, holder: PolicyHolder): string[] {
	return [...Object.values(holder.inline), ...documents(iam, holder.attached)];
}

function groupPolicies(iam: IamState, {groups = []}: Holder): string[] {
	return groups.flatMap(name => {
		const group = iam.groups.settled(name);
		return group ? ownPolicies(iam, group) : [];
	});
}

function documents(iam: IamState, arns: readonly string[]): string[] {
	return arns.flatMap(arn => {
		const policy = managedByAws(arn) ?? iam.policies.settled(arn);
		const version = policy?.versions.find(({versionId}) => versionId === policy.defaultVersionId);
		return version ? [version.document] : [];
	});
}
