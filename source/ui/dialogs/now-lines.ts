import type {Execution, State} from '../../investigation/state.ts';
import {type Line, line, span} from '../text/span.ts';

/** What AWS says now of everything that the plan acted on, as far as it was read back. */
export function nowLines(state: State, {plan}: Execution): readonly Line[] {
	const targets = [
		...new Map(
			plan.steps.map(({target, call}) => [`${target} ${call.region}`, {target, region: call.region}]),
		).values(),
	];
	const rows = targets.flatMap(({target, region}) => {
		const said = stateOf(state, target, region);
		return said === null ? [] : [[span(`  ${target} `), span(said, 'accent')]];
	});
	return rows.length === 0 ? [] : [line(''), line('AWS says now', 'strong'), ...rows];
}

function stateOf(state: State, target: string, region: string): string | null {
	for (const facts of state.facts.values()) {
		if (facts.id === target) return facts.status.value ?? `could not be read: ${facts.status.error}`;
		const key = facts.keys.value?.find(({id}) => id === target);
		if (key !== undefined) return key.status;
	}
	const resource = [...state.resources.values()].find(({id, region: own}) => id === target && own === region);
	return resource?.state ?? null;
}
