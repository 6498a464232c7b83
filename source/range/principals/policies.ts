import {managedByAws} from '../policy/managed.ts';
import type {IamState, PolicyHolder} from '../services/iam/state.ts';
import type {Principal} from './authenticate.ts';

/** A policy that bears on a principal, and where it comes from. */
export interface Source {
	/** The policy's name. */
	readonly id: string;
	/** As the policy simulator classes it. */
	readonly type: 'user' | 'group' | 'role' | 'aws-managed' | 'user-managed' | 'none';
	readonly text: string;
}

/** The policies that bear on a principal, by what they do: each layer must allow, and any may deny. */
export interface Layers {
	readonly identity: readonly Source[];
	readonly boundary?: readonly Source[];
	readonly session?: readonly Source[];
	/** What GetScopedCredentials narrowed the session to, each on top of the ones before. */
	readonly scopes: readonly (readonly Source[])[];
}

/** Gathers a principal's policies as authorization sees them: without the writes of the consistency gap. */
export function layersOf(iam: IamState, principal: Principal): Layers {
	const {session} = principal;
	const holder = session?.role ? settledRole(iam, session.role) : settledUser(iam, principal);
	const kind = session?.role ? 'role' : 'user';
	return {
		...standingLayers(iam, holder, kind),
		...(session && isNarrowed(session)
			? {session: [...session.policies.map(given), ...documents(iam, session.policyArns)]}
			: {}),
		scopes: (session?.scopes ?? []).map(text => [given(text)]),
	};
}

/** The policies that somebody has by themselves, without those of a session. */
export function standingLayers(
	iam: IamState,
	holder: Holder | undefined,
	kind: 'user' | 'role' | 'group',
): Layers {
	const boundary = holder?.permissionsBoundary;
	return {
		identity: holder ? [...ownPolicies(iam, holder, kind), ...groupPolicies(iam, holder)] : [],
		...(boundary ? {boundary: documents(iam, [boundary])} : {}),
		scopes: [],
	};
}

/** A policy that came with a request. */
export const given = (text: string, index = 0): Source => ({
	id: `PolicyInputList.${index + 1}`,
	type: 'none',
	text,
});

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

function ownPolicies(iam: IamState, holder: PolicyHolder, type: Source['type']): Source[] {
	const inline = Object.entries(holder.inline).map(([id, text]) => ({id, type, text}));
	return [...inline, ...documents(iam, holder.attached)];
}

function groupPolicies(iam: IamState, {groups = []}: Holder): Source[] {
	return groups.flatMap(name => {
		const group = iam.groups.settled(name);
		return group ? ownPolicies(iam, group, 'group') : [];
	});
}

function documents(iam: IamState, arns: readonly string[]): Source[] {
	return arns.flatMap(arn => {
		const own = managedByAws(arn);
		const policy = own ?? iam.policies.settled(arn);
		const version = policy?.versions.find(({versionId}) => versionId === policy.defaultVersionId);
		if (!policy || !version) return [];
		return [{id: policy.policyName, type: own ? 'aws-managed' : 'user-managed', text: version.document}];
	});
}
