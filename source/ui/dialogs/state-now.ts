import type {Step} from '../../domain/plan.ts';
import type {State} from '../../investigation/state.ts';

/** What AWS says now of what a step acted on, as far as it was read back; null where nothing was. */
export function stateNow(state: State, {target, call: {region}}: Step): string | null {
	for (const facts of state.facts.values()) {
		if (facts.id === target) return facts.status.value ?? `could not be read: ${facts.status.error}`;
		const key = facts.keys.value?.find(({id}) => id === target);
		if (key !== undefined) return key.status;
	}
	const resource = [...state.resources.values()].find(({id, region: own}) => id === target && own === region);
	return resource?.state ?? null;
}
