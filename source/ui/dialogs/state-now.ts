import {isClosed} from '../../domain/containment/documents.ts';
import {deniedBy, roleRevokedUntil} from '../../domain/containment/state.ts';
import {isoTime} from '../../domain/event.ts';
import type {Step} from '../../domain/plan.ts';
import type {State} from '../../investigation/state.ts';

/** What AWS says now of what a step acted on, as far as it was read back; null where nothing was. */
export function stateNow(state: State, {target, call: {region}}: Step): string | null {
	const held = heldNow(state, target);
	if (held !== null) return held;
	for (const facts of state.facts.values()) {
		if (facts.id === target) return facts.status.value ?? `could not be read: ${facts.status.error}`;
		const key = facts.keys.value?.find(({id}) => id === target);
		if (key !== undefined) return key.status;
	}
	const resource = [...state.resources.values()].find(({id, region: own}) => id === target && own === region);
	return resource?.state ?? null;
}

/** What the newest reading of containment says of a user, a role, or something that a user has. */
function heldNow({containment}: State, target: string): string | null {
	for (const each of containment?.readBacks.at(-1)?.state.principals ?? []) {
		if (each.principal.name === target) {
			const denied = deniedBy(each);
			if (each.kind === 'user' || denied !== null) return denied ?? 'nothing denies it';
			const until = roleRevokedUntil(each);
			const closed = each.trust.value !== null && isClosed(each.trust.value) ? 'closed' : 'can be taken';
			return until === null ? closed : `${closed}, sessions before ${isoTime(until)} revoked`;
		}
		if (each.kind !== 'user') continue;
		const lists = [each.keys, each.serviceCredentials, each.sshKeys, each.certificates];
		const found = lists.flatMap(({value}) => value ?? []).find(({id}) => id === target);
		if (found !== undefined) return found.status;
	}
	return null;
}
