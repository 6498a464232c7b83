import {isClosed} from '../../domain/containment/documents.ts';
import {
	deniedBy,
	deniesSessions,
	type PrincipalState,
	type RoleState,
	roleRevokedUntil,
} from '../../domain/containment/state.ts';
import {isoTime} from '../../domain/event.ts';
import type {Step} from '../../domain/plan.ts';
import type {State} from '../../investigation/state.ts';

/** What AWS says now of what a step acted on, as far as it was read back since; null where nothing was. */
export function stateNow(state: State, step: Step): string | null {
	const {
		target,
		call: {region},
	} = step;
	const held = heldNow(state, step);
	if (held !== null) return held;
	for (const facts of state.facts.values()) {
		if (facts.id === target) return facts.status.value ?? `could not be read: ${facts.status.error}`;
		const key = facts.keys.value?.find(({id}) => id === target);
		if (key !== undefined) return key.status;
	}
	const resource = [...state.resources.values()].find(({id, region: own}) => id === target && own === region);
	return resource?.state ?? null;
}

/** A role's trust and its sessions are told apart: other steps close the one and end the others. */
export function sameMatter(one: Step, other: Step): boolean {
	const {call, target} = one;
	return target === other.target && call.region === other.call.region && isTrust(one) === isTrust(other);
}

function isTrust({call}: Step): boolean {
	return call.operation === 'UpdateAssumeRolePolicy';
}

/** What the newest reading of containment says of a user, a role, or something that a user has. */
function heldNow({containment, journal}: State, step: Step): string | null {
	const newest = containment?.readBacks.at(-1);
	const written =
		journal.findLast(({target, phase}) => target === step.target && phase === 'result')?.time ?? 0;
	// A reading from before the write knows nothing of it.
	if (newest === undefined || newest.last < written) return null;
	for (const each of newest.state.principals) {
		const own = each.kind === 'user' ? 'UserName' : 'RoleName';
		if (each.principal.name === step.target && own in step.call.input) return principalNow(each, step);
		if (each.kind !== 'user') continue;
		const lists = [each.keys, each.serviceCredentials, each.sshKeys, each.certificates];
		const found = lists.flatMap(({value}) => value ?? []).find(({id}) => id === step.target);
		if (found !== undefined) return found.status;
	}
	return null;
}

function principalNow(state: PrincipalState, step: Step): string {
	if (state.present.value === false) return 'it does not exist';
	if (state.kind === 'role' && isTrust(step)) return trustNow(state);
	const denied = deniedBy(state);
	if (denied !== null) return denied;
	const unread = state.attached.error ?? state.inline.error;
	if (unread !== null) return `could not be read: ${unread}`;
	if (state.kind === 'user') {
		if (deniesSessions(state)) return 'its sessions are denied everything';
		const {error = null} = state.groupDenial ?? {};
		return error === null ? 'nothing denies it' : `could not be read: ${error}`;
	}
	const until = roleRevokedUntil(state);
	return until === null ? 'none of its sessions is revoked' : `sessions before ${isoTime(until)} are revoked`;
}

function trustNow({trust}: RoleState): string {
	if (trust.value === null) return `could not be read: ${trust.error}`;
	return isClosed(trust.value) ? 'nobody can take it' : 'its trust policy lets it be taken';
}
