import {
	closedTrust,
	closeTrust,
	denyAll,
	denyName,
	isClosed,
	namesGone,
	revocation,
	revocationName,
	trustedServices,
} from '../containment/documents.ts';
import {deniedBy, type Quotas, type RoleState, roleRevokedUntil} from '../containment/state.ts';
import {isoTime} from '../event.ts';
import type {Step} from '../plan.ts';
import type {Use} from '../uses.ts';
import {usedBy} from './contain-user.ts';
import {boundaryDenial, denials, inlinePolicy, type Means, managedDenial, stepBy} from './means.ts';

/** What a role's steps are planned with. */
export interface RoleContext {
	readonly quotas: Quotas;
	/** Who else uses the role. */
	readonly others: readonly Use[];
	/** Sessions issued before this moment are revoked; ms since the epoch, beyond the time that IAM takes to obey. */
	readonly until: number;
	/** ms since the epoch. */
	readonly now: number;
}

/** The steps that end a role: who may take it, and then the sessions already taken (field guide §2). */
export interface RoleSteps {
	readonly trust: Step | null;
	/** Given the trust steps of the role's ring, so that all of them are closed before any session is revoked. */
	readonly revoke: (after: readonly string[]) => Step | null;
}

/**
 * Closes a role and revokes its sessions. The revocation reaches some minutes into the future: a session taken while IAM
 * does not yet obey the closed trust is revoked with the others. Where the trust policy could not be put back (it cannot
 * be read, or names somebody who is gone and whom IAM takes from nobody), the role is denied everything instead.
 */
export function containRole(state: RoleState, context: RoleContext): RoleSteps {
	if (deniedBy(state) !== null) return {trust: null, revoke: () => null};
	const {trust} = state;
	if (trust.value === null || namesGone(trust.value))
		return {trust: denyRole(state, context), revoke: () => null};
	return {
		trust: isClosed(trust.value) ? null : closeRole(state, trust.value, context),
		revoke: after => (isRevoked(state, context, trust.value) ? null : revokeRole(state, context, after)),
	};
}

function closeRole(state: RoleState, trust: string, {others}: RoleContext): Step {
	const {name} = state.principal;
	const set = (document: string, why: string): Means => ({
		operation: 'UpdateAssumeRolePolicy',
		input: {PolicyDocument: document},
		undo: {operation: 'UpdateAssumeRolePolicy', input: {PolicyDocument: trust}},
		why,
		before: {trust},
	});
	const closed = closeTrust(trust);
	const why = 'nobody can take the role any more; what its trust policy said stays in it';
	const services = trustedServices(trust).map(
		service => `${service} cannot take the role: what runs with it stops`,
	);
	const breaks = [...usedBy(others), ...services];
	return stepBy(state, {id: `role ${name} trust`, target: name, breaks}, [
		...(closed === null ? [] : [set(closed, why)]),
		set(closedTrust, 'nobody can take the role any more'),
		inlinePolicy(state, denyName, denyAll, 'whoever takes the role can do nothing with it'),
	]);
}

function revokeRole(state: RoleState, {others, until}: RoleContext, after: readonly string[]): Step {
	const {name} = state.principal;
	const why = `ends every session of the role that is issued before ${isoTime(until)}`;
	const purpose = {
		id: `role ${name} revoke`,
		target: name,
		breaks: usedBy(others),
		after,
		regardless: true,
	} as const;
	return stepBy(state, purpose, [
		inlinePolicy(state, revocationName, revocation(until), why),
		managedDenial(state),
		boundaryDenial(state),
	]);
}

function denyRole(state: RoleState, {quotas, others}: RoleContext): Step {
	const {name} = state.principal;
	return stepBy(
		state,
		{id: `role ${name} deny`, target: name, breaks: usedBy(others)},
		denials(state, quotas),
	);
}

/** Whether no session that is known, nor one that could be taken until the trust is closed, is left. */
function isRevoked(state: RoleState, {now}: RoleContext, trust: string): boolean {
	const until = roleRevokedUntil(state);
	if (until === null) return false;
	return until > now || (isClosed(trust) && until > (state.principal.lastTaken ?? 0));
}
