import type {IAM} from '@aws-sdk/client-iam';
import type {Principal} from '../domain/containment/principal.ts';
import type {
	ContainmentState,
	PrincipalState,
	Quotas,
	RoleState,
	UserState,
} from '../domain/containment/state.ts';
import type {Read} from '../domain/key-facts.ts';
import {Refusal} from '../domain/refusal.ts';
import {textOf} from '../domain/text.ts';
import type {Clients} from './clients.ts';
import {mapLimited} from './parallel.ts';
import {readGroupDenial, readPolicyTexts} from './policy-texts.ts';
import {readable} from './readable.ts';
import {readSwitches} from './user-switches.ts';

/** Principals read at a time, with some ten calls each: IAM answers some 20 a second before it throttles. */
const reading = 6;

/**
 * What the principals of a lineage look like now: all that a plan of containment changes, and all that the proof of it
 * reads back. Throws only if the signal aborts: a part that cannot be read holds the reason, and hides no other part.
 *
 * @param home The region of the partition's IAM.
 * @param now ms since the epoch.
 */
export async function readContainmentState(
	clients: Clients,
	home: string,
	principals: readonly Principal[],
	now: number,
	signal: AbortSignal,
): Promise<ContainmentState> {
	const iam = await clients.of('iam', home);
	const [states, quotas] = await Promise.all([
		mapLimited(principals, reading, async (principal): Promise<PrincipalState> => {
			signal.throwIfAborted();
			return principal.kind === 'user' ? readUser(iam, principal, signal) : readRole(iam, principal, signal);
		}),
		readQuotas(iam, signal),
	]);
	return {time: now, principals: states, quotas};
}

async function readUser(iam: IAM, principal: Principal, signal: AbortSignal): Promise<UserState> {
	const {name} = principal;
	const [entity, switches, policies] = await Promise.all([
		entityOf(async () => (await iam.getUser({UserName: name}, {abortSignal: signal})).User),
		readSwitches(iam, name, signal).then(async each => ({
			...each,
			groupDenial: await readGroupDenial(iam, name, each.groups, signal),
		})),
		readPolicyTexts(iam, principal, signal),
	]);
	return {
		kind: 'user',
		principal,
		arn: textOf(entity.value?.Arn),
		present: presence(entity),
		boundary: part(entity, ({PermissionsBoundary}) => PermissionsBoundary?.PermissionsBoundaryArn ?? null),
		...switches,
		...policies,
	};
}

async function readRole(iam: IAM, principal: Principal, signal: AbortSignal): Promise<RoleState> {
	const [entity, policies] = await Promise.all([
		entityOf(async () => (await iam.getRole({RoleName: principal.name}, {abortSignal: signal})).Role),
		readPolicyTexts(iam, principal, signal),
	]);
	return {
		kind: 'role',
		principal,
		arn: textOf(entity.value?.Arn),
		present: presence(entity),
		path: part(entity, ({Path}) => Path ?? '/'),
		// Policies come out of IAM percent-encoded (RFC 3986).
		trust: part(entity, ({AssumeRolePolicyDocument = ''}) => decodeURIComponent(AssumeRolePolicyDocument)),
		boundary: part(entity, ({PermissionsBoundary}) => PermissionsBoundary?.PermissionsBoundaryArn ?? null),
		lastUsed: part(entity, ({RoleLastUsed: {LastUsedDate, Region} = {}}) =>
			LastUsedDate === undefined ? null : {time: LastUsedDate.getTime(), region: textOf(Region)},
		),
		...policies,
	};
}

async function readQuotas(iam: IAM, signal: AbortSignal): Promise<Quotas> {
	const {value} = await readable(
		async () => (await iam.getAccountSummary({}, {abortSignal: signal})).SummaryMap,
	);
	return {
		attachedPerUser: value?.AttachedPoliciesPerUserQuota ?? null,
		attachedPerRole: value?.AttachedPoliciesPerRoleQuota ?? null,
	};
}

/** The entity; null where IAM knows none of that name. */
async function entityOf<T>(read: () => Promise<T | undefined>): Promise<Read<T | null>> {
	return readable(async () => {
		try {
			return (await read()) ?? null;
		} catch (error) {
			if (error instanceof Refusal && error.kind === 'not-found') return null;
			throw error;
		}
	});
}

function presence(entity: Read<unknown>): PrincipalState['present'] {
	return entity.error === null ? {value: entity.value !== null, error: null} : entity;
}

function part<T, P>(entity: Read<T | null>, take: (value: T) => P): Read<P> {
	if (entity.error !== null) return entity;
	return entity.value === null
		? {value: null, error: 'it is not there'}
		: {value: take(entity.value), error: null};
}
