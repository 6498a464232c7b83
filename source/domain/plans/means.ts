import {denyAll, denyName} from '../containment/documents.ts';
import type {PrincipalState, Quotas, UserState} from '../containment/state.ts';
import {globalRegion, partitionOfArn} from '../partition.ts';
import type {AwsCall, Step} from '../plan.ts';

/** A step on a user or role, but for what all of them have in common. */
export interface Means {
	readonly operation: string;
	readonly input: AwsCall['input'];
	readonly undo: {readonly operation: string; readonly input: AwsCall['input']};
	readonly why: string;
	readonly before: Readonly<Record<string, unknown>>;
	/** See Step. */
	readonly mayExist?: true;
	/** What is made for it first; the inputs name neither user nor role. */
	readonly first?: readonly Omit<Means, 'first'>[];
}

/** What a step is called, waits for and breaks, whatever the means. */
export interface Purpose {
	readonly id: string;
	readonly target: string;
	readonly breaks: readonly string[];
	readonly after?: readonly string[];
	/** See Step. */
	readonly regardless?: true;
}

/** The user or role in the words of IAM's inputs. */
export function named({kind, principal: {name}}: PrincipalState): AwsCall['input'] {
	return kind === 'user' ? {UserName: name} : {RoleName: name};
}

/** The step with the first of the means, each falling through to the next. Throws where there is none. */
export function stepBy(state: PrincipalState, purpose: Purpose, means: readonly Means[]): Step {
	const [best, ...others] = means;
	if (best === undefined) throw new TypeError(`no means for ${purpose.id}`);
	const region = globalRegion(partitionOfArn(state.arn ?? state.principal.arn));
	const iam = ({operation, input}: Pick<Means, 'operation' | 'input'>): AwsCall => ({
		service: 'iam',
		operation,
		region,
		input,
	});
	const call = ({operation, input}: Pick<Means, 'operation' | 'input'>): AwsCall =>
		iam({operation, input: {...named(state), ...input}});
	const {id, target, breaks, after = [], regardless} = purpose;
	const first = best.first?.map(
		(made, index): Step => ({
			id: `${id} first ${index + 1}`,
			call: iam(made),
			target,
			why: made.why,
			danger: 'reversible',
			undo: iam(made.undo),
			after: [],
			before: made.before,
			...(made.mayExist === undefined ? {} : {mayExist: made.mayExist}),
		}),
	);
	return {
		id,
		call: call(best),
		target,
		why: best.why,
		danger: 'reversible',
		undo: call(best.undo),
		after,
		...(target === state.principal.name ? {because: state.principal.why} : {}),
		...(regardless === undefined ? {} : {regardless}),
		breaks,
		before: best.before,
		...(first === undefined ? {} : {first}),
		...(others.length === 0 ? {} : {otherwise: stepBy(state, purpose, others)}),
	};
}

/**
 * The ways to deny a user or role everything, in the order of field guide §2: the managed policy unless the account
 * says that there is no room for it, an inline one, the permissions boundary.
 */
export function denials(state: PrincipalState, quotas: Quotas): readonly Means[] {
	const full = isFull(state, quotas);
	return [
		...(full ? [] : [managedDenial(state)]),
		inlinePolicy(state, denyName, denyAll, why),
		boundaryDenial(state),
	];
}

const why = 'denies everything to it and to all sessions that come from it';

export function managedDenial(state: PrincipalState): Means {
	const PolicyArn = managedArn(state);
	const Noun = state.kind === 'user' ? 'User' : 'Role';
	return {
		operation: `Attach${Noun}Policy`,
		input: {PolicyArn},
		undo: {operation: `Detach${Noun}Policy`, input: {PolicyArn}},
		why,
		before: {attached: state.attached.value ?? `not known: ${state.attached.error}`},
	};
}

/** An inline policy; one of that name that is there already comes back by the undo. */
export function inlinePolicy(state: PrincipalState, name: string, document: string, why: string): Means {
	const Noun = state.kind === 'user' ? 'User' : 'Role';
	const old = state.inline.value?.find(policy => policy.name === name)?.document;
	return {
		operation: `Put${Noun}Policy`,
		input: {PolicyName: name, PolicyDocument: document},
		undo:
			old === undefined
				? {operation: `Delete${Noun}Policy`, input: {PolicyName: name}}
				: {operation: `Put${Noun}Policy`, input: {PolicyName: name, PolicyDocument: old}},
		why,
		before: {[`inline policy ${name}`]: old ?? null},
	};
}

/** A group with that policy and the user in it: it needs no room of the user's own, but for one more group. */
export function policyByGroup(
	{principal, groups}: UserState,
	group: {readonly name: string; readonly isOurs: boolean},
	name: string,
	document: string,
	why: string,
): Means {
	const GroupName = group.name;
	const text = {GroupName, PolicyName: name};
	return {
		first: [
			{
				operation: 'CreateGroup',
				input: {GroupName},
				undo: {operation: 'DeleteGroup', input: {GroupName}},
				why: `carries what ${principal.name} itself has no room for`,
				before: {group: null},
				...(group.isOurs ? {mayExist: true} : {}),
			},
			{
				operation: 'PutGroupPolicy',
				input: {...text, PolicyDocument: document},
				undo: {operation: 'DeleteGroupPolicy', input: text},
				why,
				before: {[`inline policy ${name}`]: null},
			},
		],
		operation: 'AddUserToGroup',
		input: {GroupName},
		undo: {operation: 'RemoveUserFromGroup', input: {GroupName}},
		why,
		before: {groups: groups.value ?? `not known: ${groups.error}`},
	};
}

export function boundaryDenial(state: PrincipalState): Means {
	const Noun = state.kind === 'user' ? 'User' : 'Role';
	const old = state.boundary.value;
	return {
		operation: `Put${Noun}PermissionsBoundary`,
		input: {PermissionsBoundary: managedArn(state)},
		undo:
			old === null
				? {operation: `Delete${Noun}PermissionsBoundary`, input: {}}
				: {operation: `Put${Noun}PermissionsBoundary`, input: {PermissionsBoundary: old}},
		why: `${why}: a boundary that allows nothing`,
		before: {boundary: old},
	};
}

function managedArn({arn, principal}: PrincipalState): string {
	return `arn:${partitionOfArn(arn ?? principal.arn)}:iam::aws:policy/AWSDenyAll`;
}

function isFull({kind, attached}: PrincipalState, quotas: Quotas): boolean {
	const room = kind === 'user' ? quotas.attachedPerUser : quotas.attachedPerRole;
	return attached.value !== null && room !== null && attached.value.length >= room;
}
